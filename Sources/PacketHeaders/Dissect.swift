extension LayerStack {
    /// Recognises the headers of a sampled packet.
    ///
    /// Stops at the first thing that it does not know, at `limit` layers, and at the end of the bytes, which it
    /// records in `isTruncated`. No input makes it fail.
    /// - Parameters:
    ///   - bytes: the datagram.
    ///   - offset: where the sampled header starts in it.
    ///   - count: bytes of the sampled header; cut to what `bytes` has.
    ///   - headerProtocol: the `header_protocol` of the sFlow record; 1 Ethernet, 11 IPv4, 12 IPv6, 13 MPLS.
    public mutating func dissect(_ bytes: RawSpan, at offset: Int, count: Int, headerProtocol: UInt32) {
        reset()
        guard offset >= 0, offset <= bytes.byteCount, count > 0 else { return }
        let available = min(count, bytes.byteCount - offset, Int(UInt16.max))
        var cursor = Cursor(bytes, start: offset, end: offset + available)
        walk(from: Self.outermost(headerProtocol), &cursor)
    }

    /// The layers of one packet; `dissect` into a stack that is reused saves the making of it.
    public init(dissecting bytes: RawSpan, at offset: Int, count: Int, headerProtocol: UInt32) {
        self.init()
        dissect(bytes, at: offset, count: count, headerProtocol: headerProtocol)
    }

    /// The layer that a sampled header starts with.
    @inline(__always)
    private static func outermost(_ headerProtocol: UInt32) -> LayerProtocol {
        switch headerProtocol {
        case 1: .ethernet
        case 11: .ipv4
        case 12: .ipv6
        case 13: .mpls
        default: .none
        }
    }

    /// Each step records at least one layer or ends the walk, so the depth is bounded by `limit`.
    @inline(__always)
    private mutating func walk(from outermost: LayerProtocol, _ cursor: inout Cursor) {
        var next = outermost
        while next != .none, !isFull { next = step(next, &cursor) }
    }

    @inline(__always)
    private mutating func step(_ protocol: LayerProtocol, _ cursor: inout Cursor) -> LayerProtocol {
        switch `protocol` {
        case .none: .none
        case .ethernet: ethernet(&cursor)
        case .vlan: .none
        case .mpls: mpls(&cursor)
        case .pppoe: pppoe(&cursor)
        case .arp: arp(&cursor)
        case .ipv4: ipv4(&cursor)
        case .ipv6: ipv6(&cursor)
        case .icmp, .icmp6: icmp(`protocol`, &cursor)
        case .tcp: transport(.tcp, length: 20, &cursor)
        case .sctp: transport(.sctp, length: 12, &cursor)
        case .udp: udp(&cursor)
        case .gre: gre(&cursor)
        case .vxlan: vxlan(&cursor)
        case .geneve: geneve(&cursor)
        }
    }

    /// Ends the walk because the bytes ended.
    @inline(__always)
    mutating func truncated() -> LayerProtocol {
        isTruncated = true
        return .none
    }
}
