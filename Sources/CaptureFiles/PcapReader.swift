import XDR

/// Reads the packets of a pcap file one after the other.
///
/// File header, 24 bytes: magic, version 2.4, zone, accuracy, snap length, link type. Packet header, 16 bytes: seconds,
/// microseconds or nanoseconds, bytes in the file, bytes on the wire. The magic tells byte order and resolution.
package struct PcapReader: Sendable {
    /// A packet of a capture.
    package struct Packet: Hashable, Sendable {
        /// Nanoseconds since 1970.
        package var time: UInt64
        /// Its bytes in the file.
        package var bytes: ByteRange
        /// Its length on the wire.
        package var length: UInt32
    }

    /// More bytes than this are no packet.
    static let packetLimit: UInt32 = 0x40_0000
    private static let headerLength = 24, packetHeaderLength = 16

    package let linkType: LinkType
    /// The file.
    package let file: [UInt8]
    private let isLittleEndian: Bool
    private let nanosecondsPerTick: UInt64
    private var offset = headerLength

    /// Reads the file's header.
    package init(_ file: [UInt8]) throws(CaptureError) {
        guard file.count >= Self.headerLength else { throw .truncated(at: file.count) }
        self.file = file
        (isLittleEndian, nanosecondsPerTick) = try Self.format(magic: file.span.bytes.bigEndian32(0))
        let field = file.span.bytes.bigEndian32(20)
        let number = isLittleEndian ? field.byteSwapped : field
        guard let linkType = LinkType(header: number) else { throw .unknownLinkType(number & 0xffff) }
        self.linkType = linkType
    }

    private static func format(magic: UInt32) throws(CaptureError) -> (Bool, UInt64) {
        switch magic {
        case 0xa1b2_c3d4: (false, 1000)
        case 0xd4c3_b2a1: (true, 1000)
        case 0xa1b2_3c4d: (false, 1)
        case 0x4d3c_b2a1: (true, 1)
        case 0x0a0d_0d0a: throw .nextGeneration
        default: throw .notACapture(magic: magic)
        }
    }

    /// The next packet; `nil` behind the last. After an error, the file has no more packets that could be read.
    package mutating func next() throws(CaptureError) -> Packet? {
        guard offset < file.count else { return nil }
        let start = offset
        guard file.count - start >= Self.packetHeaderLength else { throw .truncated(at: start) }
        let count = word(start + 8)
        guard count <= Self.packetLimit else { throw .packetTooLong(at: start, length: count) }
        guard file.count - start - Self.packetHeaderLength >= Int(count) else { throw .truncated(at: start) }
        offset = start + Self.packetHeaderLength + Int(count)
        return Packet(
            time: UInt64(word(start)) * 1_000_000_000 + UInt64(word(start + 4)) * nanosecondsPerTick,
            bytes: ByteRange(offset: start + Self.packetHeaderLength, count: Int(count)),
            length: word(start + 12)
        )
    }

    private func word(_ offset: Int) -> UInt32 {
        let value = file.span.bytes.bigEndian32(offset)
        return isLittleEndian ? value.byteSwapped : value
    }
}
