import NetTypes
import Testing

@testable import Agent

@Suite struct AgentAddressTests {
    /// Every kind of address, the worst first.
    private static let order = [
        "0.0.0.0", "240.0.0.1", "224.0.0.1", "::1", "127.0.0.1", "169.254.1.1", "fe80::1", "fd00::1", "2001:db8::1",
        "172.16.0.1", "192.0.2.1",
    ]

    @Test func theFurtherAnAddressReachesTheBetter() {
        let scores = Self.order.map { AgentAddress.score(IPAddress($0)!) }
        #expect(scores == scores.sorted())
        #expect(Set(scores).count == scores.count)
    }

    @Test(arguments: [
        ("2001:db8::1", 7), ("192.0.2.1", 8), ("10.0.0.1", 8), ("127.0.0.1", 4), ("fe80::1", 6),
    ])
    func addressesOfVLANsComeAfterOthers(_ address: String, _ score: Int) {
        #expect(AgentAddress.score(IPAddress(address)!, isVLAN: true) == score)
    }

    private func choose(
        _ interfaces: [NetworkInterface],
        _ change: (inout AgentConfiguration) -> Void = { _ in }
    ) -> String? {
        var configuration = AgentConfiguration()
        change(&configuration)
        return AgentAddress.choose(interfaces, configuration: configuration)?.description
    }

    private let host = [
        interface(1, "lo", flags: 0x49, addresses: ["127.0.0.1/8", "::1/128"]),
        interface(2, "eth0", addresses: ["10.0.0.5/24", "fe80::5/64", "2001:db8::5/64"]),
        interface(3, "docker0", kind: "bridge", addresses: ["172.17.0.1/16"]),
        interface(4, "eth1", addresses: ["192.168.1.5/24"]),
    ]

    @Test func theLowestHardwareInterfaceWinsATie() { #expect(choose(host) == "10.0.0.5") }
    @Test func hardwareWinsOverABridgeWithALowerIndex() {
        #expect(choose([interface(2, "br0", kind: "bridge", addresses: ["172.17.0.1/16"]), host[3]]) == "192.168.1.5")
    }
    @Test func anInterfaceThatIsUpWins() {
        #expect(choose([interface(2, "eth0", flags: 0, addresses: ["10.0.0.5/24"]), host[3]]) == "192.168.1.5")
    }
    @Test func theConfiguredAddressIsTakenAsItIs() {
        #expect(choose(host) { $0.agentAddress = IPAddress("198.51.100.1") } == "198.51.100.1")
    }
    @Test func onlyTheConfiguredDeviceCompetes() {
        #expect(choose(host) { $0.agentDevice = "docker0" } == "172.17.0.1")
        #expect(choose(host) { $0.agentDevice = "eth9" } == nil)
    }

    @Test(
        arguments: [
            (["192.168.0.0/16"], "192.168.1.5"), (["2001:db8::/32", "192.168.0.0/16"], "2001:db8::5"),
            (["192.168.0.0/16", "2001:db8::/32"], "192.168.1.5"), (["!10.0.0.0/8"], "192.168.1.5"),
            (["!10.0.0.0/8", "!192.168.0.0/16", "!172.16.0.0/12"], "2001:db8::5"), (["!0.0.0.0/0", "!::/0"], nil),
        ] as [([String], String?)]
    )
    func networksArePreferredAndExcluded(_ networks: [String], _ expected: String?) {
        let preferences = networks.map {
            AddressPreference(
                prefix: IPPrefix($0.hasPrefix("!") ? String($0.dropFirst()) : $0)!,
                isExclusion: $0.hasPrefix("!")
            )
        }
        #expect(choose(host) { $0.agentPreferences = preferences } == expected)
    }

    @Test func aSettledAddressWinsOverADeprecatedOne() {
        var eth = interface(2, "eth0", addresses: ["2001:db8::1/64", "2001:db8::2/64"])
        eth.addresses[0].flags |= 0x20
        #expect(choose([eth]) == "2001:db8::2")
    }

    @Test func aloneTheLoopbackIsBetterThanNothing() {
        #expect(choose([host[0]]) == "127.0.0.1")
        #expect(choose([]) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.0.0.0", false), ("0.0.0.0/0", "1.2.3.4", true),
        ("::/0", "1.2.3.4", false), ("2001:db8::/33", "2001:db8:8000::", false), ("192.0.2.1", "192.0.2.1", true),
    ])
    func prefixes(_ prefix: String, _ address: String, _ contains: Bool) {
        #expect(IPPrefix(prefix)?.contains(IPAddress(address)!) == contains)
    }

    @Test(arguments: ["10.0.0.0/33", "::/129", "10/8", "", "/8", "10.0.0.0/-1", "10.0.0.0/"])
    func whatIsNoPrefix(_ text: String) { #expect(IPPrefix(text) == nil) }
}
