import CLinux
import Engine
import Glibc
import Ingest
import NetTypes
import Synchronization
import TestKit
import Testing
import XDR

@Suite struct IngestTests {
    private func engine(shards: Int) -> Engine {
        var configuration = EngineConfiguration(clock: { 1_000_000_000 })
        configuration.shards = shards
        return Engine(configuration)
    }

    /// - Parameter segment: each element is several datagrams of so many bytes, which the kernel is to take apart (udp(7)).
    private func send(_ datagrams: [[UInt8]], to port: UInt16, segment: Int32 = 0) {
        let fd = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(fd) }
        if segment > 0 {
            var segment = segment
            let code = setsockopt(fd, Int32(IPPROTO_UDP), 103, &segment, socklen_t(MemoryLayout<Int32>.size))
            #expect(code == 0)
        }
        var to = sockaddr_in()
        to.sin_family = sa_family_t(AF_INET)
        to.sin_port = port.bigEndian
        to.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        for datagram in datagrams {
            let sent = withUnsafePointer(to: &to) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    sendto(fd, datagram, datagram.count, 0, address, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            #expect(sent == datagram.count)
        }
    }

    @Test(arguments: [1, 3], [false, true])
    func everyDatagramReachesTheEngineOnce(_ shards: Int, isJoined: Bool) throws {
        let engine = engine(shards: shards)
        let ingest = try Ingest(engine, on: [SocketAddress(.v4(0x7f00_0001), port: 0)])
        let datagrams = (0..<300 as Range<UInt32>).map { index in
            DatagramBuilder(agent: .ipv4(0x0a00_0000 + index % 30), sequence: index / 30 + 1, uptime: 1000 + index)
                .bytes
        }
        if isJoined {
            // On the loopback what was sent as one is received as one, whatever its agents are.
            let joined = stride(from: 0, to: 300, by: 60).map { Array(datagrams[$0..<$0 + 60].joined()) }
            send(joined, to: ingest.addresses[0].port, segment: Int32(datagrams[0].count))
        } else {
            send(datagrams, to: ingest.addresses[0].port)
        }
        ingest.stop()
        #expect(engine.status().datagramsReceived == 300)
        let agents = engine.agents(.all)
        #expect(agents.count == 30)
        #expect(
            agents.allSatisfy { $0.datagramsReceived == 10 && $0.datagramsLost == 0 && $0.datagramsOutOfOrder == 0 }
        )
    }

    @Test func aTakenPortIsAnError() throws {
        let first = try Ingest(engine(shards: 2), on: [SocketAddress(.v4(0x7f00_0001), port: 0)])
        defer { first.stop() }
        #expect(throws: IngestError.self) { try Ingest(engine(shards: 2), on: first.addresses) }
    }

    @Test func aFloodDoesNotKeepItFromStopping() throws {
        let engine = engine(shards: 1)
        let ingest = try Ingest(engine, on: [SocketAddress(.v4(0x7f00_0001), port: 0)])
        let port = ingest.addresses[0].port
        let floods = (0..<3).map { _ in Flood { send([[0, 0, 0, 5]], to: port) } }
        while engine.status().bytesReceived < 10_000 { sched_yield() }
        ingest.stop()
        for flood in floods { flood.stop() }
        #expect(engine.status().bytesReceived >= 10_000)
    }
}

/// Does the same again and again on a thread of its own.
private final class Flood {
    private final class Work: Sendable {
        let isOver = Atomic(false)
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        func run() { while !isOver.load(ordering: .relaxed) { body() } }
    }

    private let work: Work
    private var thread = pthread_t()

    init(_ body: @escaping @Sendable () -> Void) {
        work = Work(body)
        let argument = Unmanaged.passRetained(work).toOpaque()
        let code = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                unsafe Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            },
            argument
        )
        precondition(code == 0)
    }

    func stop() {
        work.isOver.store(true, ordering: .relaxed)
        pthread_join(thread, nil)
    }
}
