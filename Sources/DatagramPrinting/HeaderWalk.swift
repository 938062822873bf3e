import SFlow
import XDR

/// Finds the fields of a sampled header that sflowtool prints: those of the outermost Ethernet, IP and transport headers.
///
/// The dissector of flows knows many more protocols and looks inside of tunnels; here the fields and where the walk ends
/// are those that scripts expect. What is cut off is not there: truncation is no error.
struct HeaderWalk: ~Escapable {
    private let bytes: RawSpan
    private let start: Int
    private let end: Int
    /// Bytes of the packet from the start of the header on.
    private let size: UInt32

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ header: SampledHeader) {
        self.bytes = bytes
        start = header.header.start
        end = header.header.end
        size = header.frameLength &- header.stripped
    }

    /// Hands the fields to the sink.
    /// - Parameter headerProtocol: of the `sampled_header`.
    @inline(__always)
    func walk(_ headerProtocol: UInt32, _ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable) {
        switch headerProtocol {
        case 1: ethernet(&sink)
        case 11: ipv4(at: start, &sink)
        case 12: ipv6(at: start, &sink)
        case 15: wireless(&sink)
        default: sink.undecoded(headerProtocol)
        }
    }

    @inline(__always)
    private func has(_ count: Int, at offset: Int) -> Bool { end - offset >= count }

    @inline(__always)
    private func mac(at offset: Int) -> UInt64 {
        UInt64(bytes.bigEndian32(offset)) << 16 | UInt64(bytes.bigEndian16(offset + 4))
    }

    // MARK: Link

    @inline(__always)
    private func ethernet(_ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable) {
        guard has(14, at: start) else { return }
        sink.mac(.destinationMAC, mac(at: start))
        sink.mac(.sourceMAC, mac(at: start + 6))
        var offset = start + 14, type = bytes.bigEndian16(start + 12), depth = 0
        while Self.isTag(type) {
            guard has(4, at: offset) else { return }
            let tag = UInt32(bytes.bigEndian16(offset))
            sink.number(.vlan, tag & 0xfff, depth: depth)
            sink.number(.vlanPriority, tag >> 13, depth: depth)
            type = bytes.bigEndian16(offset + 2)
            offset += 4
            depth += 1
        }
        if type <= 1500, !linkLayerControl(&type, &offset, &sink) { return }
        sink.number(.etherType, UInt32(type))
        if type == 0x0800 { ipv4(at: offset, &sink) } else if type == 0x86dd { ipv6(at: offset, &sink) }
    }

    @inline(__always)
    private static func isTag(_ type: UInt16) -> Bool {
        type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200 || type == 0x9300
    }

    /// IEEE 802.2 LLC, with SNAP or with IP behind; false where the walk ends.
    private func linkLayerControl(
        _ type: inout UInt16,
        _ offset: inout Int,
        _ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable
    ) -> Bool {
        guard has(3, at: offset) else { return false }
        let service = bytes.bigEndian16(offset), control = bytes.bigEndian8(offset + 2)
        if service == 0x0606, control & 1 != 0 {
            offset += 3
            type = 0x0800
            return true
        }
        guard service == 0xaaaa, control == 3, has(8, at: offset) else { return false }
        let organisation = bytes.bigEndian32(offset + 2) & 0xff_ffff
        guard organisation == 0 else {
            sink.number(.organisation, organisation)
            return false
        }
        type = bytes.bigEndian16(offset + 6)
        offset += 8
        return true
    }

    /// The addresses of an IEEE 802.11 data frame (section 9.3.2.1).
    private func wireless(_ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable) {
        guard has(24, at: start), bytes.bigEndian8(start) >> 2 & 3 == 2 else { return }
        let flags = bytes.bigEndian8(start + 1), isToSystem = flags & 1 != 0, isFromSystem = flags & 2 != 0
        guard !(isToSystem && isFromSystem) || has(30, at: start) else { return }
        let first = mac(at: start + 4), second = mac(at: start + 10), third = mac(at: start + 16)
        let source = isFromSystem ? (isToSystem ? mac(at: start + 24) : third) : second
        sink.mac(.sourceMAC, source)
        sink.mac(.destinationMAC, isToSystem ? third : first)
        sink.mac(.transmitterMAC, second)
        sink.mac(.receiverMAC, first)
    }

    // MARK: Internet

    @inline(__always)
    private func ipv4(at offset: Int, _ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable) {
        guard has(20, at: offset) else { return }
        let first = bytes.bigEndian8(offset), length = Int(first & 15) * 4
        guard first >> 4 == 4, length >= 20 else { return }
        sink.number(.ipSize, size &- UInt32(truncatingIfNeeded: offset - start))
        let head = bytes.bigEndian32(offset), fragment = bytes.bigEndian32(offset + 4)
        let life = bytes.bigEndian32(offset + 8)
        let number = UInt8(truncatingIfNeeded: life >> 16)
        sink.number(.totalLength, head & 0xffff)
        sink.ipv4(.source4, bytes.bigEndian32(offset + 12))
        sink.ipv4(.destination4, bytes.bigEndian32(offset + 16))
        sink.number(.ipProtocol, UInt32(number))
        sink.number(.tos, head >> 16 & 0xff)
        sink.number(.ttl, life >> 24)
        sink.number(.identification, fragment >> 16)
        if fragment & 0x1fff != 0 { return sink.number(.fragmentOffset, fragment & 0x1fff) }
        transport(number, at: offset + length, &sink)
    }

    @inline(__always)
    private func ipv6(at offset: Int, _ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable) {
        guard has(1, at: offset), bytes.bigEndian8(offset) >> 4 == 6 else { return }
        sink.number(.ipSize, size &- UInt32(truncatingIfNeeded: offset - start))
        guard has(40, at: offset) else { return }
        let head = bytes.bigEndian32(offset)
        sink.number(.tos, head >> 20 & 0xff)
        sink.number(.flowLabel, head & 0xf_ffff)
        sink.number(.payloadLength, UInt32(bytes.bigEndian16(offset + 4)))
        sink.number(.ttl, UInt32(bytes.bigEndian8(offset + 7)))
        sink.ipv6(.source6, wide(at: offset + 8))
        sink.ipv6(.destination6, wide(at: offset + 24))
        var next = bytes.bigEndian8(offset + 6), place = offset + 40
        while let length = extensionLength(next, at: place) {
            sink.number(.extensionHeader, UInt32(next))
            guard has(length, at: place) else { return }
            let isLaterFragment = next == 44 && bytes.bigEndian16(place + 2) >> 3 != 0
            next = bytes.bigEndian8(place)
            place += length
            if isLaterFragment { return sink.number(.ipProtocol, UInt32(next)) }
        }
        sink.number(.ipProtocol, UInt32(next))
        transport(next, at: place, &sink)
    }

    /// The bytes of an extension header (RFC 8200, section 4; RFC 4302, section 2.2); `nil`: it is none that is passed.
    private func extensionLength(_ number: UInt8, at offset: Int) -> Int? {
        guard number == 0 || number == 43 || number == 44 || number == 51 || number == 60 else { return nil }
        guard has(2, at: offset), number != 44 else { return 8 }
        let length = Int(bytes.bigEndian8(offset + 1))
        return number == 51 ? (length + 2) * 4 : (length + 1) * 8
    }

    @inline(__always)
    private func wide(at offset: Int) -> UInt128 {
        UInt128(bytes.bigEndian64(offset)) << 64 | UInt128(bytes.bigEndian64(offset + 8))
    }

    // MARK: Transport

    @inline(__always)
    private func transport(
        _ number: UInt8,
        at offset: Int,
        _ sink: inout some HeaderFieldSink & ~Copyable & ~Escapable
    ) {
        guard has(8, at: offset) else { return }
        switch number {
        case 1:
            sink.number(.icmpType, UInt32(bytes.bigEndian8(offset)))
            sink.number(.icmpCode, UInt32(bytes.bigEndian8(offset + 1)))
        case 6:
            guard has(14, at: offset) else { return }
            sink.number(.tcpSource, UInt32(bytes.bigEndian16(offset)))
            sink.number(.tcpDestination, UInt32(bytes.bigEndian16(offset + 2)))
            sink.number(.tcpFlags, UInt32(bytes.bigEndian8(offset + 13)))
        case 17:
            sink.number(.udpSource, UInt32(bytes.bigEndian16(offset)))
            sink.number(.udpDestination, UInt32(bytes.bigEndian16(offset + 2)))
            sink.number(.udpLength, UInt32(bytes.bigEndian16(offset + 4)))
        default: break
        }
    }
}
