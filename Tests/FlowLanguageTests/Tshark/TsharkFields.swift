import PacketHeaders

@testable import FlowLanguage

/// What tshark says of a key.
enum TsharkAnswer: Equatable {
    /// The value, or that there is none.
    case value(String?)
    /// Nothing: it does not tell this field of such a packet.
    case silence
}

/// How a key is asked of tshark.
enum TsharkQuestion {
    /// One of the fields, as it is shown.
    case field([String])
    /// The same of a field that tshark leaves out where it means little: then there is nothing to compare.
    case fieldIfShown([String])
    /// Made of several fields. The arguments are the layer, and those behind it.
    case derived(@Sendable (TsharkLayer, ArraySlice<TsharkLayer>) -> String?)

    func answer(_ key: FlowKey, _ index: Int, of packet: TsharkPacket) -> TsharkAnswer {
        let layer = packet.layers[index]
        switch self {
        case .field(let names): return .value(layer.show(names).map { key.type.text(shown: $0) })
        case .fieldIfShown(let names):
            return layer.show(names).map { .value(key.type.text(shown: $0)) } ?? .silence
        case .derived(let derive):
            return .value(derive(layer, packet.layers[(index + 1)...]).map { key.type.text(shown: $0) })
        }
    }
}

extension KeyType {
    /// The text of a value that tshark shows in its own way.
    func text(shown: String) -> String {
        switch self {
        case .mac, .octets: shown.filter { $0 != ":" }.uppercased()
        case .ipv4, .numberList, .text: shown
        case .ipv6: value(of: shown).map { text($0, TextTable()) } ?? shown
        default: Self.number(shown).map { text(UInt128($0), TextTable()) } ?? shown
        }
    }

    /// tshark shows numbers as decimal, as hex, or as bytes.
    static func number(_ shown: String) -> UInt64? {
        if shown.hasPrefix("0x") { return UInt64(shown.dropFirst(2), radix: 16) }
        return shown.contains(":") ? UInt64(shown.filter { $0 != ":" }, radix: 16) : UInt64(shown)
    }
}

extension TsharkLayer {
    fileprivate func number(_ name: String) -> UInt64? { show(name).flatMap { KeyType.number($0) } }
}

extension TsharkQuestion {
    /// The questions by key. Those of `…_offset` are made of the layers.
    static let all = ethernet.merging(carriers) { $1 }.merging(ip) { $1 }.merging(icmp) { $1 }.merging(transport) { $1 }
        .merging(tunnels) { $1 }.merging(applications) { $1 }.merging(infiniBand) { $1 }

    private static func fields(_ names: [String: String]) -> [String: TsharkQuestion] {
        names.mapValues { .field($0.split(separator: "|").map(String.init)) }
    }

    private static let ethernet = fields([
        "macsource": "eth.src", "macdestination": "eth.dst", "vlan": "vlan.id|ieee8021ad.id",
        "priority": "vlan.priority|ieee8021ad.priority", "vlandei": "vlan.dei|ieee8021ad.dei", "llcdsap": "llc.dsap",
        "llcssap": "llc.ssap", "llccontrol": "llc.control", "arpoperation": "arp.opcode",
        "arpmacsender": "arp.src.hw_mac",
        "arpipsender": "arp.src.proto_ipv4", "arpmactarget": "arp.dst.hw_mac", "arpiptarget": "arp.dst.proto_ipv4",
    ]).merging([
        "isunicast": .derived { layer, _ in layer.show("eth.dst.ig") == "0" ? "1" : "0" },
        "isbroadcast": .derived { layer, _ in layer.show("eth.dst") == "ff:ff:ff:ff:ff:ff" ? "1" : "0" },
        "ethernetprotocol": .derived { layer, inner in
            let tags = inner.prefix { $0.protocol == .vlan }
            return (tags.last ?? layer).show("vlan.etype", "ieee8021ah.etype", "eth.type", "eth.len")
        },
        "llcprotocol": .derived { layer, _ in layer.show("llc.type") ?? "0" },
    ]) { $1 }

    private static let carriers = fields([
        "mplslabel": "mpls.label", "mplsexp": "mpls.exp", "mplsbottom": "mpls.bottom", "mplsttl": "mpls.ttl",
        "pppoesession": "pppoe.session_id", "pppoecode": "pppoe.code", "pppoebytes": "pppoe.payload_length",
        "pppprotocol": "ppp.protocol", "trillversion": "trill.version", "trillmulticast": "trill.multi_dst",
        "trillhops": "trill.hop_cnt", "trillegress": "trill.egress_nick", "trillingress": "trill.ingress_nick",
    ]).merging(["pppoeprotocol": .derived { layer, _ in layer.show("ppp.protocol") ?? "0" }]) { $1 }

    private static let ip = fields([
        "ipsource": "ip.src", "ipdestination": "ip.dst", "ipprotocol": "ip.proto", "ipttl": "ip.ttl",
        "iptos": "ip.dsfield", "ipdscp": "ip.dsfield.dscp", "ipdscpname": "ip.dsfield.dscp", "ipecn": "ip.dsfield.ecn",
        "ipbytes": "ip.len", "ipid": "ip.id", "ipflags": "ip.flags", "ipfragoffset": "ip.frag_offset",
        "ip6source": "ipv6.src", "ip6destination": "ipv6.dst",
        "ip6ttl": "ipv6.hlim",
        "ip6tos": "ipv6.tclass", "ip6dscp": "ipv6.tclass.dscp", "ip6dscpname": "ipv6.tclass.dscp",
        "ip6ecn": "ipv6.tclass.ecn", "ip6flowlabel": "ipv6.flow", "ip6bytes": "ipv6.plen",
        "ip6fragid": "ipv6.fraghdr.ident", "ahspi": "ah.spi", "ahseqno": "ah.sequence", "ahnexthdr": "ah.next_header",
        "espspi": "esp.spi", "espseqno": "esp.sequence",
    ]).merging([
        "ip6fragoffset": .derived { layer, _ in layer.show("ipv6.fraghdr.offset") ?? "0" },
        "ip6fragm": .derived { layer, _ in layer.show("ipv6.fraghdr.more") ?? "0" },
        "ip6nexthdr": .derived { layer, _ in nextHeaders(layer).last },
        "ip6extensions": .derived { layer, _ in
            let numbers = nextHeaders(layer).dropLast()
            return numbers.isEmpty ? nil : numbers.joined(separator: ".")
        },
    ]) { $1 }

    /// The numbers of the headers that follow an IPv6 header.
    private static func nextHeaders(_ layer: TsharkLayer) -> [String] {
        layer.fields.filter { $0.name.hasPrefix("ipv6.") && $0.name.hasSuffix(".nxt") }.map(\.show)
    }

    private static let icmp = fields([
        "icmptype": "icmp.type", "icmptypename": "icmp.type", "icmpcode": "icmp.code", "icmpid": "icmp.ident",
        "icmpseqno": "icmp.seq", "icmpmtu": "icmp.mtu", "icmpgateway": "icmp.redir_gw", "icmp6type": "icmpv6.type",
        "icmp6typename": "icmpv6.type", "icmp6code": "icmpv6.code", "icmp6id": "icmpv6.echo.identifier",
        "icmp6seqno": "icmpv6.echo.sequence_number", "icmp6mtu": "icmpv6.mtu",
        "icmp6target": "icmpv6.nd.ns.target_address|icmpv6.nd.na.target_address|icmpv6.rd.target_address",
    ]).merging([
        "icmpunreachablenet": unreachable("3", "0", "", "") { $0.first?.show("ip.dst") },
        "icmpunreachablehost": unreachable("3", "1", "", "") { $0.first?.show("ip.dst") },
        "icmpunreachableprotocol": unreachable("3", "2", "", "") { $0.first?.show("ip.proto") },
        "icmpunreachableport": unreachable("3", "3", "1", "4") {
            $0.dropFirst().first?.show("udp.dstport", "tcp.dstport")
        },
        "icmp6unreachablenet": unreachable("", "", "1", "0") { $0.first?.show("ipv6.dst") },
        "icmp6unreachablehost": unreachable("", "", "1", "3") { $0.first?.show("ipv6.dst") },
    ]) { $1 }

    /// Asks the packet within a message of one type and code of ICMP, or of ICMPv6.
    private static func unreachable(
        _ type: String,
        _ code: String,
        _ type6: String,
        _ code6: String,
        _ ask: @escaping @Sendable (ArraySlice<TsharkLayer>) -> String?
    ) -> TsharkQuestion {
        .derived { layer, inner in
            let is4 = layer.show("icmp.type") == type && layer.show("icmp.code") == code
            let is6 = layer.show("icmpv6.type") == type6 && layer.show("icmpv6.code") == code6
            return is4 || is6 ? ask(inner) : nil
        }
    }

    private static let transport = fields([
        "tcpsourceport": "tcp.srcport", "tcpdestinationport": "tcp.dstport", "tcpflags": "tcp.flags",
        "tcpackno": "tcp.ack_raw", "tcpwindow": "tcp.window_size_value",
        "tcpurgent": "tcp.urgent_pointer", "udpsourceport": "udp.srcport", "udpdestinationport": "udp.dstport",
        "udpbytes": "udp.length", "sctpsourceport": "sctp.srcport", "sctpdestinationport": "sctp.dstport",
        "sctptag": "sctp.verification_tag",
    ]).merging([
        // Of the eight bytes of TCP in an ICMP message, tshark tells the number once: there is none to count from.
        "tcpseqno": .derived { layer, _ in layer.show("tcp.seq_raw") ?? layer.show("tcp.seq") }
    ]) { $1 }

    private static let tunnels = fields([
        "vni": "vxlan.vni|geneve.vni", "vxlanvni": "vxlan.vni", "vxlangpevni": "vxlan.vni",
        "vxlangpeprotocol": "vxlan.next_proto", "genevevni": "geneve.vni", "geneveprotocol": "geneve.proto_type",
        "geneveoam": "geneve.flags.oam", "genevecritical": "geneve.flags.critical", "nshspi": "nsh.spi",
        "nshsi": "nsh.si",
        "nshttl": "nsh.ttl", "nshprotocol": "nsh.nextproto", "greversion": "gre.flags.version",
        "greprotocol": "gre.proto",
        "grekey": "gre.key", "greseqno": "gre.sequence_number", "grecallid": "gre.key.call_id",
        "erspanversion": "erspan.version", "erspanvlan": "erspan.vlan", "erspancos": "erspan.cos",
        "erspantruncated": "erspan.truncated", "erspansession": "erspan.spanid", "erspanindex": "erspan.index",
        "erspantimestamp": "erspan.timestamp", "erspangroup": "erspan.sgt", "erspandirection": "erspan.direction",
        "wireguardtype": "wg.type", "wireguardtypename": "wg.type", "wireguardsender": "wg.sender",
        "wireguardreceiver": "wg.receiver",
    ]).merging([
        // With eight of the reserved bits behind them.
        "vxlanflags": .derived { layer, _ in layer.number("vxlan.flags").map { String($0 >> 8) } },
        "grevsid": .derived { layer, _ in nvgre(layer).map { String($0 >> 8) } },
        "greflowid": .derived { layer, _ in nvgre(layer).map { String($0 & 255) } },
    ]) { $1 }

    private static func nvgre(_ layer: TsharkLayer) -> UInt64? {
        layer.show("gre.proto") == "0x6558" ? layer.number("gre.key") : nil
    }

    private static let applications = fields([
        "dnsid": "dns.id", "dnsqr": "dns.flags.response", "dnsopcode": "dns.flags.opcode",
        "dnsopcodename": "dns.flags.opcode", "dnstc": "dns.flags.truncated", "dnsrd": "dns.flags.recdesired",
        "dnsqdcount": "dns.count.queries|dns.count.zones", "dnsancount": "dns.count.answers|dns.count.prerequisites",
        "dnsnscount": "dns.count.auth_rr|dns.count.updates", "dnsarcount": "dns.count.add_rr",
        "dnsqtype": "dns.qry.type", "dnsqtypename": "dns.qry.type", "dnsqclass": "dns.qry.class",
        "quicversion": "quic.version", "quicdcid": "quic.dcid", "quicscid": "quic.scid",
    ]).merging([
        "dnsqname": .derived { layer, _ in
            layer.show("dns.qry.name").map { $0 == "<Root>" ? "." : $0.lowercased() + "." }
        },
        "dnsaa": .fieldIfShown(["dns.flags.authoritative"]), "dnsra": .fieldIfShown(["dns.flags.recavail"]),
        "dnsrcode": .fieldIfShown(["dns.flags.rcode"]), "dnsrcodename": .fieldIfShown(["dns.flags.rcode"]),
        "quictypename": .derived { layer, _ in
            layer.number("quic.version") == 0 ? "4" : layer.show("quic.long.packet_type")
        },
    ]) { $1 }

    private static let infiniBand = fields([
        "ibgrhsource": "infiniband.grh.sgid", "ibgrhdestination": "infiniband.grh.dgid",
        "ibgrhtos": "infiniband.grh.tclass", "ibgrhflowlabel": "infiniband.grh.flowlabel",
        "ibgrhbytes": "infiniband.grh.paylen", "ibgrhnexthdr": "infiniband.grh.nxthdr",
        "ibgrhttl": "infiniband.grh.hoplmt",
        "ibbtopcode": "infiniband.bth.opcode", "ibbtse": "infiniband.bth.se", "ibbtm": "infiniband.bth.m",
        "ibbtpad": "infiniband.bth.padcnt", "ibbttver": "infiniband.bth.tver", "ibbtpkey": "infiniband.bth.p_key",
        "ibbtdestqp": "infiniband.bth.destqp", "ibbtack": "infiniband.bth.a", "ibbtpsn": "infiniband.bth.psn",
        "ibbtdethqkey": "infiniband.deth.q_key", "ibbtdethsourceqp": "infiniband.deth.srcqp",
        "ibbtrdmaaddress": "infiniband.reth.va", "ibbtrdmakey": "infiniband.reth.r_key",
        "ibbtrdmalen": "infiniband.reth.dmalen", "ibbtaethsyndrome": "infiniband.aeth.syndrome",
        "ibbtaethmsn": "infiniband.aeth.msn", "ibbtimmediate": "infiniband.immdt",
        "ibbtaethack": "infiniband.aeth.syndrome.credit_count",
    ]).merging([
        "ibbtoptransport": .derived { layer, _ in layer.number("infiniband.bth.opcode").map { String($0 >> 5) } },
        "ibbtopname": .derived { layer, _ in
            layer.number("infiniband.bth.opcode").map { $0 == 129 ? "32" : String($0 & 31) }
        },
        // tshark shows both bits in a byte without a name.
        "ibbtfecn": .derived { layer, _ in congestion(layer).map { String($0 >> 7) } },
        "ibbtbecn": .derived { layer, _ in congestion(layer).map { String($0 >> 6 & 1) } },
    ]) { $1 }

    private static func congestion(_ layer: TsharkLayer) -> UInt8? {
        layer.show("infiniband.reserved").flatMap { UInt8($0, radix: 16) }
    }
}
