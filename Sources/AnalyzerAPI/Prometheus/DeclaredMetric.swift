import Exposition

/// A family, and where its samples come from: declared once, exposed and documented.
struct DeclaredMetric<Reading>: Sendable {
    let family: MetricFamily
    let write: @Sendable (Reading, inout SampleWriter) -> Void

    /// Samples with labels.
    init(
        _ kind: MetricFamily.Kind,
        _ name: String,
        unit: String = "",
        labels: [String],
        _ help: String,
        _ write: @escaping @Sendable (Reading, inout SampleWriter) -> Void
    ) {
        family = MetricFamily(kind, name, unit: unit, labels: labels, help)
        self.write = write
    }

    /// One sample, or none.
    init(
        _ kind: MetricFamily.Kind,
        _ name: String,
        unit: String = "",
        _ help: String,
        _ value: @escaping @Sendable (Reading) -> Int?
    ) {
        self.init(kind, name, unit: unit, labels: [], help) { reading, samples in
            if let value = value(reading) { samples.sample(value) }
        }
    }

    /// One sample that is no whole number, or none.
    init(
        _ kind: MetricFamily.Kind,
        fraction name: String,
        unit: String = "",
        _ help: String,
        _ value: @escaping @Sendable (Reading) -> Double?
    ) {
        self.init(kind, name, unit: unit, labels: [], help) { reading, samples in
            if let value = value(reading) { samples.sample(value) }
        }
    }
}

extension ExpositionWriter {
    mutating func write<Reading>(_ metrics: [DeclaredMetric<Reading>], of reading: Reading) {
        for metric in metrics { family(metric.family) { metric.write(reading, &$0) } }
    }
}
