/// Addresses of the world: a few of them take most of the conversations.
struct WorldAddresses: Sendable {
    private static let clients = 50_000, servers = 300
    private let seed: UInt64
    private let clientRanks: WeightedChoice
    private let serverRanks: WeightedChoice

    init(_ random: inout Randomness) {
        seed = random.next()
        clientRanks = WeightedChoice((1...Self.clients).lazy.map { 1 / Double($0 + 20) })
        serverRanks = WeightedChoice((1...Self.servers).lazy.map { 1 / Double($0) })
    }

    func client(_ random: inout Randomness) -> UInt32 { address(clientRanks.pick(&random)) }
    func server(_ random: inout Randomness) -> UInt32 { address(Self.clients + serverRanks.pick(&random)) }

    /// Any unicast address that is nobody's by its purpose (RFC 6890).
    private func address(_ rank: Int) -> UInt32 {
        var value = UInt32(truncatingIfNeeded: Randomness.mix(seed, UInt64(rank)))
        while !Self.isPublic(value) { value = value &* 0x9e37_79b1 &+ 0x7f4a_7c15 }
        return value
    }

    private static func isPublic(_ address: UInt32) -> Bool {
        let first = address >> 24, two = address >> 16
        if first == 0 || first == 10 || first == 127 || first >= 224 { return false }
        if two == 0xa9fe || two == 0xc0a8 || two == 0xc000 || two >> 1 == 0xc612 >> 1 { return false }
        if two == 0xc633 || two == 0xcb00 { return false }
        return two >> 4 != 0xac1 && two >> 6 != 0x6440 >> 6
    }

    /// The IPv6 address of the same host.
    @inline(__always)
    static func ipv6(_ address: UInt32) -> UInt128 { 0x2a02_26f0_0000_0000 << 64 | UInt128(address) }
}
