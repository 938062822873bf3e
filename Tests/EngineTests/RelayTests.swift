import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

@Suite struct RelayTests {
    private let relay = Relay(shards: 1)

    private func target(_ port: UInt16 = 6344) -> SocketAddress { SocketAddress(.v4(0x7f00_0001), port: port) }

    @Test func nothingIsActiveUntilSomethingIsToBeSentOn() throws {
        #expect(!relay.isActive)
        let before = relay.generation
        try relay.set("copy", Forwarding(target: target()))
        #expect(relay.isActive && relay.generation != before)
        #expect(relay.removeForwarding("copy") && !relay.removeForwarding("copy") && !relay.isActive)
    }

    @Test func anEqualOneGoesOnAndAnotherReplacesIt() throws {
        try relay.set("copy", Forwarding(target: target()))
        let first = try #require(relay.snapshot.forwardings["copy"])
        try relay.set("copy", Forwarding(target: target()))
        #expect(relay.snapshot.forwardings["copy"] === first)
        try relay.set("copy", Forwarding(target: target(6345)))
        #expect(relay.snapshot.forwardings["copy"] !== first)
    }

    @Test func theyAreBounded() throws {
        for number in 0..<Relay.forwardingLimit { try relay.set("\(number)", Forwarding(target: target())) }
        #expect(throws: Relay.Refusal.tooMany("forwardings", limit: Relay.forwardingLimit)) {
            try relay.set("more", Forwarding(target: target()))
        }
        try relay.set("0", Forwarding(target: target(1)))
    }

    @Test func whatWouldComeBackIsRefused() {
        let own = target(6343)
        relay.refuse { $0 == own }
        #expect(throws: Relay.Refusal.loop(own)) { try relay.set("copy", Forwarding(target: own)) }
        #expect(throws: Relay.Refusal.loop(own)) { try relay.set("t", TenantDefinition(collector: own), []) }
        #expect(!relay.isActive)
    }

    @Test(arguments: [
        (DatagramBuilder(agent: .ipv4(1)).bytes, true), (DatagramBuilder(agent: .ipv6(1)).bytes, true),
        (DatagramBuilder(agent: .ipv4(2)).bytes, false), (DatagramBuilder(agent: .ipv6(2)).bytes, false),
        ([], false), ([0, 0, 0, 5, 0, 0, 0, 1], false), (Array("no sFlow at all, but long enough".utf8), false),
    ])
    func agentsAreToldByTheirAddress(datagram: [UInt8], isWanted: Bool) {
        let chosen = ForwardingTarget(Forwarding(target: target(), agents: [.v4(1), .v6(1)]))
        let all = ForwardingTarget(Forwarding(target: target()))
        let answers = (chosen.wants(datagram.span.bytes), all.wants(datagram.span.bytes))
        #expect(answers == (isWanted, true))
    }
}
