extension LayerStack {
    /// Recognises the headers of a sampled packet.
    ///
    /// Stops at the first thing that it does not know, at `limit` layers, and at the end of the bytes, which it
    /// records in `isTruncated`. No input makes it fail.
    /// - Parameters:
    ///   - bytes: the datagram.
    ///   - offset: where the sampled header starts in it.
    ///   - count: bytes of the sampled header; cut to what `bytes` has.
    ///   - headerProtocol: the `header_protocol` of the sFlow record; 1 Ethernet, 7 PPP, 11 IPv4, 12 IPv6, 13 MPLS,
    ///     14 packet over SONET.
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
        case 7, 14: .ppp
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

    /// The layers of most packets are inlined here; the others are apart, so that this stays small.
    @inline(__always)
    private mutating func step(_ protocol: LayerProtocol, _ cursor: inout Cursor) -> LayerProtocol {
        switch `protocol` {
        case .ethernet: ethernet(&cursor)
        case .ipv4: ipv4(&cursor)
        case .ipv6: ipv6(&cursor)
        case .tcp: tcp(&cursor)
        case .udp: udp(&cursor)
        default: rarerStep(`protocol`, &cursor)
        }
    }

    @inline(never)
    private mutating func rarerStep(_ protocol: LayerProtocol, _ cursor: inout Cursor) -> LayerProtocol {
        switch `protocol` {
        case .none, .vlan, .ethernet, .ipv4, .ipv6, .tcp, .udp: .none
        case .llc: llc(&cursor)
        case .stp: mark(.stp, length: 4, &cursor)
        case .lldp: mark(.lldp, length: 2, &cursor)
        case .mpls: mpls(&cursor)
        case .pppoe: pppoe(&cursor)
        case .ppp: ppp(&cursor)
        case .trill: trill(&cursor)
        case .nsh: nsh(&cursor)
        case .arp: arp(&cursor)
        case .icmp: icmp(&cursor)
        case .icmp6: icmp6(&cursor)
        case .sctp: sctp(&cursor)
        case .gre: gre(&cursor)
        case .erspan: erspan(&cursor)
        case .erspan3: erspan3(&cursor)
        case .vxlan: vxlan(&cursor)
        case .vxlanGPE: vxlanGPE(&cursor)
        case .geneve: geneve(&cursor)
        case .authentication: authentication(&cursor)
        case .esp: mark(.esp, length: ESPHeader.length, &cursor)
        case .wireguard: wireguard(&cursor)
        case .dns: mark(.dns, length: DNSHeader.length, &cursor)
        case .quic: quic(&cursor)
        case .ibGlobalRoute: ibGlobalRoute(&cursor)
        case .ibTransport: mark(.ibTransport, length: IBTransportHeader.length, &cursor)
        }
    }

    /// Records a header behind which nothing is known.
    private mutating func mark(_ protocol: LayerProtocol, length: Int, _ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(length) else { return truncated() }
        push(`protocol`, at: cursor.position)
        return .none
    }

    /// Ends the walk because the bytes ended.
    @inline(__always)
    mutating func truncated() -> LayerProtocol {
        isTruncated = true
        return .none
    }
}
