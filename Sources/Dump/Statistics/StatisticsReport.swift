import Engine
import JSON
import NetTypes
import SFlow

/// What was counted, to be read by people or by programs.
struct StatisticsReport {
    let tally: DumpTally
    let destinations: [Forwarder.Destination]

    /// Seconds from the first datagram to the last one.
    private var seconds: Double {
        guard let first = tally.firstArrival else { return 0 }
        return Double(tally.lastArrival - first) / 1e9
    }

    private var perSecond: Double? { seconds > 0 ? Double(tally.datagrams) / seconds : nil }
}

// MARK: Text

extension StatisticsReport {
    var text: String {
        var text = total + "\n"
        if !tally.agents.all.isEmpty { text += "\n" + agents }
        if !tally.structures.sorted.isEmpty { text += "\n" + structures }
        let lines = oddities
        if !lines.isEmpty { text += "\n" + lines.map { $0 + "\n" }.joined() }
        return text
    }

    private var total: String {
        var text = "\(tally.summary), \(counted(tally.bytes, "byte")), in \(fixed(seconds, 3)) s"
        if let perSecond {
            text += ": \(fixed(perSecond, 1)) datagrams, \(fixed(Double(tally.samples) / seconds, 1)) samples a second"
        }
        return text
    }

    private var agents: String {
        var table = TextTable(
            [
                "agent", "sub", "datagrams", "bytes", "flow", "counters", "discards", "other", "lost", "loss", "late",
                "twice", "restarts",
            ],
            names: [0]
        )
        for agent in tally.agents.sorted {
            let counts = agent.sequence.counts
            table.add([
                "\(agent.address)", "\(agent.subAgent)", "\(agent.datagrams)", "\(agent.bytes)", "\(agent.flowSamples)",
                "\(agent.counterSamples)", "\(agent.discards)", "\(agent.otherSamples)", "\(counts.lost)",
                percent(counts.lost, of: counts.lost + agent.datagrams), "\(counts.outOfOrder)", "\(counts.duplicates)",
                "\(agent.sequence.restarts)",
            ])
        }
        return table.text
    }

    private var structures: String {
        var table = TextTable(["structure", "format", "name", "count"], names: [0, 1, 2])
        for entry in tally.structures.sorted {
            table.add([entry.kind.name, "\(entry.format)", entry.name ?? "(unknown)", "\(entry.count)"])
        }
        return table.text
    }

    private var oddities: [String] {
        var lines: [String] = []
        for fault in DatagramFault.allCases where tally.faults[fault.index] > 0 {
            lines.append("\(counted(tally.faults[fault.index], "datagram")): \(fault.explanation)")
        }
        if tally.agents.others > 0 {
            lines.append("\(counted(tally.agents.others, "datagram")) of further agents, which are not told apart")
        }
        if tally.structures.others > 0 {
            lines.append("\(counted(tally.structures.others, "record")) of further structures")
        }
        lines += tally.losses
        for destination in destinations {
            lines.append(destination.report ?? "forwarding to \(destination.target): \(destination.sent) sent")
        }
        return lines
    }
}

// MARK: JSON

extension StatisticsReport {
    /// One line.
    var json: String {
        var writer = JSONWriter()
        writer.object {
            $0.member("datagrams", tally.datagrams)
            $0.member("bytes", tally.bytes)
            $0.member("samples", tally.samples)
            $0.member("seconds", seconds)
            $0.member("agents") { $0.array { for agent in tally.agents.sorted { write(agent, to: &$0) } } }
            $0.member("structures") { $0.array { for entry in tally.structures.sorted { write(entry, to: &$0) } } }
            $0.member("faults") { writeFaults(to: &$0) }
            $0.member("otherAgentsDatagrams", tally.agents.others)
            $0.member("otherStructures", tally.structures.others)
            $0.member("socketDrops", tally.socketDrops)
            $0.member("passedPackets", tally.passed.total)
            $0.member("incompletePackets", tally.passed.incomplete)
            $0.member("forwarding") { $0.array { for destination in destinations { write(destination, to: &$0) } } }
        }
        return writer.text + "\n"
    }

    private func writeFaults(to writer: inout JSONWriter) {
        writer.object {
            for fault in DatagramFault.allCases where tally.faults[fault.index] > 0 {
                $0.member(fault.rawValue, tally.faults[fault.index])
            }
        }
    }

    private func write(_ agent: AgentTally, to writer: inout JSONWriter) {
        let counts = agent.sequence.counts
        writer.object {
            $0.member("agent", "\(agent.address)")
            $0.member("subAgent", Int(agent.subAgent))
            $0.member("datagrams", agent.datagrams)
            $0.member("bytes", agent.bytes)
            $0.member("flowSamples", agent.flowSamples)
            $0.member("counterSamples", agent.counterSamples)
            $0.member("discards", agent.discards)
            $0.member("otherSamples", agent.otherSamples)
            $0.member("lost", counts.lost)
            $0.member("late", counts.outOfOrder)
            $0.member("duplicates", counts.duplicates)
            $0.member("restarts", Int(agent.sequence.restarts))
        }
    }

    private func write(_ entry: StructureTally.Entry, to writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", entry.kind.name)
            $0.member("format", "\(entry.format)")
            if let name = entry.name { $0.member("name", name) }
            $0.member("count", entry.count)
        }
    }

    private func write(_ destination: Forwarder.Destination, to writer: inout JSONWriter) {
        writer.object {
            $0.member("target", "\(destination.target)")
            $0.member("sent", destination.sent)
            $0.member("refused", destination.refused)
            $0.member("failed", destination.failed)
        }
    }
}
