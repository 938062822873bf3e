import Engine
import JSON

extension AgentStatus {
    /// The datagrams of an agent, with the books of its data sources.
    func writeLedger(_ sources: [SourceLedger], to writer: inout JSONWriter) {
        writer.object { writer in
            if let hostName { writer.member("hostName", hostName) }
            writer.member("datagrams", datagrams)
            writer.member("dataSources", sources)
        }
    }
}

extension SourceLedger: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("dataSource", dataSource)
            if let name { writer.member("name", name) }
            if flows.received > 0 {
                writer.member("flowSamples", flows)
                writer.member("drops", drops)
            }
            if let samplingRate { writer.member("samplingRate", samplingRate) }
            if let effectiveSamplingRate { writer.member("effectiveSamplingRate", effectiveSamplingRate) }
            if let flowsIn { writer.member("flowsIn", flowsIn) }
            if let flowsOut { writer.member("flowsOut", flowsOut) }
            if counters.received > 0 { writer.member("counterSamples", counters) }
        }
    }
}

extension FlowRatio: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("ratio", ratio)
            writer.member("bound", bound)
            writer.member("samples", samples)
        }
    }
}

extension SampleLedger: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("received", received)
            writer.member("lost", lost)
            writer.member("duplicates", duplicates)
            writer.member("outOfOrder", outOfOrder)
        }
    }
}
