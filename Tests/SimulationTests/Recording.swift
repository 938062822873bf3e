import JSON
import PacketHeaders
import SFlow
import Testing
import XDR

@testable import Simulation

/// What a simulation made, read again by the readers of the analyzer. Several tests look at one; its cluster goes no further.
struct Recording: @unchecked Sendable {
    var datagrams: [[UInt8]] = []
    var truth: [JSONValue] = []
    var totals = SimulationTotals()
    let cluster: SimulatedCluster

    init(_ options: SimulationOptions, seconds: Double) {
        final class Box { var datagrams: [[UInt8]] = [] }
        let box = Box()
        cluster = SimulatedCluster(options) { batch in
            batch.forEach { datagram in
                box.datagrams.append(datagram.withUnsafeBytes { Array($0) })
            }
        }
        var text: [UInt8] = []
        for _ in 0..<Int(seconds * Double(SimulatedCluster.ticksPerSecond)) {
            cluster.step()
            text += cluster.takeTruth()
        }
        cluster.finishTruth()
        text += cluster.takeTruth()
        datagrams = box.datagrams
        totals = cluster.totals
        truth = text.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONValue(Array($0)) }
    }

    /// Lines of the truth of a type.
    func lines(_ type: String) -> [JSONValue] { truth.filter { $0["type"] == .string(type) } }
}

extension JSONValue {
    func text(_ name: String) -> String {
        if case .string(let text)? = self[name] { return text }
        return ""
    }

    func number(_ name: String) -> Double { self[name]?.coercedNumber ?? .nan }
}

/// A sampled packet as it was on the wire.
struct SeenPacket {
    var agent: UInt32
    var sample: FlowSample
    var frameLength: UInt32
    var header: [UInt8]
}

/// Everything of a recording, by kinds.
struct Seen {
    struct Counters {
        var agent: UInt32
        var uptime: UInt32
        var sample: CountersSample
        var formats: [DataFormat]
    }

    var heads: [DatagramHeader] = []
    var packets: [SeenPacket] = []
    var counters: [Counters] = []
    var drops: [(agent: UInt32, sample: DiscardedPacket)] = []
    var metrics: [(agent: UInt32, metrics: RealTimeMetrics)] = []
    var formats: Set<DataFormat> = []

    /// Reads every record by its declaration; what is not known or does not fit throws.
    init(_ datagrams: [[UInt8]]) throws {
        for datagram in datagrams { try read(datagram.span.bytes) }
    }

    private mutating func read(_ bytes: RawSpan) throws {
        var reader = try DatagramReader(bytes)
        let head = reader.header
        heads.append(head)
        guard case .ipv4(let agent) = head.agent else { throw Failure.agent }
        while let sample = try reader.nextSample() {
            switch sample {
            case .flow(let flow): try readFlow(flow, agent, &reader, bytes)
            case .counters(let counted):
                var known: [DataFormat] = []
                while let record = try reader.nextRecord() {
                    try check(record, bytes, isCounter: true)
                    known.append(record.format)
                }
                counters.append(Counters(agent: agent, uptime: head.uptime, sample: counted, formats: known))
            case .discarded(let drop):
                while let record = try reader.nextRecord() { try check(record, bytes, isCounter: false) }
                drops.append((agent, drop))
            case .realTimeMetrics(let range): metrics.append((agent, try RealTimeMetrics(reading: bytes, range)))
            case .realTimeFlow, .unknown: throw Failure.format
            }
        }
    }

    private mutating func readFlow(
        _ flow: FlowSample,
        _ agent: UInt32,
        _ reader: inout DatagramReader,
        _ bytes: RawSpan
    ) throws {
        while let record = try reader.nextRecord() {
            try check(record, bytes, isCounter: false)
            guard record.format == SampledHeader.format else { continue }
            let header = try SampledHeader(reading: bytes, record.body)
            let frame = bytes.extracting(header.header.start..<header.header.end).withUnsafeBytes { Array($0) }
            packets.append(SeenPacket(agent: agent, sample: flow, frameLength: header.frameLength, header: frame))
        }
    }

    private mutating func check(_ record: Record, _ bytes: RawSpan, isCounter: Bool) throws {
        struct Check: StructureAction, ~Escapable {
            let bytes: RawSpan
            let body: ByteRange
            var isRead = false

            @_lifetime(copy bytes)
            init(_ bytes: RawSpan, _ body: ByteRange) {
                self.bytes = bytes
                self.body = body
            }

            @_lifetime(self: copy self)
            mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
                var structure = Structure(), reader = XDRReader(bytes, at: body.start)
                reader.end = body.end
                try structure.visit(&reader)
                isRead = reader.offset == body.end
            }
        }
        formats.insert(record.format)
        var action = Check(bytes, record.body)
        let isKnown =
            isCounter
            ? try Structures.withCounterRecord(record.format, &action)
            : try Structures.withFlowRecord(record.format, &action)
        guard isKnown, action.isRead else { throw Failure.format }
    }

    enum Failure: Error { case agent, format }
}
