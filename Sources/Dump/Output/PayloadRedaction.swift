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

    private func end(of layer: Layer, _ packet: RawSpan) -> Int {
        let start = layer.offset
        switch layer.protocol {
        case .tcp: return start + (byte(packet, start + 12).map { max(Int($0 >> 4) * 4, 20) } ?? 20)
        case .udp: return start + 8
        case .sctp: return start + 12
        case .icmp, .icmp6: return start + 8
        case .ipv4: return start + (byte(packet, start).map { max(Int($0 & 15) * 4, 20) } ?? 20)
        case .ipv6: return start + 40
        case .ethernet: return start + 14
        case .vlan, .mpls, .gre: return start + 4
        case .pppoe, .vxlan, .geneve: return start + 8
        case .arp: return start + 28
        case .none: return start
        }
    }

    private func byte(_ packet: RawSpan, _ offset: Int) -> UInt8? {
        offset < packet.byteCount ? packet.bigEndian8(offset) : nil
    }
}
