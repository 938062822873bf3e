import NetTypes

/// Chooses the address that stands for this agent in its datagrams.
package enum AgentAddress {
    /// The configured address; else the best address of the interfaces, or of the configured device; `nil` where
    /// there is none.
    package static func choose(
        _ interfaces: [NetworkInterface],
        configuration: AgentConfiguration
    ) -> IPAddress? {
        if let address = configuration.agentAddress { return address }
        var best: (address: IPAddress, rank: Rank)?
        for interface in interfaces where isCandidate(interface, configuration.agentDevice) {
            for address in interface.addresses {
                let rank = Rank(address, on: interface, configuration.agentPreferences)
                if rank.score > 0, best.map({ $0.rank < rank }) ?? true { best = (address.address, rank) }
            }
        }
        return best?.address
    }

    private static func isCandidate(_ interface: NetworkInterface, _ device: String?) -> Bool {
        device == nil || interface.name == device || (!interface.alias.isEmpty && interface.alias == device)
    }

    /// How good an address is: the score, then what breaks ties.
    private struct Rank: Comparable {
        var score: Int
        var ties: [Int]

        init(_ address: InterfaceAddress, on interface: NetworkInterface, _ preferences: [AddressPreference]) {
            score = AgentAddress.score(address.address, isVLAN: interface.kind == "vlan", preferences)
            let isSettled =
                address.flags & (AddressFlag.deprecated | AddressFlag.tentative | AddressFlag.secondary) == 0
            let isPermanent = address.flags & AddressFlag.permanent != 0
            ties = [
                interface.isUp ? 1 : 0, isSettled ? 1 : 0, isPermanent ? 1 : 0, interface.kind.isEmpty ? 1 : 0,
                -Int(interface.index),
            ]
        }

        static func < (a: Rank, b: Rank) -> Bool {
            a.score != b.score ? a.score < b.score : a.ties.lexicographicallyPrecedes(b.ties)
        }
    }

    private enum AddressFlag {
        static let secondary: UInt32 = 0x01, deprecated: UInt32 = 0x20, tentative: UInt32 = 0x40,
            permanent: UInt32 = 0x80
    }

    /// How far an address reaches, as a number: the further the better, IPv4 before IPv6. A preferred network lifts
    /// its addresses above all others, the first of the list the highest; an excluded one gives 0.
    package static func score(
        _ address: IPAddress,
        isVLAN: Bool = false,
        _ preferences: [AddressPreference] = []
    ) -> Int {
        let base = AddressReach(address, isVLAN: isVLAN).rawValue
        guard let index = preferences.firstIndex(where: { $0.prefix.contains(address) }) else { return base }
        if preferences[index].isExclusion { return 0 }
        return base + 13 * (preferences.count - index)
    }
}

/// Kinds of addresses, the least useful as an agent's first.
package enum AddressReach: Int, Sendable {
    case none, reserved, multicast, loopback6, loopback4, selfAssigned4, linkLocal6, vlan6, vlan4, uniqueLocal6, global6
    case private4, global4

    package init(_ address: IPAddress, isVLAN: Bool) {
        self =
            switch address.unmapped {
            case .v4(let value): AddressReach.ofIPv4(value, isVLAN)
            case .v6(let value): AddressReach.ofIPv6(value, isVLAN)
            }
    }

    private static func ofIPv4(_ value: UInt32, _ isVLAN: Bool) -> AddressReach {
        if value == 0 { return .none }
        if value >> 28 == 0xf { return .reserved }
        if value >> 28 == 0xe { return .multicast }
        if value >> 24 == 127 { return .loopback4 }
        if value >> 16 == 0xa9fe { return .selfAssigned4 }
        if isVLAN { return .vlan4 }
        let isPrivate = value >> 24 == 10 || value >> 20 == 0xac1 || value >> 16 == 0xc0a8
        return isPrivate ? .private4 : .global4
    }

    private static func ofIPv6(_ value: UInt128, _ isVLAN: Bool) -> AddressReach {
        let head = UInt16(truncatingIfNeeded: value >> 112)
        if value == 0 { return .none }
        if value == 1 { return .loopback6 }
        if head >> 8 == 0xff { return .multicast }
        if head & 0xffc0 == 0xfe80 { return .linkLocal6 }
        if isVLAN { return .vlan6 }
        return head & 0xfe00 == 0xfc00 ? .uniqueLocal6 : .global6
    }
}
