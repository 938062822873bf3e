import XDR

/// Where the dissector stands in a sampled header.
struct Cursor: ~Escapable {
    let bytes: RawSpan
    /// Where the sampled header starts.
    let start: Int
    /// Where the next header starts.
    var offset: Int
    /// Where the bytes of the packet end: the end of what was sampled, or of what an IP length covers.
    var end: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, start: Int, end: Int) {
        self.bytes = bytes
        self.start = start
        self.offset = start
        self.end = end
    }

    /// Whether `count` bytes of the next header are there.
    @inline(__always) func has(_ count: Int) -> Bool { end - offset >= count }

    @inline(__always) func byte(_ at: Int) -> UInt8 { bytes.bigEndian8(offset + at) }
    @inline(__always) func word(_ at: Int) -> UInt16 { bytes.bigEndian16(offset + at) }
    @inline(__always) func doubleWord(_ at: Int) -> UInt32 { bytes.bigEndian32(offset + at) }

    /// Where the next header starts, in bytes from the start of the sampled header.
    @inline(__always) var position: Int { offset - start }
}
