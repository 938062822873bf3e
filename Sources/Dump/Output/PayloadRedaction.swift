import PacketHeaders
import XDR

/// Finds where the headers of a packet end, so that what its users said to each other can be left out.
struct PayloadRedaction: ~Copyable {
    private var layers = LayerStack()

    /// Bytes up to the end of the first transport header, or of the last header that is known where there is none.
    mutating func headerLength(_ packet: RawSpan, _ headerProtocol: UInt32) -> Int {
        layers.reset()
        layers.dissect(packet, at: 0, count: packet.byteCount, headerProtocol: headerProtocol)
        guard layers.count > 0 else { return 0 }
        var last = layers.count - 1
        for index in 0..<layers.count where Self.isTransport(layers[index].protocol) {
            last = index
            break
        }
        return min(end(of: layers[last], packet), packet.byteCount)
    }

    private static func isTransport(_ layer: LayerProtocol) -> Bool {
        switch layer {
        case .tcp, .udp, .sctp, .icmp, .icmp6: true
        default: false
        }
    }

    /// Where the fixed part of a header ends, and where options are known the whole of it.
    private func end(of layer: Layer, _ packet: RawSpan) -> Int {
        let start = layer.offset
        switch layer.protocol {
        case .tcp: return start + (byte(packet, start + 12).map { max(Int($0 >> 4) * 4, 20) } ?? 20)
        case .ipv4: return start + (byte(packet, start).map { max(Int($0 & 15) * 4, 20) } ?? 20)
        default: return start + Self.length(layer.protocol)
        }
    }

    private static func length(_ layer: LayerProtocol) -> Int {
        switch layer {
        case .none: 0
        case .lldp: 2
        case .llc: 3
        case .vlan, .mpls, .gre, .stp, .ppp: 4
        case .trill: 6
        case .quic: 7
        case .udp, .icmp, .icmp6, .pppoe, .vxlan, .vxlanGPE, .geneve, .nsh, .erspan, .esp, .wireguard: 8
        case .sctp, .erspan3, .authentication, .dns, .ibTransport: 12
        case .ethernet: 14
        case .tcp, .ipv4: 20
        case .arp: 28
        case .ipv6, .ibGlobalRoute: 40
        }
    }

    private func byte(_ packet: RawSpan, _ offset: Int) -> UInt8? {
        offset < packet.byteCount ? packet.bigEndian8(offset) : nil
    }
}
