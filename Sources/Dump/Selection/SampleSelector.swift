import DatagramPrinting
import FlowLanguage
import SFlow

/// Says which samples are shown: of packets that a filter accepts and whose VLAN is wanted.
final class SampleSelector {
    private let vlans: VLANSet?
    private var filter: PacketFilter

    /// `nil`: everything is shown.
    init?(_ plan: DumpPlan) {
        guard plan.filter != nil || plan.vlans != nil else { return nil }
        filter = PacketFilter(program: plan.filter)
        vlans = plan.vlans
    }

    /// A filter asks for packets: what is none is not shown. VLANs alone leave other samples as they are.
    func accepts(_ sample: Sample, _ reader: DatagramReader) -> Bool {
        switch sample {
        case .flow, .discarded: isInVLAN(reader) && filter.accepts(sample, reader)
        default: filter.program == nil
        }
    }

    private func isInVLAN(_ reader: DatagramReader) -> Bool {
        guard let vlans else { return true }
        var reader = reader, isSound = true
        guard let row = try? PacketRow(&reader, isSound: &isSound) else { return true }
        return vlans.contains(in: row.inVLAN, out: row.outVLAN)
    }
}

/// A filter of the flow language, asked for one sample at a time.
private struct PacketFilter: ~Copyable {
    let program: FilterProgram?
    private let state: FlowState?
    private var packets = PacketSamples()

    init(program: FilterProgram?) {
        self.program = program
        state = program?.makeState()
    }

    /// Whether the packet of a sample is accepted; a sample that has none is not.
    mutating func accepts(_ sample: Sample, _ before: DatagramReader) -> Bool {
        guard let program, let state else { return true }
        read(sample, before)
        return packets.count > 0 && program.accepts(packets.samples[0], before.bytes, state)
    }

    private mutating func read(_ sample: Sample, _ before: DatagramReader) {
        var reader = before, tally = RecordTally()
        packets.removeAll()
        do throws(DatagramFault) {
            switch sample {
            case .flow(let flow): try packets.read(flow, source: 0, isWanted: true, &reader, &tally)
            case .discarded(let packet): try packets.read(packet, source: 0, &reader, &tally)
            default: break
            }
        } catch {
            packets.removeAll()
        }
    }
}
