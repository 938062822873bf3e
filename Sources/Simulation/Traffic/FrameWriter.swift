/// Writes headers, in network order, to memory that has room for them.
struct FrameWriter {
    var place: UnsafeMutableRawPointer

    @inline(__always)
    mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
        place.storeBytes(of: value.bigEndian, as: Value.self)
        place += MemoryLayout<Value>.size
    }

    @inline(__always)
    mutating func mac(_ address: UInt64) {
        put(UInt16(truncatingIfNeeded: address >> 32))
        put(UInt32(truncatingIfNeeded: address))
    }

    @inline(__always)
    mutating func ethernet(to: UInt64, from: UInt64, type: UInt16) {
        mac(to)
        mac(from)
        put(type)
    }

    /// RFC 791, with the checksum; not to be fragmented.
    @inline(__always)
    mutating func ipv4(
        length: Int,
        id: UInt16,
        hops: UInt8,
        protocol number: UInt8,
        tos: UInt8,
        from: UInt32,
        to: UInt32
    ) {
        let first = 0x4500_0000 | UInt32(tos) << 16 | UInt32(truncatingIfNeeded: length)
        let second = UInt32(id) << 16 | 0x4000, third = UInt32(hops) << 24 | UInt32(number) << 16
        var sum = UInt64(first) + UInt64(second) + UInt64(third) + UInt64(from) + UInt64(to)
        sum = (sum >> 32) + (sum & 0xffff_ffff)
        sum = (sum >> 16) + (sum & 0xffff)
        sum = (sum >> 16) + (sum & 0xffff)
        sum = (sum >> 16) + (sum & 0xffff)
        put(first)
        put(second)
        put(third | UInt32(~UInt16(truncatingIfNeeded: sum)))
        put(from)
        put(to)
    }

    /// RFC 8200.
    @inline(__always)
    mutating func ipv6(payload: Int, flow: UInt32, hops: UInt8, next: UInt8, from: UInt128, to: UInt128) {
        put(0x6000_0000 | flow & 0xf_ffff)
        put(UInt32(truncatingIfNeeded: payload) << 16 | UInt32(next) << 8 | UInt32(hops))
        put(from)
        put(to)
    }

    /// RFC 768, without a checksum where that is 0.
    @inline(__always)
    mutating func udp(from: UInt16, to: UInt16, length: Int, checksum: UInt16) {
        put(from)
        put(to)
        put(UInt16(truncatingIfNeeded: length))
        put(checksum)
    }

    /// RFC 9293, with the timestamps of RFC 7323.
    @inline(__always)
    mutating func tcp(from: UInt16, to: UInt16, sequence: UInt32, acknowledged: UInt32, flags: UInt16, time: UInt32) {
        put(from)
        put(to)
        put(sequence)
        put(acknowledged)
        put(0x8000 | flags)
        put(501 as UInt16)
        put(UInt16(truncatingIfNeeded: sequence ^ sequence >> 16))
        put(0 as UInt16)
        put(0x0101_080a as UInt32)
        put(time)
        put(time &- 3)
    }
}
