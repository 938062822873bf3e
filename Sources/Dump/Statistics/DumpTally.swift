import Engine
import SFlow
import XDR

/// What came, counted.
struct DumpTally: Sendable {
    /// How much is counted: for the last line the heads of datagrams, for statistics everything.
    enum Depth: Sendable { case nothing, heads, everything }

    let depth: Depth
    private(set) var agents = AgentTallies()
    private(set) var structures = StructureTally()
    /// By `DatagramFault.index`.
    private(set) var faults = [Int](repeating: 0, count: DatagramFault.allCases.count)
    private(set) var datagrams = 0, bytes = 0, samples = 0
    /// Nanoseconds since 1970.
    private(set) var firstArrival: UInt64?, lastArrival: UInt64 = 0
    var passed = PassedPackets()
    /// Datagrams that the socket had no room for.
    var socketDrops = 0

    init(depth: Depth) { self.depth = depth }

    var faultTotal: Int { faults.reduce(0, +) }

    /// Counts a datagram.
    mutating func count(_ datagram: RawSpan, at time: UInt64) {
        datagrams += 1
        bytes += datagram.byteCount
        if firstArrival == nil { firstArrival = time }
        lastArrival = max(lastArrival, time)
        guard depth != .nothing, let reader = try? DatagramReader(datagram) else { return }
        samples += Int(reader.header.sampleCount)
        guard let place = agents.place(reader.header) else { return }
        agents[place].datagrams += 1
        agents[place].bytes += datagram.byteCount
        _ = agents[place].sequence.observe(reader.header)
        if depth == .everything { countSamples(reader, place) }
    }

    mutating func count(_ fault: DatagramFault) { faults[fault.index] += 1 }

    private mutating func countSamples(_ reader: DatagramReader, _ place: Int) {
        var reader = reader
        do throws(DatagramFault) {
            while let sample = try reader.nextSample() {
                structures.count(.sample, reader.sampleFormat)
                var kind = StructureTally.Kind.flowRecord
                switch sample {
                case .flow: agents[place].flowSamples += 1
                case .discarded: agents[place].discards += 1
                case .counters:
                    agents[place].counterSamples += 1
                    kind = .counterRecord
                default: agents[place].otherSamples += 1
                }
                while let record = try reader.nextRecord() { structures.count(kind, record.format) }
            }
        } catch {
            // It is counted where the datagram is shown, or checked.
        }
    }
}

extension DumpTally {
    /// What there was, in a few words.
    var summary: String {
        "\(counted(datagrams, "datagram")), \(counted(samples, "sample")) of \(counted(agents.all.count, "agent"))"
    }

    /// What did not come as far as it should have, a line each.
    var losses: [String] {
        var lines: [String] = []
        if passed.total > 0 { lines.append("packets that are no sFlow: \(passed.summary)") }
        if socketDrops > 0 {
            lines.append("\(counted(socketDrops, "datagram")) dropped at the socket: too many came at once")
        }
        return lines
    }
}
