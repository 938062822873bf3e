import FlowLanguage
import Glibc
import NetTypes
import Synchronization
import Testing

@testable import NameResolution

/// Counts what the resolver tells of, and waits for it.
private final class Events: Sendable {
    private let seen = Mutex<[IPAddress: Int]>([:])
    private let semaphore = Semaphore()

    var note: @Sendable (IPAddress) -> Void {
        { address in
            self.seen.withLock { $0[address, default: 0] += 1 }
            self.semaphore.signal()
        }
    }

    /// Waits until an address was answered so often; a resolver that never tells fails the test.
    func wait(for address: IPAddress, count: Int = 1) {
        while seen.withLock({ $0[address, default: 0] }) < count {
            guard semaphore.wait(seconds: 30) else {
                Issue.record("\(address) is not answered")
                return
            }
        }
    }
}

private final class Semaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        semaphore = .allocate(capacity: 1)
        sem_init(semaphore, 0, 0)
    }

    deinit { semaphore.deallocate() }

    func signal() { sem_post(semaphore) }

    func wait(seconds: Int) -> Bool {
        var until = timespec()
        clock_gettime(CLOCK_REALTIME, &until)
        until.tv_sec += seconds
        return sem_timedwait(semaphore, &until) == 0
    }
}

/// A clock that the test turns.
private final class TestClock: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000)
    var read: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    func advance(seconds: Int64) { nanoseconds.add(seconds * 1_000_000_000, ordering: .relaxed) }
}

private func address(_ last: UInt32) -> IPAddress { .v4(0xc000_0200 | last) }

@Suite(.timeLimit(.minutes(1))) struct ReverseDNSTests {
    private let events = Events()
    private let clock = TestClock()

    private func resolver(
        _ server: NameServer,
        _ change: (inout ReverseDNSSettings) -> Void = { _ in }
    ) throws -> ReverseDNS {
        var settings = ReverseDNSSettings()
        settings.servers = [SocketAddress(.v4(0x7f00_0001), port: server.port)]
        settings.timeout = 20
        settings.tries = 1
        change(&settings)
        return try ReverseDNS(settings, clock: clock.read, onAnswer: events.note)
    }

    /// What an address is answered when its question has been.
    private func settled(_ resolver: ReverseDNS, _ address: IPAddress) -> (text: String?, lifetime: Double) {
        let first = resolver.answer(address)
        #expect(first == .pending)
        events.wait(for: address)
        let answer = resolver.answer(address)
        return (answer.text, answer.lifetime)
    }

    private static let behaviours: [String: NameServer.Behaviour] = [
        "1.2.0.192.in-addr.arpa": .pointers([["Web-1", "Example", "COM"]], lifetime: 120),
        "2.2.0.192.in-addr.arpa": .missing(lifetime: 3600, minimum: 90),
        "3.2.0.192.in-addr.arpa": .code(2),
        "4.2.0.192.in-addr.arpa": .silence,
        "5.2.0.192.in-addr.arpa": .pointers([["long"]], lifetime: .max >> 1),
        "6.2.0.192.in-addr.arpa": .pointers([["bell\u{7}", "x"]], lifetime: 100),
        "7.2.0.192.in-addr.arpa": .pointers([["b"], ["a", "a"], ["c"]], lifetime: 0),
        "8.2.0.192.in-addr.arpa": .alias(lifetime: 100, to: ["rfc2317", "net"], itsLifetime: 5000),
        "9.2.0.192.in-addr.arpa": .code(0),
        "10.2.0.192.in-addr.arpa": .bytes([0x81, 0x80, 0, 1, 0, 9]),
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": .pointers([["six"]], lifetime: 61),
    ]

    @Test func serversAreAskedAndTheirAnswersKept() throws {
        let server = NameServer(Self.behaviours)
        defer { server.stop() }
        let resolver = try resolver(server)
        defer { resolver.stop() }
        #expect(settled(resolver, address(1)) == ("web-1.example.com.", 120))
        #expect(settled(resolver, address(2)) == (nil, 90))
        #expect(settled(resolver, address(3)) == (nil, 30), "a server that fails is asked again in half a minute")
        #expect(settled(resolver, address(4)) == (nil, 30), "so is one that says nothing")
        #expect(settled(resolver, address(5)) == ("long.", 300), "asked again before it is a day old, from memory")
        #expect(settled(resolver, address(6)) == (nil, 100), "no host has a bell in its name")
        #expect(settled(resolver, address(7)) == ("a.a.", 60), "the first by alphabet, for a minute at least")
        #expect(settled(resolver, address(8)) == ("rfc2317.net.", 100), "an alias holds as long as it holds")
        #expect(settled(resolver, address(9)) == (nil, 300), "no record, and no word of how long")
        #expect(settled(resolver, IPAddress("2001:db8::1")!) == ("six.", 61))
        let status = resolver.status
        #expect(status.queries == 10 && status.names == 5 && status.withoutName == 2)
        #expect(status.failures == 1 && status.timeouts == 1 && status.badAnswers == 1)
        #expect(status.cached == 10 && status.outstanding == 0 && status.waiting == 0)
        #expect(server.questions.count == 10, "what is remembered is not asked for")
    }

    @Test func anAnswerThatCannotBeReadIsAFailure() throws {
        let server = NameServer(Self.behaviours)
        defer { server.stop() }
        let resolver = try resolver(server)
        defer { resolver.stop() }
        #expect(settled(resolver, address(10)) == (nil, 30))
        let status = resolver.status
        #expect(status.timeouts + status.failures + status.badAnswers == 1)
    }

    @Test func aNameStaysUntilThereIsAnother() throws {
        let server = NameServer(Self.behaviours)
        defer { server.stop() }
        let resolver = try resolver(server)
        defer { resolver.stop() }
        _ = settled(resolver, address(1))
        clock.advance(seconds: 121)
        let old = resolver.answer(address(1))
        #expect(old.text == "web-1.example.com." && old.lifetime == 0.25)
        events.wait(for: address(1), count: 2)
        #expect(resolver.answer(address(1)).lifetime == 120)
        #expect(resolver.status.queries == 2)
    }

    @Test func withoutAServerNothingIsKnown() throws {
        let server = NameServer([:])
        let resolver = try resolver(server)
        defer { resolver.stop() }
        server.stop()
        #expect(settled(resolver, address(1)) == (nil, 30))
        #expect(resolver.status.failures + resolver.status.timeouts == 1)
    }

    @Test func stoppingDoesNotWaitForAnswers() throws {
        let server = NameServer(Self.behaviours)
        defer { server.stop() }
        let resolver = try resolver(server) { $0.timeout = 60_000 }
        #expect(resolver.answer(address(4)) == .pending)
        while resolver.status.outstanding == 0 { sched_yield() }
        resolver.stop()
        events.wait(for: address(4))
        #expect(resolver.status.outstanding == 0)
        resolver.stop()
    }

    @Test func serversComeFromAFile() throws {
        let server = NameServer([:])
        defer { server.stop() }
        let path = "/tmp/starling-resolv-\(getpid())"
        let file = fopen(path, "w")
        fputs("# nobody\nnameserver 127.0.0.1\noptions timeout:1\n", file)
        fclose(file)
        defer { unlink(path) }
        let resolver = try resolver(server) {
            $0.servers = []
            $0.resolverFile = path
        }
        defer { resolver.stop() }
        // Nobody listens on port 53 of this host, or somebody who does not know the address.
        #expect(settled(resolver, address(1)).text == nil)
        #expect(server.questions.isEmpty)
    }
}
