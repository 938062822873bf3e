import NetTypes

/// A network in CIDR form: `10.0.0.0/8`, `2001:db8::/32`.
package struct IPPrefix: Hashable, Sendable {
    package var address: IPAddress
    package var length: Int

    /// From text; an address alone is a prefix of its whole length.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        let width = if case .v4 = address { 32 } else { 128 }
        guard let length = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(length) else { return nil }
        self.address = address
        self.length = length
    }

    package func contains(_ other: IPAddress) -> Bool {
        switch (address, other) {
        case (.v4(let a), .v4(let b)): length == 0 || (a ^ b) >> UInt32(32 - length) == 0
        case (.v6(let a), .v6(let b)): length == 0 || (a ^ b) >> UInt128(128 - length) == 0
        default: false
        }
    }
}
