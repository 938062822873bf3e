import Engine
import JSON

extension Threshold: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("metric", metric)
            writer.member("value", value)
            if !filter.isEmpty {
                writer.member("filter") { writer in
                    writer.object { writer in
                        for (name, values) in filter.sorted(by: { $0.key < $1.key }) {
                            writer.member(name) { $0.array { for value in values { $0.value(value) } } }
                        }
                    }
                }
            }
            writer.member("byFlow", byFlow)
            writer.member("timeout", timeout)
        }
    }
}

extension Threshold {
    /// From the body of a PUT. Attributes that are not known are left aside.
    init(body: [UInt8]) throws(APIProblem) {
        guard case .object(let members) = try parse(body) else {
            throw .badRequest("the body is to be an object: {\"metric\":\"load_one\",\"value\":4}")
        }
        var metric: String?, value: Double?
        self.init(metric: "", value: 0)
        for member in members {
            switch member.name {
            case "metric": metric = try member.metricName()
            case "value": value = try member.number()
            case "filter": filter = try member.metricFilter()
            case "byFlow": byFlow = try member.bool()
            case "timeout": timeout = try member.number(in: Threshold.timeoutRange)
            default: break
            }
        }
        guard let metric else { throw .missing("metric", "the name of a metric or of a flow definition") }
        guard let value else { throw .missing("value", "what it is not to exceed") }
        (self.metric, self.value) = (metric, value)
    }
}

extension APIProblem {
    fileprivate static func missing(_ attribute: String, _ meaning: String) -> APIProblem {
        .badRequest("the attribute '\(attribute)' is missing: \(meaning)", attribute: attribute)
    }
}

extension JSONMember {
    /// Bytes of the longest name of a metric.
    private static let nameLimit = 128
    /// Names, and values of each, of a filter.
    private static let filterLimit = 64

    fileprivate func metricName() throws(APIProblem) -> String {
        let name = try text()
        guard !name.isEmpty, name.utf8.count <= Self.nameLimit, !name.contains(":") else {
            throw mismatch("the name of a metric, without an aggregation")
        }
        return name
    }

    fileprivate func number(in range: ClosedRange<Double>) throws(APIProblem) -> Double {
        let number = try number()
        guard range.contains(number) else { throw mismatch("\(Int(range.lowerBound)) to \(Int(range.upperBound))") }
        return number
    }

    /// `{"ifspeed":["1000000000"]}`; one value need not be in an array.
    fileprivate func metricFilter() throws(APIProblem) -> MetricFilter {
        guard value != .null else { return [:] }
        guard case .object(let members) = value, members.count <= Self.filterLimit else {
            throw mismatch("an object of at most \(Self.filterLimit) metrics: {\"os_name\":[\"linux\"]}")
        }
        var filter: MetricFilter = [:]
        for member in members { filter[member.name] = try member.filterValues() }
        return filter
    }

    private func filterValues() throws(APIProblem) -> [String] {
        let values = if case .array(let elements) = value { elements } else { [value] }
        guard values.count <= Self.filterLimit else { throw mismatch("at most \(Self.filterLimit) values") }
        var texts: [String] = []
        for value in values {
            switch value {
            case .string(let text): texts.append(text)
            case .number(let number): texts.append(number.filterText)
            default: throw mismatch("an array of texts")
            }
        }
        return texts
    }
}

extension Double {
    /// Whole numbers as filters see them.
    fileprivate var filterText: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}

extension ThresholdEvent: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("eventID", eventID)
            writer.member("timestamp", timestamp)
            writer.member("thresholdID", thresholdID)
            writer.member("metric", metric)
            writer.member("threshold", threshold)
            writer.member("value", value)
            writer.member("agent", agent)
            writer.member("dataSource", dataSource)
            if let flowKey { writer.member("flowKey", flowKey) }
            if !values.isEmpty { writer.member("values") { $0.array { for value in values { $0.value(value) } } } }
        }
    }
}
