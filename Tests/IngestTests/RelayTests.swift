import CLinux
import Engine
import Glibc
import Ingest
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

/// Datagrams and samples that are sent on, over the loopback interface.
@Suite struct RelayTests {
    private let engine: Engine
    private let ingest: Ingest

    init() throws {
        let configuration = EngineConfiguration(clock: { 1_000_000_000 })
        engine = Engine(configuration)
        ingest = try Ingest(engine, on: [SocketAddress(.v4(0x7f00_0001), port: 0)])
        engine.relay.refuse { [ingest] in ingest.receives($0) }
    }

    /// A socket that datagrams can be sent on to.
    private final class Receiver {
        let fd: Int32
        let address: SocketAddress

        init(_ address: IPAddress = .v4(0x7f00_0001)) {
            var granted: Int32 = 0
            fd = unsafe sl_udp_socket(address.family, address.networkBytes, 0, 0, 1 << 20, &granted)
            self.address = SocketAddress(address, port: UInt16(sl_udp_port(fd)))
            var limit = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(fd) }

        /// The next so many datagrams; fewer where they do not come.
        func take(_ count: Int) -> [[UInt8]] {
            var found: [[UInt8]] = []
            while found.count < count {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let length = recv(fd, &buffer, buffer.count, 0)
                guard length >= 0 else { return found }
                found.append(Array(buffer[..<length]))
            }
            return found
        }

        /// Whether nothing more has come.
        var isEmpty: Bool {
            var byte: UInt8 = 0
            return recv(fd, &byte, 1, Int32(MSG_DONTWAIT)) < 0
        }
    }

    private func send(_ datagrams: [[UInt8]]) {
        let sender = sl_sender_new()!
        defer { sl_sender_free(sender) }
        for datagram in datagrams {
            datagram.withUnsafeBytes {
                sl_sender_add(sender, 4, [127, 0, 0, 1], ingest.addresses[0].port, $0.baseAddress, UInt32($0.count))
                sl_sender_flush(sender)
            }
            #expect(sl_sender_took(sender, 0) == 1)
        }
    }

    private func datagram(_ sequence: UInt32, agent: UInt32 = 1) -> [UInt8] {
        var builder = DatagramBuilder(agent: .ipv4(agent), sequence: sequence), sample = FlowSample()
        sample.sequence = sequence
        sample.source = .interface(sequence % 3)
        builder.flow(sample, header: Array(repeating: 7, count: 60))
        return builder.bytes
    }

    @Test(arguments: [IPAddress.v4(0x7f00_0001), .v6(1)])
    func datagramsAreSentOnUnchanged(to address: IPAddress) throws {
        let receiver = Receiver(address), other = Receiver()
        try engine.relay.set("all", Forwarding(target: receiver.address))
        try engine.relay.set("one", Forwarding(target: other.address, agents: [.v4(2)]))
        let sent = (1...200 as ClosedRange<UInt32>).map { datagram($0, agent: $0 % 4) } + [[1, 2, 3], []]
        send(sent)
        ingest.stop()
        #expect(receiver.take(sent.count) == sent)
        #expect(
            other.take(50) == (1...200 as ClosedRange<UInt32>).filter { $0 % 4 == 2 }.map { datagram($0, agent: 2) }
        )
        #expect(receiver.isEmpty && other.isEmpty)
        let targets = engine.relay.snapshot.forwardings
        #expect(targets["all"]?.counts.sent == 202 && targets["all"]?.counts.dropped == 0)
        #expect(targets["one"]?.counts.sent == 50)
        #expect(engine.status().flowSamples == 200)
    }

    @Test func aTargetThatCannotBeReachedCostsNobodyElse() throws {
        let receiver = Receiver()
        // Broadcast, which the socket may not send to.
        try engine.relay.set("bad", Forwarding(target: SocketAddress(.v4(0xffff_ffff), port: 6344)))
        try engine.relay.set("good", Forwarding(target: receiver.address))
        send((1...100 as ClosedRange<UInt32>).map { datagram($0) })
        ingest.stop()
        #expect(receiver.take(100).count == 100)
        let bad = try #require(engine.relay.snapshot.forwardings["bad"])
        #expect(bad.counts.dropped == 100 && bad.counts.sent == 0)
    }

    @Test func samplesOfATenantAreSentOn() throws {
        let receiver = Receiver()
        var definition = TenantDefinition(collector: receiver.address)
        definition.interfaces = [InterfaceFilter(agent: .v4(1), .index(2))]
        try engine.setTenant("t", definition)
        send((1...90 as ClosedRange<UInt32>).map { datagram($0) })
        ingest.stop()
        var sequences: [UInt32] = [], expected: UInt32 = 1
        while sequences.count < 30 {
            let datagram = try #require(receiver.take(1).first)
            var reader = try DatagramReader(datagram.span.bytes)
            #expect(reader.header.sequence == expected && reader.header.agent == .ipv4(1))
            expected += 1
            while case .flow(let sample)? = try reader.nextSample() { sequences.append(sample.sequence) }
        }
        #expect(sequences == (1...90 as ClosedRange<UInt32>).filter { $0 % 3 == 2 })
        #expect(receiver.isEmpty)
        let tenant = try #require(engine.relay.snapshot.tenants["t"])
        #expect(tenant.counts.samples == 30 && tenant.counts.sent == Int(expected) - 1)
    }

    @Test func ourOwnAddressesAreRefused() throws {
        let port = ingest.addresses[0].port
        defer { ingest.stop() }
        #expect(ingest.receives(SocketAddress(.v4(0x7f00_0001), port: port)))
        #expect(ingest.receives(SocketAddress(.v6(0xffff_7f00_0001), port: port)))
        #expect(!ingest.receives(SocketAddress(.v4(0x7f00_0001), port: port ^ 1)))
        #expect(!ingest.receives(SocketAddress(.v4(0x7f00_0002), port: port)))
        #expect(throws: Relay.Refusal.self) {
            try engine.relay.set("loop", Forwarding(target: SocketAddress(.v4(0x7f00_0001), port: port)))
        }
    }

    @Test(arguments: [IPAddress.v4(0), .v6(0)]) func everyAddressOfTheHostIsOurs(bound: IPAddress) throws {
        ingest.stop()
        let all = try Ingest(engine, on: [SocketAddress(bound, port: 0)])
        defer { all.stop() }
        let port = all.addresses[0].port
        #expect(all.receives(SocketAddress(.v4(0x7f00_0009), port: port)))
        #expect(all.receives(SocketAddress(.v6(1), port: port)) == (bound == .v6(0)))
        #expect(!all.receives(SocketAddress(.v4(0xc000_0201), port: port)))
    }
}
