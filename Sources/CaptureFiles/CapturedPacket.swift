/// A packet of a capture, in place: it is there until the next one is asked for.
package struct CapturedPacket: ~Escapable {
    /// What was captured, from the link header on.
    package let bytes: RawSpan
    /// Nanoseconds since 1970; 0 where the file says no time.
    package let time: UInt64
    /// Bytes on the wire.
    package let length: UInt32
    /// What the bytes start with.
    package let linkType: LinkType
    /// The packet's number in the file, from 1.
    package let number: Int
    /// Where the packet, with its header, begins in the file.
    package let offset: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ record: CaptureRecord, number: Int, offset: Int) {
        self.bytes = bytes
        time = record.time
        length = record.length
        linkType = record.linkType
        self.number = number
        self.offset = offset
    }

    /// Whether the capture's snap length cut the packet.
    package var isCut: Bool { Int(length) > bytes.byteCount }
}

/// What a capture says of a packet beside its bytes.
struct CaptureRecord {
    /// A packet, with its header, of more bytes than this is none.
    static let limit = 4 << 20

    var time: UInt64
    var length: UInt32
    var linkType: LinkType
    /// Where the packet's bytes are, from the start of its record.
    var bytes: Range<Int>
    /// Bytes of the whole record.
    var count: Int
}
