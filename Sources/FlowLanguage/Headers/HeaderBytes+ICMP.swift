import PacketHeaders
import XDR

extension HeaderBytes {
    /// What some types of ICMP messages have.
    func icmp(_ value: HeaderValue) -> UInt64? {
        guard let type = byte(ICMPHeader.type) else { return nil }
        switch value {
        case .icmpIdentifier where ICMPHeader.hasIdentifier(type):
            return word(ICMPHeader.identifier).map { UInt64($0) }
        case .icmpSequence where ICMPHeader.hasIdentifier(type):
            return word(ICMPHeader.sequence).map { UInt64($0) }
        case .icmpMTU where isUnreachable(.icmpMTU): return word(ICMPHeader.mtu).map { UInt64($0) }
        case .icmpGateway where type == ICMPHeader.redirect:
            return doubleWord(ICMPHeader.gateway).map { UInt64($0) }
        default: return nil
        }
    }

    /// What some types of ICMPv6 messages have.
    func icmp6(_ value: HeaderValue) -> UInt64? {
        guard let type = byte(ICMPHeader.type) else { return nil }
        switch value {
        case .icmp6Identifier where ICMP6Header.hasIdentifier(type):
            return word(ICMPHeader.identifier).map { UInt64($0) }
        case .icmp6Sequence where ICMP6Header.hasIdentifier(type):
            return word(ICMPHeader.sequence).map { UInt64($0) }
        case .icmp6MTU where type == ICMP6Header.packetTooBig: return doubleWord(ICMP6Header.mtu).map { UInt64($0) }
        default: return nil
        }
    }

    /// The address that neighbour discovery is about.
    var icmp6Target: UInt128? {
        guard let type = byte(ICMPHeader.type), ICMP6Header.hasTarget(type) else { return nil }
        return address(ICMPHeader.body)
    }

    /// Whether an ICMP message is "destination unreachable" with the code that the value is of.
    fileprivate func isUnreachable(_ value: HeaderValue) -> Bool {
        guard byte(ICMPHeader.type) == ICMPHeader.unreachable, let code = byte(ICMPHeader.code) else { return false }
        switch value {
        case .unreachableNet: return code == 0
        case .unreachableHost: return code == 1
        case .unreachableProtocol: return code == 2
        case .unreachablePort: return code == 3
        case .icmpMTU: return code == 4
        default: return false
        }
    }

    /// The same of ICMPv6, RFC 4443 §3.1.
    fileprivate func isUnreachable6(_ value: HeaderValue) -> Bool {
        guard byte(ICMPHeader.type) == ICMP6Header.unreachable, let code = byte(ICMPHeader.code) else { return false }
        switch value {
        case .unreachableNet6: return code == 0
        case .unreachableHost6: return code == 3
        case .unreachablePort: return code == 4
        default: return false
        }
    }
}

// MARK: Of the packet that could not be delivered

extension SampleFields {
    /// What could not be reached, as the packet in a message says that could not be delivered.
    func unreachable(
        _ value: HeaderValue,
        _ message: borrowing HeaderBytes,
        _ index: Int,
        _ bytes: RawSpan
    ) -> UInt64? {
        let isIPv4 = layers[index].protocol == .icmp
        guard isIPv4 ? message.isUnreachable(value) : message.isUnreachable6(value), index + 1 < layers.count else {
            return nil
        }
        let packet = header(index + 1, bytes)
        switch value {
        case .unreachableNet, .unreachableHost: return packet.doubleWord(IPv4Header.destination).map { UInt64($0) }
        case .unreachableProtocol: return packet.byte(IPv4Header.protocol).map { UInt64($0) }
        default: return port(index + 2, bytes)
        }
    }

    func unreachable6(
        _ value: HeaderValue,
        _ message: borrowing HeaderBytes,
        _ index: Int,
        _ bytes: RawSpan
    ) -> UInt128? {
        guard message.isUnreachable6(value), index + 1 < layers.count else { return nil }
        return header(index + 1, bytes).address(IPv6Header.destination)
    }

    /// The destination port of the transport header at `index`.
    private func port(_ index: Int, _ bytes: RawSpan) -> UInt64? {
        guard index < layers.count else { return nil }
        switch layers[index].protocol {
        case .tcp, .udp, .sctp: return header(index, bytes).word(UDPHeader.destinationPort).map { UInt64($0) }
        default: return nil
        }
    }
}
