import NetTypes

/// The addresses that begin with some bits: `10.0.0.0/8`, `2001:db8::/32`; an address alone is a block of one.
package struct AddressBlock: Hashable, Sendable {
    /// Bits behind the block's are zero.
    package let address: IPAddress
    package let bits: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])) else { return nil }
        let limit = address.family == 4 ? 32 : 128
        var bits = limit
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(parts[1]), number <= limit else {
                return nil
            }
            bits = number
        }
        self.address = address.masked(to: bits)
        self.bits = bits
    }
}

extension AddressBlock: CustomStringConvertible {
    package var description: String { "\(address)/\(bits)" }
}

extension IPAddress {
    /// With all but the first `bits` set to zero.
    func masked(to bits: Int) -> IPAddress {
        switch self {
        case .v4(let value): .v4(bits == 0 ? 0 : value & ~0 << UInt32(32 - bits))
        case .v6(let value): .v6(bits == 0 ? 0 : value & ~0 << UInt128(128 - bits))
        }
    }
}
