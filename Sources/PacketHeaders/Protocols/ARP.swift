/// ARP, RFC 826.   | hardware 2 | protocol 2 | sizes 1, 1 | operation 2 | sender MAC 6 | sender IP 4 | target MAC 6 | target IP 4 |
package enum ARPPacket {
    package static let hardware = 0, `protocol` = 2, sizes = 4, operation = 6
    package static let senderMAC = 8, senderIP = 14, targetMAC = 18, targetIP = 24, length = 28
}

extension LayerStack {
    /// Records ARP for IPv4 over Ethernet; the addresses of other kinds have other places.
    mutating func arp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(ARPPacket.operation + 2) else { return truncated() }
        guard cursor.word(ARPPacket.protocol) == 0x0800, cursor.word(ARPPacket.sizes) == 0x0604 else { return .none }
        push(.arp, at: cursor.position)
        return cursor.has(ARPPacket.length) ? .none : truncated()
    }
}
