import PacketHeaders
import XDR

/// The values of headers that take more than bits at a fixed place: those that are there only sometimes, or elsewhere each
/// time. A `FieldLoad` has one as a number.
enum HeaderValue: UInt8 {
    case ip6Extensions, ip6FragmentOffset, ip6MoreFragments, ip6FragmentID
    case icmpIdentifier, icmpSequence, icmpMTU, icmpGateway
    case unreachableNet, unreachableHost, unreachableProtocol, unreachablePort
    case icmp6Identifier, icmp6Sequence, icmp6MTU, icmp6Target
    case unreachableNet6, unreachableHost6
    case greKey, greSegment, greFlow, greSequence, greCall
    case wireGuardSender, wireGuardReceiver
    case dnsType, dnsClass
    case quicPacket, quicDestination, quicSource
    case ibOperation, ibSourceQP, ibQueueKey, ibRDMAAddress, ibRDMAKey, ibRDMALength
    case ibSyndrome, ibCredits, ibMessageSequence, ibImmediate

    /// Whether it has sixteen bytes.
    var isWide: Bool {
        switch self {
        case .ip6Extensions, .icmp6Target, .unreachableNet6, .unreachableHost6, .quicDestination, .quicSource: true
        default: false
        }
    }

    /// Both versions of ICMP have it under one name.
    fileprivate var isOfAnyICMP: Bool { self == .unreachablePort }
}

extension SampleFields {
    /// The value that a load of at most eight bytes works out; `nil` where the sample lacks it.
    func headerValue(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        guard let value = HeaderValue(rawValue: field.offset) else { return nil }
        let index = index(field, value)
        guard index >= 0 else { return nil }
        let header = header(index, bytes)
        switch value {
        case .ip6FragmentOffset, .ip6MoreFragments, .ip6FragmentID:
            return header.ip6Fragment(value, layers[index].detail)
        case .icmpIdentifier, .icmpSequence, .icmpMTU, .icmpGateway: return header.icmp(value)
        case .icmp6Identifier, .icmp6Sequence, .icmp6MTU: return header.icmp6(value)
        case .unreachableNet, .unreachableHost, .unreachableProtocol, .unreachablePort:
            return unreachable(value, header, index, bytes)
        case .greKey, .greSegment, .greFlow, .greSequence, .greCall: return header.gre(value)
        case .wireGuardSender, .wireGuardReceiver: return header.wireGuard(value)
        case .dnsType, .dnsClass: return header.dnsQuestion(value)
        case .quicPacket: return header.quicPacket
        case .ibOperation, .ibSourceQP, .ibQueueKey, .ibRDMAAddress, .ibRDMAKey, .ibRDMALength,
            .ibSyndrome, .ibCredits, .ibMessageSequence, .ibImmediate:
            return header.infiniBand(value)
        case .ip6Extensions, .icmp6Target, .unreachableNet6, .unreachableHost6, .quicDestination, .quicSource:
            return nil
        }
    }

    /// The same of sixteen bytes.
    func wideHeaderValue(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt128? {
        guard let value = HeaderValue(rawValue: field.offset) else { return nil }
        let index = index(field, value)
        guard index >= 0 else { return nil }
        let header = header(index, bytes)
        switch value {
        case .ip6Extensions: return header.ip6Extensions
        case .icmp6Target: return header.icmp6Target
        case .unreachableNet6, .unreachableHost6: return unreachable6(value, header, index, bytes)
        case .quicDestination: return header.quicConnection(isSource: false)
        case .quicSource: return header.quicConnection(isSource: true)
        default: return nil
        }
    }

    private func index(_ field: borrowing FieldLoad, _ value: HeaderValue) -> Int {
        guard value.isOfAnyICMP else { return layers.index(of: field.protocol, nth: Int(field.nth)) }
        return layers.index(ofAny: LayerProtocol.icmp.bit | LayerProtocol.icmp6.bit, nth: Int(field.nth))
    }

    /// The bytes from the layer at `index` on.
    @_lifetime(copy bytes)
    func header(_ index: Int, _ bytes: RawSpan) -> HeaderBytes {
        HeaderBytes(bytes, start: headerStart + layers[index].offset, end: headerEnd)
    }
}
