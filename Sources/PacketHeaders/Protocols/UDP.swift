/// UDP, RFC 768.   | source port 16 | destination port 16 | length 16 | checksum 16 |
package enum UDPHeader {
    package static let sourcePort = 0, destinationPort = 2, payloadLength = 4, length = 8
}

/// The ports that lead to a known layer. IANA, and those that implementations have in common.
enum UDPPort {
    /// The port of WireGuard by default, with what network plug-ins of Kubernetes take: 51820, 51821, 51871.
    private static let firstWireGuard: UInt16 = 51820, wireGuardSpan: UInt16 = 51
    /// The highest of the others.
    private static let last: UInt16 = 8472

    /// Few comparisons that say no to what clients use as their own, so that most packets cost nothing more.
    @inline(__always)
    static func mayBeKnown(_ source: UInt16, _ destination: UInt16) -> Bool {
        min(source, destination) <= last || source &- firstWireGuard <= wireGuardSpan
            || destination &- firstWireGuard <= wireGuardSpan
    }

    /// What is sent to the port.
    static func layer(to port: UInt16) -> LayerProtocol {
        switch port {
        case 4789, 8472: .vxlan
        case 4790: .vxlanGPE
        case 4791: .ibTransport
        case 6081: .geneve
        case 6635: .mpls
        default: layer(by: port)
        }
    }

    /// What is sent to and from the port.
    static func layer(by port: UInt16) -> LayerProtocol {
        switch port {
        case 53, 5353: .dns
        case 443: .quic
        case 4500: .esp
        case firstWireGuard, 51821, 51871: .wireguard
        default: .none
        }
    }
}

extension LayerStack {
    @inline(__always)
    mutating func udp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(4) else { return truncated() }
        push(.udp, at: cursor.position)
        guard cursor.has(UDPHeader.length) else { return truncated() }
        let source = cursor.word(UDPHeader.sourcePort), destination = cursor.word(UDPHeader.destinationPort)
        return UDPPort.mayBeKnown(source, destination) ? behindUDP(source, destination, &cursor) : .none
    }

    @inline(never)
    private mutating func behindUDP(
        _ source: UInt16,
        _ destination: UInt16,
        _ cursor: inout Cursor
    ) -> LayerProtocol {
        let length = cursor.word(UDPHeader.payloadLength)
        cursor.offset += UDPHeader.length
        guard cursor.has(1) else { return length > UDPHeader.length ? truncated() : .none }
        var layer = UDPPort.layer(to: destination)
        if layer == .none { layer = UDPPort.layer(by: source) }
        return layer == .esp ? espOverUDP(&cursor) : layer
    }
}
