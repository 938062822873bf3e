/// Writes families of metrics as Prometheus and its kind read them.
///
///     var writer = ExpositionWriter(.openMetrics)
///     writer.family(MetricFamily(.counter, "process_cpu_seconds", unit: "seconds", "Processor time used")) {
///         $0.sample(1.5)
///     }
///     writer.finish()
package struct ExpositionWriter: Sendable {
    /// The text so far, UTF-8.
    package private(set) var bytes: [UInt8] = []
    private let format: ExpositionFormat
    private let describes: Bool
    private var written: Set<String> = []

    /// Without `describes` there are samples alone, which is valid in the text format only.
    package init(_ format: ExpositionFormat = .text, describes: Bool = true) {
        self.format = format
        self.describes = describes || format == .openMetrics
    }

    /// Writes a family, unless it has no samples. All samples of a name have to stand together: a second family whose samples
    /// have the same name is left out.
    package mutating func family(_ family: MetricFamily, _ body: (inout SampleWriter) -> Void) {
        guard written.insert(family.sampleName).inserted else { return }
        let start = bytes.count
        if describes { describe(family) }
        let head = bytes.count
        var samples = SampleWriter(bytes: bytes, name: family.sampleName)
        bytes = []
        body(&samples)
        bytes = samples.bytes
        if bytes.count == head { bytes.removeLast(head - start) }
    }

    /// OpenMetrics says where it ends, so that what was cut off is noticed.
    package mutating func finish() {
        if format == .openMetrics { bytes.append(contentsOf: "# EOF\n".utf8) }
    }

    /// Hands over the text so far: what follows is text of its own, of the same exposition.
    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private mutating func describe(_ family: MetricFamily) {
        // The text format knows families by the name of their samples.
        let name = format == .text ? family.sampleName : family.name
        line("HELP", name) { bytes, isOpenMetrics in bytes.appendEscaped(family.help, quotes: isOpenMetrics) }
        line("TYPE", name) { bytes, isOpenMetrics in
            bytes.append(contentsOf: (isOpenMetrics ? family.kind.rawValue : family.kind.textFormat).utf8)
        }
        guard format == .openMetrics, !family.unit.isEmpty else { return }
        line("UNIT", name) { bytes, _ in bytes.append(contentsOf: family.unit.utf8) }
    }

    private mutating func line(_ what: String, _ name: String, _ append: (inout [UInt8], Bool) -> Void) {
        bytes.append(contentsOf: "# \(what) \(name) ".utf8)
        append(&bytes, format == .openMetrics)
        bytes.append(UInt8(ascii: "\n"))
    }
}

/// Writes the samples of one family.
package struct SampleWriter: Sendable {
    fileprivate var bytes: [UInt8]
    private let name: [UInt8]

    fileprivate init(bytes: consuming [UInt8], name: String) {
        self.bytes = bytes
        self.name = Array(name.utf8)
    }

    package mutating func sample(_ value: Int, _ labels: MetricLabels = MetricLabels()) {
        line(labels) { $0.append(contentsOf: String(value).utf8) }
    }

    package mutating func sample(_ value: Double, _ labels: MetricLabels = MetricLabels()) {
        line(labels) { $0.append(number: value) }
    }

    private mutating func line(_ labels: MetricLabels, _ value: (inout [UInt8]) -> Void) {
        bytes.append(contentsOf: name)
        if !labels.bytes.isEmpty {
            bytes.append(UInt8(ascii: "{"))
            bytes.append(contentsOf: labels.bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: " "))
        value(&bytes)
        bytes.append(UInt8(ascii: "\n"))
    }
}

extension MetricFamily.Kind {
    fileprivate var textFormat: String {
        switch self {
        case .counter: "counter"
        case .gauge, .info: "gauge"
        case .unknown: "untyped"
        }
    }
}

extension [UInt8] {
    /// The shortest text that reads back as the same number, whole numbers without a fraction.
    fileprivate mutating func append(number: Double) {
        if let whole = Int(exactly: number), whole.magnitude < 1 << 53 {
            append(contentsOf: String(whole).utf8)
        } else if number.isFinite {
            append(contentsOf: number.description.utf8)
        } else {
            append(contentsOf: (number.isNaN ? "NaN" : number > 0 ? "+Inf" : "-Inf").utf8)
        }
    }
}
