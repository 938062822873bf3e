import SFlow
import TestKit
import XDR

@testable import FlowLanguage

/// A sample of records alone, read as ingest reads it.
struct RecordSample {
    var records: [any XDRStructure] = []
    var output = InterfacePort.unknown
    /// Not `nil`: it is a discarded packet, with this reason.
    var reason: UInt32?
    /// The sampled header, if there is one.
    var header: [UInt8] = []

    private var datagram: [UInt8] {
        var builder = DatagramBuilder()
        if let reason {
            var packet = DiscardedPacket()
            packet.reason = reason
            builder.discarded(packet, header: header, more: records)
        } else {
            var sample = FlowSample()
            (sample.samplingRate, sample.output) = (10, output)
            if header.isEmpty {
                builder.flow(sample, records: records)
            } else {
                builder.flow(sample, header: header, expanded: true, more: records)
            }
        }
        return builder.bytes
    }

    /// Calls `body` with the packets and operations of the datagram, and with its bytes.
    func use<Result>(_ body: (borrowing PacketSamples, RawSpan) throws -> Result) throws -> Result {
        let datagram = datagram
        var samples = PacketSamples(), reader = try DatagramReader(datagram.span.bytes), tally = RecordTally()
        while let sample = try reader.nextSample() {
            switch sample {
            case .flow(let flow): try samples.read(flow, source: 0, isWanted: true, &reader, &tally)
            case .discarded(let packet): try samples.read(packet, source: 0, &reader, &tally)
            default: break
            }
        }
        return try body(samples, datagram.span.bytes)
    }

    /// The rendered key of a definition; `nil` where the sample lacks it, or is nothing that flows are made of.
    func key(_ keys: String, filter: String = "") throws -> String? {
        let program = try FlowProgram(FlowDefinition(keys: keys, value: "bytes", filter: filter, separator: "|"))
        return try use { samples, bytes in
            guard samples.count > 0 else { return nil }
            var buffer = KeyBuffer()
            guard program.evaluate(samples.samples[0], bytes, program.filter.makeState(), into: &buffer) else {
                return nil
            }
            return program.render(buffer.key(program.keyWords))
        }
    }
}
