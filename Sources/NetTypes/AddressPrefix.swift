/// The addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`.
package struct AddressPrefix: Hashable, Sendable {
    /// The first of them.
    package let first: IPAddress
    /// Bits that they share.
    package let length: Int

    /// The prefix of that length that has the address; `nil` where the length does not fit.
    package init?(_ address: IPAddress, length: Int) {
        guard 0...address.bitWidth ~= length else { return nil }
        first = address.masked(to: length)
        self.length = length
    }

    /// From text: an address, `/` and a length. Bits behind the length do not matter; an address alone has all its bits.
    package init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let head = parts.first, let address = IPAddress(String(head)) else { return nil }
        guard parts.count == 2 else {
            self.init(address, length: address.bitWidth)
            return
        }
        guard 1...3 ~= parts[1].utf8.count, parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let length = Int(parts[1])
        else { return nil }
        self.init(address, length: length)
    }
}

extension AddressPrefix: CustomStringConvertible {
    /// `10.0.0.0/8`
    package var description: String { "\(first)/\(length)" }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The first `length` bits.
    package static func mask(_ length: Int) -> Self { length == 0 ? 0 : ~0 << Self(bitWidth - length) }
}
