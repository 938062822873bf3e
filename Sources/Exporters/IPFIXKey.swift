/// What a flow key is in IPFIX.
struct IPFIXKey: Sendable {
    /// What is done to a key's value so that it is the element's.
    enum Conversion: Sendable {
        case none
        /// Bits to the left.
        case shifted(UInt64)
        /// A port of an agent: an ifIndex, or 0 where it is none.
        case interface
        /// An overlay's kind in the first byte, its network in the last three.
        case overlay(UInt64)
    }

    let element: IPFIXElement
    var conversion = Conversion.none

    init(_ element: IPFIXElement, _ conversion: Conversion = .none) {
        self.element = element
        self.conversion = conversion
    }

    func value(_ packed: UInt128) -> UInt128 {
        switch conversion {
        case .none: packed
        case .shifted(let bits): packed << UInt128(bits)
        case .interface: packed >> 32 == 0 ? packed : 0
        case .overlay(let kind): UInt128(kind) << 56 | packed
        }
    }
}

extension IPFIXKey {
    /// Flow keys by name. A key that is not here has no element that means the same.
    static let byName: [String: IPFIXKey] = [
        "inputifindex": IPFIXKey(.ingressInterface, .interface),
        "outputifindex": IPFIXKey(.egressInterface, .interface),
        "direction": IPFIXKey(.flowDirection),
        "vlansource": IPFIXKey(.vlanId),
        "vlandestination": IPFIXKey(.postVlanId),
        "macsource": IPFIXKey(.sourceMacAddress),
        "macdestination": IPFIXKey(.destinationMacAddress),
        "ethernetprotocol": IPFIXKey(.ethernetType),
        "vlan": IPFIXKey(.dot1qVlanId),
        "priority": IPFIXKey(.dot1qPriority),
        // A label, three bits of traffic class, and whether it is the last (RFC 3032).
        "mplslabel": IPFIXKey(.mplsTopLabelStackSection, .shifted(4)),
        "ipsource": IPFIXKey(.sourceIPv4Address),
        "ipdestination": IPFIXKey(.destinationIPv4Address),
        "ipprotocol": IPFIXKey(.protocolIdentifier),
        "ipttl": IPFIXKey(.ipTTL),
        "iptos": IPFIXKey(.ipClassOfService),
        "ipdscp": IPFIXKey(.ipDiffServCodePoint),
        "ipbytes": IPFIXKey(.totalLengthIPv4),
        "ipid": IPFIXKey(.fragmentIdentification),
        // The three flags are the highest bits of the element.
        "ipflags": IPFIXKey(.fragmentFlags, .shifted(5)),
        "ipfragoffset": IPFIXKey(.fragmentOffset),
        "ip6source": IPFIXKey(.sourceIPv6Address),
        "ip6destination": IPFIXKey(.destinationIPv6Address),
        // The next header of the last extension header, which is what the element is for IPv6.
        "ip6nexthdr": IPFIXKey(.protocolIdentifier),
        "ip6ttl": IPFIXKey(.ipTTL),
        "ip6tos": IPFIXKey(.ipClassOfService),
        "ip6dscp": IPFIXKey(.ipDiffServCodePoint),
        "ip6flowlabel": IPFIXKey(.flowLabelIPv6),
        "ip6bytes": IPFIXKey(.payloadLengthIPv6),
        "tcpflags": IPFIXKey(.tcpControlBits),
        "tcpwindow": IPFIXKey(.tcpWindowSize),
        "udpbytes": IPFIXKey(.udpMessageLength),
        "icmptype": IPFIXKey(.icmpTypeIPv4),
        "icmpcode": IPFIXKey(.icmpCodeIPv4),
        "icmp6type": IPFIXKey(.icmpTypeIPv6),
        "icmp6code": IPFIXKey(.icmpCodeIPv6),
        "vxlanvni": IPFIXKey(.layer2SegmentId, .overlay(1)),
    ]
}

/// A port of a transport protocol. Collectors know the elements that are of no protocol, beside which a record says the
/// protocol; ports of two protocols in one record are told apart by elements of their own.
struct IPFIXPort: Sendable {
    /// Its number as IP has it.
    let number: UInt8
    let general: IPFIXElement
    /// `nil`: there is none.
    let specific: IPFIXElement?

    static let byName: [String: IPFIXPort] = [
        "tcpsourceport": IPFIXPort(number: 6, general: .sourceTransportPort, specific: .tcpSourcePort),
        "tcpdestinationport": IPFIXPort(number: 6, general: .destinationTransportPort, specific: .tcpDestinationPort),
        "udpsourceport": IPFIXPort(number: 17, general: .sourceTransportPort, specific: .udpSourcePort),
        "udpdestinationport": IPFIXPort(number: 17, general: .destinationTransportPort, specific: .udpDestinationPort),
        "sctpsourceport": IPFIXPort(number: 132, general: .sourceTransportPort, specific: nil),
        "sctpdestinationport": IPFIXPort(number: 132, general: .destinationTransportPort, specific: nil),
    ]
}
