import CLinux

/// A packet from the ring in the words of a sampled header (sFlow version 5, section 5.3).
struct SampledFrame {
    /// 1 Ethernet, 11 IPv4, 12 IPv6, 13 MPLS.
    var headerProtocol: UInt32
    var frameLength: UInt32
    var stripped: UInt32
    /// The first bytes; they live in the ring.
    var header: UnsafeRawBufferPointer
    /// What the network header is, and where it starts in `header`.
    var etherType: UInt16
    var networkOffset: Int
}

extension SampledFrame {
    /// The 4 bytes of an Ethernet frame check sequence, which the kernel never shows but which were on the wire.
    static let checkSequence: UInt32 = 4
    /// The bytes of an 802.1Q tag.
    static let tagLength = 4

    /// From a frame, at most `limit` bytes of it; `nil` where sFlow has no header protocol for it.
    init?(_ frame: clinux_frame, limit: Int) {
        if unsafe HardwareType.isEthernet(frame.hardware_type) {
            unsafe self.init(ethernet: frame, limit: limit)
        } else {
            unsafe self.init(network: frame, limit: limit)
        }
    }

    /// From an Ethernet frame. A VLAN tag that the kernel took out is put back: the two addresses move to the 4 bytes
    /// before the frame, which the ring keeps free.
    private init(ethernet frame: clinux_frame, limit: Int) {
        var start = unsafe UnsafeMutableRawPointer(frame.bytes!)
        var captured = unsafe Int(frame.captured), length = unsafe frame.length
        if unsafe frame.tag_protocol != 0, captured >= 12 {
            unsafe start = Self.insertTag(frame.tag_protocol, frame.tag_control, before: start)
            captured += Self.tagLength
            length += UInt32(Self.tagLength)
        }
        headerProtocol = 1
        frameLength = length &+ Self.checkSequence
        stripped = Self.checkSequence
        unsafe header = UnsafeRawBufferPointer(start: start, count: min(captured, limit))
        (etherType, networkOffset) = unsafe Self.findNetworkHeader(header)
    }

    /// From a frame of a device without Ethernet: the header starts at the network header. What the device has in front
    /// of it (nothing: tun, WireGuard; a tunnel's or InfiniBand's header) counts as stripped; nothing is assumed.
    private init?(network frame: clinux_frame, limit: Int) {
        switch unsafe frame.protocol {
        case EtherType.ipv4: headerProtocol = 11
        case EtherType.ipv6: headerProtocol = 12
        case EtherType.mpls: headerProtocol = 13
        default: return nil
        }
        guard unsafe frame.network_offset < frame.captured else { return nil }
        unsafe frameLength = frame.length
        unsafe stripped = frame.network_offset
        unsafe header = UnsafeRawBufferPointer(
            start: frame.bytes + Int(frame.network_offset),
            count: min(Int(frame.captured - frame.network_offset), limit)
        )
        unsafe etherType = frame.protocol
        networkOffset = 0
    }

    /// Moves the two addresses at `start` 4 bytes down and writes the tag behind them. Returns the new start.
    static func insertTag(
        _ tagProtocol: UInt16,
        _ control: UInt16,
        before start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        let tagged = unsafe start - tagLength
        unsafe tagged.copyMemory(from: start, byteCount: 12)
        unsafe tagged.storeBytes(of: tagProtocol.bigEndian, toByteOffset: 12, as: UInt16.self)
        unsafe tagged.storeBytes(of: control.bigEndian, toByteOffset: 14, as: UInt16.self)
        return unsafe tagged
    }

    /// The EtherType behind at most two VLAN tags and where its header starts; type 0 where the frame ends before.
    private static func findNetworkHeader(_ header: UnsafeRawBufferPointer) -> (UInt16, Int) {
        var offset = 12
        for _ in 0...2 {
            guard header.count >= offset + 2 else { return (0, header.count) }
            let type = unsafe UInt16(bigEndian: header.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
            guard type == EtherType.vlan || type == EtherType.serviceVLAN else { return (type, offset + 2) }
            offset += tagLength
        }
        return (0, header.count)
    }
}
