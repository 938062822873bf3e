extension TextBuffer {
    /// `192.0.2.1`
    @inlinable
    public mutating func append(ipv4 value: UInt32) {
        reserve(20)
        putOctet(value >> 24)
        putOctet(value >> 16 & 255)
        putOctet(value >> 8 & 255)
        putOctet(value & 255)
        filled &-= 1
    }

    /// The octet and a dot.
    @inlinable @inline(__always)
    mutating func putOctet(_ octet: UInt32) {
        let text = digits.octet(octet)
        unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: text, as: UInt32.self)
        filled &+= octet < 10 ? 2 : octet < 100 ? 3 : 4
    }

    /// All eight groups with their zeros: `2001:0db8:0000:0000:0000:0000:0000:0001`.
    public mutating func append(ipv6Groups value: UInt128) {
        reserve(40)
        for group in 0..<8 {
            if group > 0 { put(UInt8(ascii: ":")) }
            let bits = UInt32(truncatingIfNeeded: value >> UInt128(112 - 16 * group))
            putHex(bits >> 8 & 255)
            putHex(bits & 255)
        }
    }

    /// Twelve lower-case hex digits.
    @inlinable
    public mutating func append(mac value: UInt64) {
        reserve(12)
        putHex(UInt32(truncatingIfNeeded: value >> 40 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 32 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 24 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 16 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 8 & 255))
        putHex(UInt32(truncatingIfNeeded: value & 255))
    }

    /// `00112233-4455-6677-8899-aabbccddeeff`
    public mutating func append(uuid value: UInt128) {
        reserve(36)
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 { put(UInt8(ascii: "-")) }
            putHex(UInt32(truncatingIfNeeded: value >> UInt128(120 - 8 * index)) & 255)
        }
    }

    /// Two lower-case hex digits, for which there is room.
    @inlinable @inline(__always)
    mutating func putHex(_ byte: UInt32) {
        store(digits.hex(byte), at: count)
        filled &+= 2
    }

    /// Two upper-case hex digits.
    public mutating func append(upperHex byte: UInt8) {
        reserve(2)
        store(digits.upperHex(UInt32(byte)), at: count)
        filled &+= 2
    }

    /// `AA-BB-CC`
    public mutating func append(hexBytes source: RawSpan) {
        guard source.byteCount > 0 else { return }
        reserve(source.byteCount * 3)
        for index in source.byteOffsets {
            let byte = unsafe source.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
            store(digits.upperHex(UInt32(byte)), at: count)
            unsafe base[count &+ 2] = UInt8(ascii: "-")
            filled &+= 3
        }
        filled &-= 1
    }
}
