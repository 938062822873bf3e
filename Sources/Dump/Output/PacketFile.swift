import CaptureFiles
import XDR

/// A capture of sampled headers that is being made.
struct PacketFile {
    /// Of a pcap file, from its first packet on.
    private var link: LinkType?
    private var pcap: PcapWriter?
    private var pcapng: PcapngWriter?
    /// A packet with a made header.
    private var framed: [UInt8] = []
    /// Packets that do not fit among those before, by their header protocol.
    private(set) var unfit: [UInt32: Int] = [:]

    init(isPcapng: Bool) { pcapng = isPcapng ? PcapngWriter() : nil }

    /// Adds a packet.
    /// - Parameters:
    ///   - headerProtocol: what it starts with, as sFlow numbers it.
    ///   - length: bytes on the wire from its first one on.
    mutating func add(_ packet: RawSpan, _ headerProtocol: UInt32, time: UInt64, length: Int) {
        guard let own = HeaderLink.type(of: headerProtocol) else { return refuse(headerProtocol) }
        let isFramed = own == .ethernet && headerProtocol != HeaderLink.Number.ethernet
        let wanted = pcapng == nil ? begin(own) : own
        if own == wanted, !isFramed {
            append(packet, own, time: time, length: length)
        } else if wanted == .ethernet {
            addFramed(packet, headerProtocol, time: time, length: length)
        } else if wanted == .raw {
            addBare(packet, headerProtocol, time: time, length: length)
        } else {
            refuse(headerProtocol)
        }
    }

    /// The link type of the file, which its first packet decides.
    private mutating func begin(_ first: LinkType) -> LinkType {
        if let link { return link }
        link = first
        pcap = PcapWriter(first, .microseconds)
        return first
    }

    private mutating func refuse(_ headerProtocol: UInt32) { unfit[headerProtocol, default: 0] += 1 }

    /// Without its Ethernet header, if there is an IP header behind it.
    private mutating func addBare(_ packet: RawSpan, _ headerProtocol: UInt32, time: UInt64, length: Int) {
        guard headerProtocol == HeaderLink.Number.ethernet, let offset = HeaderLink.ipOffset(packet) else {
            return refuse(headerProtocol)
        }
        append(packet.extracting(offset...), .raw, time: time, length: length - offset)
    }

    /// Behind an Ethernet header without addresses.
    private mutating func addFramed(_ packet: RawSpan, _ headerProtocol: UInt32, time: UInt64, length: Int) {
        guard let etherType = HeaderLink.etherType(of: headerProtocol) else { return refuse(headerProtocol) }
        framed.removeAll(keepingCapacity: true)
        framed.append(contentsOf: repeatElement(0, count: 12))
        framed.append(UInt8(etherType >> 8))
        framed.append(UInt8(etherType & 255))
        unsafe packet.withUnsafeBytes { unsafe framed.append(contentsOf: $0) }
        // Taken out, as a value that is changed cannot be read from.
        let whole = exchange(&framed, with: [])
        unsafe append(whole.span.bytes, .ethernet, time: time, length: length + 14)
        framed = whole
    }

    private mutating func append(_ packet: RawSpan, _ link: LinkType, time: UInt64, length: Int) {
        pcap?.append(packet, time: time, length: length)
        pcapng?.append(packet, link, time: time, length: length)
    }

    /// Without a packet, the file is an empty capture of Ethernet.
    mutating func finish() { if pcapng == nil { _ = begin(.ethernet) } }

    var pending: Int { pcap?.bytes.count ?? pcapng?.bytes.count ?? 0 }

    mutating func flush(to file: borrowing OutputFile) throws(OutputError) {
        if let pcap { try file.write(pcap.bytes) }
        if let pcapng { try file.write(pcapng.bytes) }
        pcap?.removeAll()
        pcapng?.removeAll()
    }
}
