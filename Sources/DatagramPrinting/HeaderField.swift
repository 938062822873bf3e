/// What is found in a sampled header.
enum HeaderField: CaseIterable {
    case destinationMAC, sourceMAC, transmitterMAC, receiverMAC
    case vlan, vlanPriority
    case organisation, etherType
    /// Bytes from the IP header to the end of the packet.
    case ipSize
    case totalLength, source4, destination4, ipProtocol, tos, ttl, identification, fragmentOffset
    case flowLabel, payloadLength, source6, destination6, extensionHeader
    case icmpType, icmpCode
    case tcpSource, tcpDestination, tcpFlags
    case udpSource, udpDestination, udpLength

    /// sflowtool's name.
    @inline(__always)
    var name: StaticString {
        switch self {
        case .destinationMAC: "dstMAC"
        case .sourceMAC: "srcMAC"
        case .transmitterMAC: "txMAC"
        case .receiverMAC: "rxMAC"
        case .vlan: "decodedVLAN"
        case .vlanPriority: "decodedPriority"
        case .organisation: "VSNAP_OUI"
        case .etherType: "ethernet_type"
        case .ipSize: "IPSize"
        case .totalLength: "ip.tot_len"
        case .source4: "srcIP"
        case .destination4: "dstIP"
        case .ipProtocol: "IPProtocol"
        case .tos: "IPTOS"
        case .ttl: "IPTTL"
        case .identification: "IPID"
        case .fragmentOffset: "IPFragmentOffset"
        case .flowLabel: "IP6_label"
        case .payloadLength: "IPV6_payloadLen"
        case .source6: "srcIP6"
        case .destination6: "dstIP6"
        case .extensionHeader: "IP6HeaderExtension"
        case .icmpType: "ICMPType"
        case .icmpCode: "ICMPCode"
        case .tcpSource: "TCPSrcPort"
        case .tcpDestination: "TCPDstPort"
        case .tcpFlags: "TCPFlags"
        case .udpSource: "UDPSrcPort"
        case .udpDestination: "UDPDstPort"
        case .udpLength: "UDPBytes"
        }
    }
}

/// Takes what is found in a sampled header, field by field, the outermost first.
protocol HeaderFieldSink: ~Copyable, ~Escapable {
    /// - Parameter depth: how many VLAN tags are outside of this one; 0 for other fields.
    mutating func number(_ field: HeaderField, _ value: UInt32, depth: Int)
    mutating func mac(_ field: HeaderField, _ value: UInt64)
    mutating func ipv4(_ field: HeaderField, _ value: UInt32)
    mutating func ipv6(_ field: HeaderField, _ value: UInt128)
    /// The protocol of the header is one that nothing is found in.
    mutating func undecoded(_ headerProtocol: UInt32)
}

extension HeaderFieldSink where Self: ~Copyable, Self: ~Escapable {
    @inline(__always)
    mutating func number(_ field: HeaderField, _ value: UInt32) { number(field, value, depth: 0) }
}
