import XDR

/// A section of a pcapng file: its byte order and the interfaces that it has described so far
/// (draft-ietf-opsawg-pcapng).
///
/// A block is its type, its length, what it says, and its length again; lengths are multiples of four.
struct PcapngSection {
    enum Block {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        /// The packet block of old: the interface has half the bits, the rest counts drops.
        static let oldPacket: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let enhancedPacket: UInt32 = 6
        /// Type, length and, behind what is between, the length.
        static let minimum = 12
    }

    struct Interface {
        var linkType: LinkType
        /// 0: unlimited.
        var snapLength: UInt32
        var resolution = TimestampResolution()
    }

    /// What the bytes of a magic number look like in network order where the file is little-endian.
    private static let littleEndianMagic: UInt32 = 0x4d3c_2b1a
    private static let interfaceLimit = 65_536

    private var isLittleEndian = false
    private var interfaces: [Interface] = []
    /// Bytes of a block that are to be stepped over.
    private var unwanted = 0

    /// The next packet; `nil` where there is no whole one. The input is moved on to its block.
    mutating func next(_ input: inout CaptureInput) throws(CaptureError) -> CaptureRecord? {
        while try skipUnwanted(&input), try input.require(Block.minimum) {
            let offset = input.offset
            let (type, length) = try blockHeader(input.bytes, at: offset)
            guard length <= CaptureRecord.limit else {
                guard !Self.isRead(type) else { throw .tooLong(at: offset, length: length) }
                unwanted = Int(length)
                continue
            }
            guard try input.require(Int(length)) else { return nil }
            if let record = try read(type, input.bytes.extracting(first: Int(length)), at: offset) { return record }
            input.skip(Int(length))
        }
        return nil
    }

    /// Steps over what is left of a block that is too long to be held.
    private mutating func skipUnwanted(_ input: inout CaptureInput) throws(CaptureError) -> Bool {
        while unwanted > 0 {
            guard try input.require(1) else {
                if input.hasEnded { throw .truncated(at: input.offset) }
                return false
            }
            let count = min(unwanted, input.left)
            input.skip(count)
            unwanted -= count
        }
        return true
    }

    /// Whether blocks of a type are read, and not stepped over.
    private static func isRead(_ type: UInt32) -> Bool {
        switch type {
        case Block.section, Block.interface, Block.oldPacket, Block.simplePacket, Block.enhancedPacket: true
        default: false
        }
    }

    /// The type of the block and its length, from its first twelve bytes. A new section begins with its byte order.
    private mutating func blockHeader(
        _ bytes: RawSpan,
        at offset: Int
    ) throws(CaptureError) -> (type: UInt32, length: UInt32) {
        if bytes.bigEndian32(0) == Block.section { try begin(magic: bytes.bigEndian32(8), at: offset) }
        let words = FileWords(bytes, isLittleEndian: isLittleEndian)
        let length = words.u32(4)
        guard length >= UInt32(Block.minimum), length & 3 == 0 else { throw .malformedBlock(at: offset) }
        return (words.u32(0), length)
    }

    private mutating func begin(magic: UInt32, at offset: Int) throws(CaptureError) {
        guard magic == Self.littleEndianMagic || magic.byteSwapped == Self.littleEndianMagic else {
            throw .malformedBlock(at: offset)
        }
        isLittleEndian = magic == Self.littleEndianMagic
        interfaces.removeAll(keepingCapacity: true)
    }

    /// Takes in a block, the whole of which is in `bytes`, and nothing else.
    /// - Returns: the packet, where it is one.
    private mutating func read(_ type: UInt32, _ bytes: RawSpan, at offset: Int) throws(CaptureError) -> CaptureRecord?
    {
        let words = FileWords(bytes, isLittleEndian: isLittleEndian)
        guard words.u32(bytes.byteCount - 4) == UInt32(bytes.byteCount) else { throw .malformedBlock(at: offset) }
        switch type {
        case Block.enhancedPacket:
            guard bytes.byteCount >= 32 else { throw .malformedBlock(at: offset) }
            return try packet(words, interface: words.u32(8), at: offset)
        case Block.oldPacket:
            guard bytes.byteCount >= 32 else { throw .malformedBlock(at: offset) }
            return try packet(words, interface: UInt32(words.u16(8)), at: offset)
        case Block.simplePacket: return try simplePacket(words, at: offset)
        case Block.interface: try readInterface(words, at: offset)
        case Block.section: try checkVersion(words, at: offset)
        default: break
        }
        return nil
    }

    private func checkVersion(_ words: borrowing FileWords, at offset: Int) throws(CaptureError) {
        guard words.bytes.byteCount >= 28 else { throw .malformedBlock(at: offset) }
        let major = words.u16(12)
        guard major == 1 else { throw .unsupportedVersion(at: offset, major: major, minor: words.u16(14)) }
    }

    private func interface(_ number: UInt32, at offset: Int) throws(CaptureError) -> Interface {
        guard Int(number) < interfaces.count else { throw .noSuchInterface(at: offset, interface: number) }
        return interfaces[Int(number)]
    }

    /// Block header, interface, time in two halves, bytes in the file, bytes on the wire; both kinds have them there.
    private func packet(
        _ words: borrowing FileWords,
        interface number: UInt32,
        at offset: Int
    ) throws(CaptureError) -> CaptureRecord {
        let interface = try interface(number, at: offset), count = words.bytes.byteCount
        let captured = Int(words.u32(20))
        guard captured <= count - 32 else { throw .malformedBlock(at: offset) }
        return CaptureRecord(
            time: interface.resolution.nanoseconds(UInt64(words.u32(12)) << 32 | UInt64(words.u32(16))),
            length: words.u32(24),
            linkType: interface.linkType,
            bytes: 28..<28 + captured,
            count: count
        )
    }

    /// Of the first interface and without a time: bytes on the wire, of which there are as many as its snap length lets.
    private func simplePacket(_ words: borrowing FileWords, at offset: Int) throws(CaptureError) -> CaptureRecord {
        let count = words.bytes.byteCount
        guard count >= 16 else { throw .malformedBlock(at: offset) }
        let interface = try interface(0, at: offset), length = words.u32(8)
        let limit = interface.snapLength == 0 ? UInt32.max : interface.snapLength
        let captured = Int(min(length, limit))
        guard captured <= count - 16 else { throw .malformedBlock(at: offset) }
        return CaptureRecord(
            time: 0,
            length: length,
            linkType: interface.linkType,
            bytes: 12..<12 + captured,
            count: count
        )
    }

    private mutating func readInterface(_ words: borrowing FileWords, at offset: Int) throws(CaptureError) {
        guard words.bytes.byteCount >= 20 else { throw .malformedBlock(at: offset) }
        guard interfaces.count < Self.interfaceLimit else { throw .tooManyInterfaces(at: offset) }
        var interface = Interface(linkType: LinkType(inFile: words.u16(8)), snapLength: words.u32(12))
        interface.resolution = try resolution(words, at: offset)
        interfaces.append(interface)
    }

    /// From the options of an interface: each a code, a length, and a value that is padded to four bytes.
    private func resolution(
        _ words: borrowing FileWords,
        at offset: Int
    ) throws(CaptureError) -> TimestampResolution {
        var resolution = TimestampResolution(), at = 16
        let end = words.bytes.byteCount - 4
        while end - at >= 4 {
            let code = words.u16(at), length = Int(words.u16(at + 2)), value = at + 4
            guard code != 0 else { break }
            guard length <= end - value else { throw .malformedBlock(at: offset) }
            switch (code, length) {
            case (9, 1): resolution.setUnit(words.bytes.bigEndian8(value))
            case (14, 8): resolution.offset = Int64(bitPattern: words.u64(value))
            default: break
            }
            at = value + (length + 3) & ~3
        }
        return resolution
    }
}
