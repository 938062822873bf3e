// The only unchecked loads of the project: every caller has compared the offset with the length first.

extension RawSpan {
    @inlinable @inline(__always)
    public func bigEndian8(_ offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    @inlinable @inline(__always)
    public func bigEndian16(_ offset: Int) -> UInt16 {
        unsafe UInt16(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
    }

    @inlinable @inline(__always)
    public func bigEndian32(_ offset: Int) -> UInt32 {
        unsafe UInt32(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }

    @inlinable @inline(__always)
    public func bigEndian64(_ offset: Int) -> UInt64 {
        unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// A copy of the bytes in `range`, cut to what there is.
    @inlinable
    public func copy(_ range: ByteRange) -> [UInt8] {
        let end = Swift.min(range.end, byteCount)
        guard range.start < end else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: end - range.start) { buffer, count in
            for index in range.start..<end {
                unsafe buffer.initializeElement(at: index - range.start, to: bigEndian8(index))
            }
            count = end - range.start
        }
    }
}
