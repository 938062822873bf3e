/// An information element of IANA's registry "IP Flow Information Export (IPFIX) Entities" (RFC 7012), in the length that we
/// send it with.
package struct IPFIXElement: Hashable, Sendable {
    package let id: UInt16
    /// Bytes.
    package let length: Int

    init(_ id: UInt16, _ length: Int) {
        self.id = id
        self.length = length
    }
}

extension IPFIXElement {
    static let octetDeltaCount = IPFIXElement(1, 8), packetDeltaCount = IPFIXElement(2, 8)
    static let protocolIdentifier = IPFIXElement(4, 1), ipClassOfService = IPFIXElement(5, 1)
    static let tcpControlBits = IPFIXElement(6, 2)
    static let sourceTransportPort = IPFIXElement(7, 2), destinationTransportPort = IPFIXElement(11, 2)
    static let sourceIPv4Address = IPFIXElement(8, 4), destinationIPv4Address = IPFIXElement(12, 4)
    static let ingressInterface = IPFIXElement(10, 4), egressInterface = IPFIXElement(14, 4)
    static let sourceIPv6Address = IPFIXElement(27, 16), destinationIPv6Address = IPFIXElement(28, 16)
    static let flowLabelIPv6 = IPFIXElement(31, 4)
    static let fragmentIdentification = IPFIXElement(54, 4)
    static let sourceMacAddress = IPFIXElement(56, 6), destinationMacAddress = IPFIXElement(80, 6)
    static let vlanId = IPFIXElement(58, 2), postVlanId = IPFIXElement(59, 2)
    static let flowDirection = IPFIXElement(61, 1)
    static let mplsTopLabelStackSection = IPFIXElement(70, 3)
    static let fragmentOffset = IPFIXElement(88, 2)
    static let exporterIPv4Address = IPFIXElement(130, 4), exporterIPv6Address = IPFIXElement(131, 16)
    static let flowEndReason = IPFIXElement(136, 1)
    static let flowStartMilliseconds = IPFIXElement(152, 8), flowEndMilliseconds = IPFIXElement(153, 8)
    static let icmpTypeIPv4 = IPFIXElement(176, 1), icmpCodeIPv4 = IPFIXElement(177, 1)
    static let icmpTypeIPv6 = IPFIXElement(178, 1), icmpCodeIPv6 = IPFIXElement(179, 1)
    static let udpSourcePort = IPFIXElement(180, 2), udpDestinationPort = IPFIXElement(181, 2)
    static let tcpSourcePort = IPFIXElement(182, 2), tcpDestinationPort = IPFIXElement(183, 2)
    static let tcpWindowSize = IPFIXElement(186, 2)
    static let totalLengthIPv4 = IPFIXElement(190, 2), payloadLengthIPv6 = IPFIXElement(191, 4)
    static let ipTTL = IPFIXElement(192, 1)
    static let ipDiffServCodePoint = IPFIXElement(195, 1)
    static let fragmentFlags = IPFIXElement(197, 1)
    static let udpMessageLength = IPFIXElement(205, 2)
    static let dot1qVlanId = IPFIXElement(243, 2), dot1qPriority = IPFIXElement(244, 1)
    static let ethernetType = IPFIXElement(256, 2)
    static let layer2SegmentId = IPFIXElement(351, 8)
}
