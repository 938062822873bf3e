import XDR

/// How a pcap file writes its packets, from its header.
///
/// File header, 24 bytes: magic, version 2.4, zone, accuracy, snap length, link type. Packet header, 16 bytes: seconds,
/// microseconds or nanoseconds, bytes in the file, bytes on the wire. The magic tells byte order and resolution
/// (draft-ietf-opsawg-pcap). One variant, by a patch of libpcap, has eight more bytes in the header of each packet.
struct PcapFormat {
    static let headerLength = 24

    let isLittleEndian: Bool
    let nanosecondsPerTick: UInt64
    let packetHeaderLength: Int
    private(set) var linkType = LinkType.null

    /// From the first four bytes in network order; `nil` where they are not those of a pcap file.
    init?(magic: UInt32) {
        isLittleEndian = magic & 0xff == 0xa1
        switch isLittleEndian ? magic.byteSwapped : magic {
        case 0xa1b2_c3d4: (nanosecondsPerTick, packetHeaderLength) = (1000, 16)
        case 0xa1b2_3c4d: (nanosecondsPerTick, packetHeaderLength) = (1, 16)
        case 0xa1b2_cd34: (nanosecondsPerTick, packetHeaderLength) = (1000, 24)
        default: return nil
        }
    }

    /// Reads the rest of the file's header.
    mutating func readHeader(_ bytes: RawSpan) throws(CaptureError) {
        let words = FileWords(bytes, isLittleEndian: isLittleEndian)
        let major = words.u16(4), minor = words.u16(6)
        guard major == 2 else { throw .unsupportedVersion(at: 0, major: major, minor: minor) }
        // The upper bits say whether the frames have a check sequence.
        linkType = LinkType(inFile: UInt16(truncatingIfNeeded: words.u32(20)))
    }

    /// The next packet; `nil` where there is no whole one. The input is not moved on.
    func next(_ input: inout CaptureInput) throws(CaptureError) -> CaptureRecord? {
        guard try input.require(packetHeaderLength) else { return nil }
        let record = record(input.bytes)
        guard record.count <= CaptureRecord.limit else {
            throw .tooLong(at: input.offset, length: UInt32(record.bytes.count))
        }
        return try input.require(record.count) ? record : nil
    }

    /// The packet whose header the bytes start with.
    private func record(_ bytes: RawSpan) -> CaptureRecord {
        let words = FileWords(bytes, isLittleEndian: isLittleEndian)
        let count = packetHeaderLength &+ Int(words.u32(8))
        return CaptureRecord(
            time: UInt64(words.u32(0)) &* 1_000_000_000 &+ UInt64(words.u32(4)) &* nanosecondsPerTick,
            length: words.u32(12),
            linkType: linkType,
            bytes: packetHeaderLength..<count,
            count: count
        )
    }
}
