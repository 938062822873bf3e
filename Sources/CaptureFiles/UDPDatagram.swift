import NetTypes
import XDR

/// A UDP datagram within a captured packet.
package struct UDPDatagram: Hashable, Sendable {
    package var source: SocketAddress
    package var destination: SocketAddress
    /// The payload's bytes in the packet.
    package var payload: ByteRange
    /// Bytes of the payload that were sent.
    package var length: Int

    /// Whether the capture has only the start of the payload: its snap length was too short.
    package var isCut: Bool { Int(payload.count) < length }
}

/// Why a captured packet carries no UDP datagram that could be read.
package enum NoDatagram: Error, CaseIterable, Sendable {
    /// Packets of this link type are not looked into.
    case unknownLinkType
    /// Neither IPv4 nor IPv6.
    case notIP
    case notUDP
    /// The first piece of a datagram that was sent in several. They are not put together.
    case firstFragment
    /// A later piece of a datagram.
    case laterFragment
    /// The capture's snap length cut the packet within its headers.
    case cut
    /// The headers do not fit into the packet, or contradict each other.
    case malformed
}

extension CapturedPacket {
    /// The UDP datagram that the packet carries, to whatever port.
    package func udpDatagram() throws(NoDatagram) -> UDPDatagram {
        var path = PacketPath(bytes, length: Int(length))
        return switch try path.skipLink(linkType) {
        case .v4: try path.ipv4()
        case .v6: try path.ipv6()
        }
    }
}

/// Where the reading of a packet stands, between its start and the UDP header.
private struct PacketPath: ~Escapable {
    enum IPVersion { case v4, v6 }

    let bytes: RawSpan
    var offset = 0
    /// The end of what was captured of the protocol that is read.
    var end: Int
    /// The end of what was sent of it.
    var sent: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, length: Int) {
        self.bytes = bytes
        end = bytes.byteCount
        sent = max(length, end)
    }

    func need(_ count: Int) throws(NoDatagram) {
        guard end &- offset >= count else { throw end < sent ? .cut : .malformed }
    }

    /// What is sent ends here; behind it there is padding.
    mutating func limit(to end: Int) {
        self.end = min(self.end, end)
        sent = end
    }

    // MARK: Link

    /// Steps over the link header.
    mutating func skipLink(_ type: LinkType) throws(NoDatagram) -> IPVersion {
        switch type {
        case .ethernet: return try skipLink(14, typeAt: 12)
        case .linuxCooked: return try skipLink(16, typeAt: 14)
        case .linuxCooked2: return try skipLink(20, typeAt: 0)
        case .null, .loop:
            try need(4)
            offset += 4
            return try version()
        case .raw, .ipv4, .ipv6: return try version()
        default: throw .unknownLinkType
        }
    }

    private func version() throws(NoDatagram) -> IPVersion {
        try need(1)
        switch bytes.bigEndian8(offset) >> 4 {
        case 4: return .v4
        case 6: return .v6
        default: throw .notIP
        }
    }

    private mutating func skipLink(_ length: Int, typeAt at: Int) throws(NoDatagram) -> IPVersion {
        try need(length)
        let type = bytes.bigEndian16(at)
        offset = length
        return try skipTags(type)
    }

    /// Steps over VLAN tags: IEEE 802.1Q, 802.1ad and what was in use before it.
    private mutating func skipTags(_ first: UInt16) throws(NoDatagram) -> IPVersion {
        var type = first
        while [0x8100, 0x88a8, 0x9100, 0x9200, 0x9300].contains(type) {
            try need(4)
            type = bytes.bigEndian16(offset + 2)
            offset += 4
        }
        switch type {
        case 0x0800: return .v4
        case 0x86dd: return .v6
        case 0...1500: return try skipLLC()
        default: throw .notIP
        }
    }

    /// The type was a length: IEEE 802.2, with the EtherType in a SNAP header (RFC 1042), or IP itself as SAP 6.
    private mutating func skipLLC() throws(NoDatagram) -> IPVersion {
        try need(3)
        let points = bytes.bigEndian16(offset)
        offset += 3
        guard bytes.bigEndian8(offset - 1) == 3, points == 0xaaaa || points == 0x0606 else { throw .notIP }
        if points == 0x0606 { return try version() }
        try need(5)
        let organization = bytes.bigEndian32(offset) >> 8, type = bytes.bigEndian16(offset + 3)
        offset += 5
        switch (organization, type) {
        case (0, 0x0800): return .v4
        case (0, 0x86dd): return .v6
        default: throw .notIP
        }
    }

    // MARK: IP

    /// RFC 791 section 3.1.
    mutating func ipv4() throws(NoDatagram) -> UDPDatagram {
        try need(20)
        let start = offset, total = Int(bytes.bigEndian16(start + 2))
        let header = Int(bytes.bigEndian8(start) & 15) * 4
        guard bytes.bigEndian8(start) >> 4 == 4, header >= 20 else { throw .malformed }
        // A packet that the network card is to cut up has no length yet.
        if total > 0 { limit(to: start + total) }
        guard bytes.bigEndian8(start + 9) == 17 else { throw .notUDP }
        let fragment = bytes.bigEndian16(start + 6)
        guard fragment & 0x1fff == 0 else { throw .laterFragment }
        guard fragment & 0x2000 == 0 else { throw .firstFragment }
        try need(header)
        offset += header
        return try udp(.v4(bytes.bigEndian32(start + 12)), .v4(bytes.bigEndian32(start + 16)))
    }

    /// RFC 8200 sections 3 and 4.
    mutating func ipv6() throws(NoDatagram) -> UDPDatagram {
        try need(40)
        let start = offset, length = Int(bytes.bigEndian16(start + 4))
        guard bytes.bigEndian8(start) >> 4 == 6 else { throw .malformed }
        if length > 0 { limit(to: start + 40 + length) }
        offset += 40
        let isFragment = try skipExtensions(bytes.bigEndian8(start + 6))
        guard !isFragment else { throw .firstFragment }
        return try udp(.v6(wide(start + 8)), .v6(wide(start + 24)))
    }

    /// Steps over extension headers, up to that of UDP.
    /// - Returns: whether one said that this is the first of several fragments.
    private mutating func skipExtensions(_ first: UInt8) throws(NoDatagram) -> Bool {
        var number = first, isFragment = false
        while number != 17 {
            guard [0, 43, 44, 51, 60, 135, 139, 140].contains(number) else { throw .notUDP }
            try need(8)
            let next = bytes.bigEndian8(offset), length = Int(bytes.bigEndian8(offset + 1))
            if number == 44 { isFragment = try isFirstFragment(of: next) || isFragment }
            offset += number == 44 ? 8 : number == 51 ? (length + 2) * 4 : (length + 1) * 8
            number = next
        }
        return isFragment
    }

    private func isFirstFragment(of next: UInt8) throws(NoDatagram) -> Bool {
        let word = bytes.bigEndian16(offset + 2)
        guard word >> 3 == 0 else { throw next == 17 ? .laterFragment : .notUDP }
        return word & 1 == 1
    }

    private func wide(_ at: Int) -> UInt128 {
        UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at + 8))
    }

    // MARK: UDP

    /// RFC 768. Captures that sflowtool writes leave the header out of the length.
    private func udp(_ source: IPAddress, _ destination: IPAddress) throws(NoDatagram) -> UDPDatagram {
        try need(8)
        let room = sent - offset, said = Int(bytes.bigEndian16(offset + 4))
        let length = said == room - 8 ? room : said
        guard length >= 8, length <= room else { throw .malformed }
        return UDPDatagram(
            source: SocketAddress(source, port: bytes.bigEndian16(offset)),
            destination: SocketAddress(destination, port: bytes.bigEndian16(offset + 2)),
            payload: ByteRange(offset: offset + 8, count: min(length, end - offset) - 8),
            length: length - 8
        )
    }
}
