import DatagramPrinting
import NetTypes
import PacketHeaders
import SFlow
import XDR

/// Writes the sampled headers, or those of discarded packets, as a capture.
struct PacketOutput: DatagramOutput, ~Copyable {
    private let form: DumpPlan.PacketForm
    private let accepts: SampleChoice?
    private var file: PacketFile
    private var redaction = PayloadRedaction()

    init(_ form: DumpPlan.PacketForm, _ accepts: SampleChoice?) {
        self.form = form
        self.accepts = accepts
        file = PacketFile(isPcapng: form.isPcapng)
    }

    mutating func show(_ datagram: RawSpan, _ origin: DatagramOrigin) -> DatagramFault? {
        var isSound = true
        do throws(DatagramFault) {
            var reader = try DatagramReader(datagram)
            while let sample = try reader.nextSample() {
                guard isWanted(sample), accepts?(sample, reader) ?? true else { continue }
                while let record = try reader.nextRecord() {
                    guard record.format == SampledHeader.format else { continue }
                    isSound = add(record, datagram, origin.arrival.time) && isSound
                }
            }
            return isSound ? nil : .record
        } catch {
            return error
        }
    }

    private func isWanted(_ sample: Sample) -> Bool {
        switch sample {
        case .flow: !form.areDiscarded
        case .discarded: form.areDiscarded
        default: false
        }
    }

    /// False: the record cannot be read.
    private mutating func add(_ record: Record, _ datagram: RawSpan, _ time: UInt64) -> Bool {
        guard let header = try? SampledHeader(reading: datagram, record.body) else { return false }
        let packet = datagram.extracting(header.header.start..<header.header.end)
        // What was stripped is not of the packet in the file: most often the frame check sequence behind it.
        let length = max(Int(header.frameLength) - Int(header.stripped), packet.byteCount)
        let kept = form.redactsPayload ? redaction.headerLength(packet, header.headerProtocol) : packet.byteCount
        file.add(packet.extracting(0..<kept), header.headerProtocol, time: time, length: length)
        return true
    }

    var pending: Int { file.pending }
    mutating func flush(to output: borrowing OutputFile) throws(OutputError) { try file.flush(to: output) }
    mutating func finish() { file.finish() }

    var notes: [String] {
        file.unfit.sorted { $0.key < $1.key }.map { headerProtocol, count in
            HeaderLink.type(of: headerProtocol) == nil
                ? "\(count) packets of header protocol \(headerProtocol) are not in the capture: no link type is known for them"
                : "\(count) packets of header protocol \(headerProtocol) are not in the capture: it begins with packets of another kind, and a pcap file has one; --pcapng takes all"
        }
    }
}
