extension IPAddress {
    /// 4 or 6.
    package var family: Int32 {
        switch self {
        case .v4: 4
        case .v6: 6
        }
    }

    /// In network order.
    package var networkBytes: [UInt8] {
        switch self {
        case .v4(let value): (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
        case .v6(let value): (0..<16).map { UInt8(truncatingIfNeeded: value >> UInt128(120 - 8 * $0)) }
        }
    }

    /// From network order: the first 4 bytes, or all 16, by the family. An IPv4 address that was mapped into IPv6 is an
    /// IPv4 address.
    package init(family: UInt32, _ bytes: RawSpan) {
        var value: UInt128 = 0
        for index in 0..<(family == 6 ? 16 : 4) {
            value = unsafe value << 8 | UInt128(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
        }
        self = family == 6 ? IPAddress.v6(value).unmapped : .v4(UInt32(truncatingIfNeeded: value))
    }

    /// 32 or 128.
    var bitWidth: Int { family == 4 ? 32 : 128 }

    /// With all but the first `length` bits set to zero.
    package func masked(to length: Int) -> IPAddress {
        switch self {
        case .v4(let value): .v4(value & .mask(length))
        case .v6(let value): .v6(value & .mask(length))
        }
    }
}
