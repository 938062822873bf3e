import XDR

/// Integers in the byte order of the host that wrote the file. The caller has checked that they are there.
struct FileWords: ~Escapable {
    let bytes: RawSpan
    let isLittleEndian: Bool

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, isLittleEndian: Bool) {
        self.bytes = bytes
        self.isLittleEndian = isLittleEndian
    }

    @inline(__always)
    func u16(_ offset: Int) -> UInt16 {
        isLittleEndian ? bytes.bigEndian16(offset).byteSwapped : bytes.bigEndian16(offset)
    }

    @inline(__always)
    func u32(_ offset: Int) -> UInt32 {
        isLittleEndian ? bytes.bigEndian32(offset).byteSwapped : bytes.bigEndian32(offset)
    }

    @inline(__always)
    func u64(_ offset: Int) -> UInt64 {
        isLittleEndian ? bytes.bigEndian64(offset).byteSwapped : bytes.bigEndian64(offset)
    }
}
