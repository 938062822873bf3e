import Foundation
import PacketHeaders

/// A header as tshark tells of it.
struct TsharkLayer {
    var `protocol`: LayerProtocol
    var offset: Int
    var size: Int
    var fields: [TsharkField] = []

    /// What tshark shows of the first field with one of the names.
    func show(_ names: String...) -> String? { show(names) }

    func show(_ names: [String]) -> String? { fields.first { names.contains($0.name) }?.show }
}

struct TsharkField {
    var name: String
    /// The value as tshark's filters have it.
    var show: String
    /// The value as people read it.
    var label: String
}

/// A packet as tshark tells of it, outermost header first.
struct TsharkPacket {
    var layers: [TsharkLayer] = []
    /// For each element that is open: the layer that its fields are of.
    private var open: [Int?] = []

    /// The packets of a capture. Nothing is reassembled, so that positions are those of the packet.
    static func all(of capture: String) throws -> [TsharkPacket] {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/tshark")
        process.arguments =
            ["-n", "-r", capture, "-T", "pdml"]
            + ["ip.defragment", "ipv6.defragment", "tcp.desegment_tcp_streams"].flatMap {
                ["-o", "\($0):FALSE"]
                // Nothing in a packet says that a pseudowire has a control word.
            } + ["-d", "mpls.label==18,pwethcw"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return packets(text.split(separator: "\n"))
    }

    /// Every element of PDML has a line of its own.
    private static func packets(_ lines: [Substring]) -> [TsharkPacket] {
        var packets: [TsharkPacket] = []
        for line in lines {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("<packet>") {
                packets.append(TsharkPacket())
            } else if !packets.isEmpty {
                packets[packets.count - 1].read(line)
            }
        }
        return packets.map(\.finished)
    }

    private mutating func read(_ line: Substring) {
        if line.hasPrefix("</proto>") { return _ = open.popLast() }
        let attributes = Attributes(line)
        if line.hasPrefix("<proto ") {
            begin(attributes)
        } else if line.hasPrefix("<field ") {
            add(attributes)
        }
    }

    /// An element that is no layer of ours belongs to the one that it is within: extension headers of IPv6.
    private mutating func begin(_ attributes: Attributes) {
        guard let known = Self.protocols[attributes["name"]] else { return open.append(open.last ?? nil) }
        open.append(layers.count)
        layers.append(TsharkLayer(known, attributes))
    }

    private mutating func add(_ attributes: Attributes) {
        if let known = Self.headers[attributes["name"]] {
            open[open.count - 1] = layers.count
            layers.append(TsharkLayer(known, attributes))
        }
        guard let layer = open.last ?? nil else { return }
        let field = TsharkField(name: attributes["name"], show: attributes["show"], label: attributes["showname"])
        layers[layer].fields.append(field)
    }
}

extension TsharkLayer {
    fileprivate init(_ protocol: LayerProtocol, _ attributes: Attributes) {
        self.init(protocol: `protocol`, offset: Int(attributes["pos"]) ?? -1, size: Int(attributes["size"]) ?? 0)
    }
}

/// The attributes of an element.
private struct Attributes {
    private let line: Substring

    init(_ line: Substring) { self.line = line }

    subscript(name: String) -> String {
        guard let start = line.range(of: " \(name)=\"")?.upperBound else { return "" }
        let value = line[start...].prefix { $0 != "\"" }
        return value.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    }
}

// MARK: Protocols

extension TsharkPacket {
    /// tshark's names of the protocols.
    private static let protocols: [String: LayerProtocol] = [
        "eth": .ethernet, "vlan": .vlan, "ieee8021ad": .vlan, "llc": .llc, "stp": .stp, "lldp": .lldp, "arp": .arp,
        "mpls": .mpls, "pppoes": .pppoe, "pppoed": .pppoe, "ppp": .ppp, "trill": .trill, "nsh": .nsh, "ip": .ipv4,
        "ipv6": .ipv6, "ah": .authentication, "esp": .esp, "icmp": .icmp, "icmpv6": .icmp6, "tcp": .tcp, "udp": .udp,
        "sctp": .sctp, "gre": .gre, "erspan": .erspan, "vxlan": .vxlan, "geneve": .geneve, "wg": .wireguard,
        "dns": .dns, "mdns": .dns, "quic": .quic,
    ]
    /// The headers of one of tshark's protocols that are several of ours.
    private static let headers: [String: LayerProtocol] = [
        "infiniband.grh": .ibGlobalRoute, "infiniband.bth": .ibTransport,
    ]

    /// With the layers cut as ours are.
    private var finished: TsharkPacket {
        var packet = TsharkPacket()
        for layer in layers {
            if layer.protocol == .ppp, packet.layers.last?.protocol == .pppoe {
                // What PPPoE carries is told of as PPP, without its framing.
                packet.layers[packet.layers.count - 1].fields += layer.fields
            } else if let layer = Self.cut(layer) {
                packet.layers.append(layer)
            }
        }
        return packet
    }

    private static func cut(_ layer: TsharkLayer) -> TsharkLayer? {
        var layer = layer
        switch layer.protocol {
        case .erspan:
            // Type I has no header.
            guard layer.size > 0 else { return nil }
            if layer.show("erspan.version") == "2" { layer.protocol = .erspan3 }
        case .vxlan where layer.show("vxlan.next_proto") != nil: layer.protocol = .vxlanGPE
        // Behind TCP, the length before the message is told of as part of it.
        case .dns where layer.show("dns.length") != nil: layer.offset += 2
        case .quic where layer.show("quic.header_form") != "1": return nil
        default: break
        }
        return layer
    }
}
