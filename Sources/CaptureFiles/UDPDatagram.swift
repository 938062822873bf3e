import NetTypes
import XDR

/// A UDP datagram within a captured packet.
package struct UDPDatagram: Hashable, Sendable {
    package var source: SocketAddress
    package var destination: SocketAddress
    /// The payload's bytes in the file; fewer than were sent where the capture was cut.
    package var payload: ByteRange
}

extension PcapReader {
    /// The UDP datagram that a packet carries; `nil` where it carries none, or a later fragment of one.
    package func datagram(in packet: Packet) -> UDPDatagram? {
        var place = Place(bytes: file.span.bytes, offset: packet.bytes.start, end: packet.bytes.end)
        guard let version = place.skipLink(linkType) else { return nil }
        return version == 4 ? place.ipv4() : place.ipv6()
    }

    /// The next datagram to the port, with the packet that carries it; `nil` behind the last.
    package mutating func nextDatagram(to port: UInt16) throws(CaptureError) -> (packet: Packet, datagram: UDPDatagram)?
    {
        while let packet = try next() {
            if let datagram = datagram(in: packet), datagram.destination.port == port { return (packet, datagram) }
        }
        return nil
    }
}

/// Where the reading of a packet stands.
private struct Place: ~Escapable {
    let bytes: RawSpan
    var offset: Int
    var end: Int

    @_lifetime(copy bytes)
    init(bytes: RawSpan, offset: Int, end: Int) {
        self.bytes = bytes
        self.offset = offset
        self.end = end
    }

    func has(_ count: Int) -> Bool { end - offset >= count }

    /// Steps over the link header and says which IP version follows.
    mutating func skipLink(_ type: LinkType) -> UInt8? {
        switch type {
        case .ethernet: return skip(14, typeAt: 12)
        case .linuxCooked: return skip(16, typeAt: 14)
        case .linuxCooked2: return skip(20, typeAt: 0)
        case .null: offset += 4
        case .raw, .ipv4, .ipv6: break
        }
        guard has(1) else { return nil }
        return version(bytes.bigEndian8(offset) >> 4)
    }

    private mutating func skip(_ length: Int, typeAt at: Int) -> UInt8? {
        guard has(length) else { return nil }
        var type = bytes.bigEndian16(offset + at)
        offset += length
        while type == 0x8100 || type == 0x88a8 {
            guard has(4) else { return nil }
            type = bytes.bigEndian16(offset + 2)
            offset += 4
        }
        return type == 0x0800 ? 4 : type == 0x86dd ? 6 : nil
    }

    private func version(_ number: UInt8) -> UInt8? { number == 4 || number == 6 ? number : nil }

    mutating func ipv4() -> UDPDatagram? {
        guard has(20) else { return nil }
        let start = offset, header = Int(bytes.bigEndian8(start) & 15) * 4
        guard bytes.bigEndian8(start) >> 4 == 4, header >= 20, bytes.bigEndian8(start + 9) == 17 else { return nil }
        guard bytes.bigEndian16(start + 6) & 0x1fff == 0 else { return nil }
        offset += header
        let source = IPAddress.v4(bytes.bigEndian32(start + 12))
        return udp(source, .v4(bytes.bigEndian32(start + 16)))
    }

    mutating func ipv6() -> UDPDatagram? {
        guard has(40), bytes.bigEndian8(offset) >> 4 == 6 else { return nil }
        let start = offset
        var number = bytes.bigEndian8(start + 6), left = 8
        offset += 40
        while [0, 43, 60].contains(number), left > 0 {
            guard has(8) else { return nil }
            number = bytes.bigEndian8(offset)
            offset += (Int(bytes.bigEndian8(offset + 1)) + 1) * 8
            left -= 1
        }
        return number == 17 ? udp(.v6(wide(start + 8)), .v6(wide(start + 24))) : nil
    }

    private func wide(_ at: Int) -> UInt128 {
        UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at + 8))
    }

    private func udp(_ source: IPAddress, _ destination: IPAddress) -> UDPDatagram? {
        guard has(8) else { return nil }
        let length = Int(bytes.bigEndian16(offset + 4)), count = min(length, end - offset) - 8
        guard count >= 0 else { return nil }
        return UDPDatagram(
            source: SocketAddress(source, port: bytes.bigEndian16(offset)),
            destination: SocketAddress(destination, port: bytes.bigEndian16(offset + 2)),
            payload: ByteRange(offset: offset + 8, count: count)
        )
    }
}
