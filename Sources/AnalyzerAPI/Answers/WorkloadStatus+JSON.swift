import Engine
import JSON
import NetTypes
import Workloads

extension WorkloadStatus: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("agent", agent)
            $0.member("dataSource", dataSource)
            if let node { $0.member("node", node) }
            if let hostName { $0.member("vir_host_name", hostName) }
            if let uuid { $0.member("vir_uuid", uuidText(uuid)) }
            for label in labels { $0.member(label.field.rawValue, label.text) }
            writeLife(to: &$0)
            for (name, total) in totals { if let total { $0.member(name, total) } }
            $0.member("lastUpdate", age)
        }
    }

    private func writeLife(to writer: inout JSONWriter) {
        writer.member("state", state)
        if let end { writer.member("end", end.rawValue) }
        if let exitCode { writer.member("exitCode", exitCode) }
        if let isComplete { writer.member("complete", isComplete) }
        writer.member("started", started)
        if let ended { writer.member("ended", ended) }
        writer.member("lifeTime", lifeTime)
        if let cpuSeconds { writer.member("cpuSeconds", cpuSeconds) }
    }

    private var totals: KeyValuePairs<String, UInt64?> {
        [
            "memoryUsed": memoryUsed, "memoryPeak": memoryPeak, "oomKills": outOfMemoryKills,
            "bytesIn": bytesIn, "bytesOut": bytesOut, "packetsIn": packetsIn, "packetsOut": packetsOut,
            "bytesRead": bytesRead, "bytesWritten": bytesWritten, "reads": reads, "writes": writes,
        ]
    }
}
