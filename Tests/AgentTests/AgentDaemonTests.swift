import Glibc
import NetTypes
import SFlow
import Testing

@testable import Agent

/// A host of one interface that is made of numbers.
private final class FakeHost: InterfaceMonitor, CounterPoller {
    var interfaces = [
        interface(1, "lo", flags: 0x49, addresses: ["127.0.0.1/8"]), interface(2, "eth0", addresses: ["192.0.2.7/24"]),
    ]
    var fileDescriptor: Int32 = -1
    var dataSources: [DataSource] { [.host] + interfaces.map { .interface($0.index) } }
    var failure: PollError?
    var polled: [DataSource] = []

    func readChanges() -> Bool { false }
    func refresh() -> Bool { false }

    func poll(_ source: DataSource, into sample: inout CounterSample) throws(PollError) {
        polled.append(source)
        if source == .host {
            sample.append(HostMemory())
        } else {
            var name = PortName()
            name.portName = interfaces.first { $0.index == source.index }?.name ?? ""
            sample.append(name)
        }
        if let failure { throw failure }
    }
}

private final class Received { var lines: [String] = [], logged: [String] = [] }

@Suite struct AgentDaemonTests {
    private func runOnce(
        _ host: FakeHost,
        sends: Bool = false,
        collectors: [CollectorConfiguration] = []
    ) throws -> Received {
        let received = Received()
        var configuration = AgentConfiguration()
        configuration.collectors = collectors
        let daemon = try AgentDaemon(
            configuration,
            parts: AgentParts(monitor: host, poller: host) { _ in nil },
            log: Log(level: .debug, write: { received.logged.append($0) }),
            observer: {
                received.lines += ((try? SampleJSON.lines($0)) ?? "bad").split(separator: "\n").map(String.init)
            }
        )
        try daemon.runOnce(sends: sends)
        return received
    }

    @Test func onceEverySourceIsPolledAndShown() throws {
        let host = FakeHost()
        let lines = try runOnce(host).lines
        #expect(host.polled == host.dataSources)
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.hasPrefix("{\"agent\":\"192.0.2.7\",\"subAgent\":0,\"datagram\":1,\"uptime\":") })
        #expect(
            lines[0].contains(
                "\"sample\":\"counters\",\"source\":\"2.1\",\"sequence\":1,\"records\":{\"host_memory\":{"
            )
        )
        #expect(
            lines[2].hasSuffix("\"source\":\"2\",\"sequence\":1,\"records\":{\"port_name\":{\"ifName\":\"eth0\"}}}")
        )
    }

    @Test func aSourceThatFailsIsSaidAndTheRestGoesOn() throws {
        let host = FakeHost()
        host.failure = .failed("/proc/x", errno: EACCES)
        let received = try runOnce(host)
        #expect(received.logged == ["warning: /proc/x cannot be read: Permission denied\n"])
        #expect(received.lines.count == 3)
    }

    @Test func datagramsReachACollector() throws {
        let (receiver, port) = try openReceiver()
        defer { close(receiver) }
        _ = try runOnce(FakeHost(), sends: true, collectors: [CollectorConfiguration(host: "127.0.0.1", port: port)])
        var buffer = [UInt8](repeating: 0, count: 2000)
        let count = unsafe recv(receiver, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        #expect(count > 28)
        #expect(try SampleJSON.lines(buffer.span.bytes.extracting(0..<max(count, 0))).split(separator: "\n").count == 3)
    }

    @Test func namesAreLookedUp() throws {
        let logged = try runOnce(FakeHost(), sends: true, collectors: [CollectorConfiguration(host: "localhost")])
            .logged
        #expect(
            [
                "info: collector localhost:6343 is at 127.0.0.1:6343\n",
                "info: collector localhost:6343 is at [::1]:6343\n",
            ].contains(logged.first)
        )
    }

    /// A UDP socket on the loopback and its port.
    private func openReceiver() throws -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in(), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
            }
        }
        guard status == 0 else { throw SystemError() }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}
