import Engine
import JSON
import MetricStore
import NetTypes

extension IPAddress: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.value(description) }
}

extension MetricScalar: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .number(let number): writer.value(number)
        case .text(let text): writer.value(text)
        }
    }
}

extension MetricValue: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("agent", agent)
            $0.member("dataSource", dataSource)
            $0.member("metricName", name)
            $0.member("metricValue", value)
            $0.member("lastUpdate", age)
            $0.member(topKeys)
        }
    }
}

extension TopKey: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("key", key)
            $0.member("value", value)
        }
    }
}

extension JSONWriter {
    /// The largest keys of a flow; of other metrics there are none.
    fileprivate mutating func member(_ topKeys: [TopKey]) {
        guard !topKeys.isEmpty else { return }
        member("topKeys") { writer in writer.array { for key in topKeys { $0.value(key) } } }
    }
}

extension Statistic: JSONWritable {
    /// Without `metricValue` when nothing reports the metric.
    package func write(to writer: inout JSONWriter) {
        writer.object {
            if let agent { $0.member("agent", agent) }
            if let dataSource { $0.member("dataSource", dataSource) }
            $0.member("metricName", query.text)
            if let value { $0.member("metricValue", value) }
            $0.member("metricN", count)
            if let age { $0.member("lastUpdate", age) }
            if let youngest { $0.member("lastUpdateMin", youngest) }
            if let oldest { $0.member("lastUpdateMax", oldest) }
            $0.member(topKeys)
        }
    }
}

extension ActiveFlow: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("key", key)
            $0.member("value", value)
            if !values.isEmpty { $0.member("values") { $0.array { for value in values { $0.value(value) } } } }
            $0.member("agent", agent)
            $0.member("dataSource", dataSource)
            $0.member("flowN", flowN)
            $0.member("samples", samples)
            $0.member("errorPercent", errorPercent)
            $0.member("overcount", overcount)
        }
    }
}
