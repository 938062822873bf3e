import NetTypes

/// Who makes what has a MAC address: the registries of the IEEE (MA-L of 24 bits, MA-M of 28, MA-S and the older IAB of
/// 36), as files that Debian's `ieee-data` has, or anybody fetches from <https://standards-oui.ieee.org>.
package struct VendorNames: Sendable {
    /// What a MAC address is assigned under.
    package struct Vendor: Hashable, Sendable {
        /// The assigned bits as 6, 7 or 9 upper-case hex digits: `00163E`.
        package var prefix: String
        /// `nil`: nobody is registered, or no registry is at hand.
        package var name: String?
    }

    /// Assignments of one length: their prefixes in order, and beside them the numbers of their names.
    struct Registry: Sendable {
        var prefixes: [UInt64] = []
        var names: [UInt32] = []
    }

    /// The lengths that the IEEE assigns, the longest first.
    static let lengths = [36, 28, 24]

    private let registries: [Registry]
    private let names: TextArena

    init(_ registries: [Registry], _ names: TextArena) {
        self.registries = registries
        self.names = names
    }

    /// Assignments.
    package var count: Int { registries.reduce(0) { $0 + $1.prefixes.count } }

    /// The assignment that the address is of. A group address has that of its owner: bit 40 says only how it is used. `nil`
    /// for addresses that whoever runs the network chose (the locally administered), unless an old assignment has them.
    package func vendor(of address: MACAddress) -> Vendor? {
        let bits = address.bits & ~Self.groupBit
        for (registry, length) in zip(registries, Self.lengths) {
            let prefix = bits >> UInt64(48 - length)
            guard let name = registry.name(of: prefix) else { continue }
            return Vendor(prefix: hexText(prefix, digits: length / 4, uppercase: true), name: names[name])
        }
        guard bits & Self.localBit == 0 else { return nil }
        return Vendor(prefix: hexText(bits >> 24, digits: 6, uppercase: true), name: nil)
    }

    private static let groupBit: UInt64 = 1 << 40, localBit: UInt64 = 1 << 41
}

extension VendorNames.Registry {
    fileprivate func name(of prefix: UInt64) -> UInt32? {
        var low = 0, high = prefixes.count
        while low < high {
            let middle = (low + high) >> 1
            if prefixes[middle] < prefix { low = middle + 1 } else { high = middle }
        }
        return low < prefixes.count && prefixes[low] == prefix ? names[low] : nil
    }
}
