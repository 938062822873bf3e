import Exposition

/// A number of `/analyzer/json`, declared once: for that, for `/prometheus/analyzer/txt` and for the reference.
struct AnalyzerFigure: Sendable {
    /// What becomes of the number in a base unit.
    enum Unit: Sendable {
        case plain, bytes
        /// Milliseconds in JSON, seconds for Prometheus.
        case milliseconds
    }

    /// The name in `/analyzer/json`.
    let member: String
    let isCounter: Bool
    /// What names begin with, after the prefix and `analyzer_`; existing dashboards ask for some by two.
    let names: [String]
    let unit: Unit
    let meaning: String
    /// `nil`: there is none at the moment.
    let value: @Sendable (AnalyzerReading) -> Double?

    static func counter(
        _ member: String,
        _ name: String,
        or other: String? = nil,
        unit: Unit = .plain,
        _ meaning: String,
        _ value: @escaping @Sendable (AnalyzerReading) -> Int?
    ) -> AnalyzerFigure {
        AnalyzerFigure(
            member: member,
            isCounter: true,
            names: [name] + (other.map { [$0] } ?? []),
            unit: unit,
            meaning: meaning
        ) {
            value($0).map { Double($0) }
        }
    }

    static func gauge(
        _ member: String,
        _ name: String,
        or other: String? = nil,
        unit: Unit = .plain,
        _ meaning: String,
        _ value: @escaping @Sendable (AnalyzerReading) -> Int?
    ) -> AnalyzerFigure {
        AnalyzerFigure(
            member: member,
            isCounter: false,
            names: [name] + (other.map { [$0] } ?? []),
            unit: unit,
            meaning: meaning
        ) {
            value($0).map { Double($0) }
        }
    }

    /// A share, 0 to 1.
    static func share(
        _ member: String,
        _ name: String,
        _ meaning: String,
        _ value: @escaping @Sendable (AnalyzerReading) -> Double
    ) -> AnalyzerFigure {
        AnalyzerFigure(member: member, isCounter: false, names: [name], unit: .plain, meaning: meaning, value: value)
    }
}

extension AnalyzerFigure {
    /// The number in its base unit.
    func baseValue(_ reading: AnalyzerReading) -> Double? {
        value(reading).map { unit == .milliseconds ? $0 / 1000 : $0 }
    }

    /// The names with their unit.
    var fullNames: [String] {
        switch unit {
        case .plain: names
        case .bytes: names.map { $0 + "_bytes" }
        case .milliseconds: names.map { $0 + "_seconds" }
        }
    }

    /// The families that it is: counters whose names, which others chose, do not end as those of counters are to, are of
    /// unknown kind.
    func families(_ prefix: String) -> [MetricFamily] {
        fullNames.map { name in
            let name = "\(prefix)analyzer_\(name)"
            guard isCounter else { return .gauge(named: name, meaning) }
            guard name.hasSuffix("_total") else { return MetricFamily(.unknown, name, meaning) }
            return MetricFamily(.counter, String(name.dropLast("_total".count)), meaning)
        }
    }
}

extension Analyzer {
    /// `/prometheus/analyzer/txt`
    var exposedFigures: [UInt8] {
        let reading = reading, settings = settings.prometheus
        var writer = ExpositionWriter(describes: settings.describes)
        for figure in AnalyzerFigure.all {
            guard let value = figure.baseValue(reading) else { continue }
            for family in figure.families(settings.prefix) { writer.family(family) { $0.sample(value) } }
        }
        return writer.take()
    }
}
