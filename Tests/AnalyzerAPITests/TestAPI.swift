import AnalyzerAPI
import Engine
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore
import NIOEmbedded
import NetTypes
import SFlow
import Synchronization
import TestKit
import XDR

/// A clock that the test turns.
final class TestClock: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000_000)
    var read: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    func advance(seconds: Int64) { nanoseconds.add(seconds * 1_000_000_000, ordering: .relaxed) }
}

/// An API asked without a socket.
struct TestAPI {
    let clock: TestClock
    let engine: Engine
    var settings = HTTPSettings()
    var files: StaticFiles?
    var state: KeptState?

    init() {
        clock = TestClock()
        engine = Engine(EngineConfiguration(clock: clock.read))
    }

    var server: AnalyzerServer {
        let analyzer = Analyzer(engine: engine, settings: settings, state: state)
        return AnalyzerServer(analyzer: analyzer, files: files, logger: quiet)
    }

    /// An API that has heard of a host `leaf1` and of two interfaces of an agent 192.0.2.1.
    static func withAgent() -> TestAPI {
        let api = TestAPI()
        var builder = DatagramBuilder()
        var cpu = HostCPU()
        cpu.loadOne = 0.5
        var description = HostDescription()
        description.hostname = "leaf1"
        builder.counters(.host, [description, cpu])
        for index in 1...2 as ClosedRange<UInt32> {
            var interface = InterfaceCounters()
            interface.ifIndex = index
            interface.ifSpeed = UInt64(index) * 1_000_000
            interface.ifStatus = 3
            builder.counters(.interface(index), [interface])
        }
        api.take(builder.bytes)
        return api
    }

    /// A sample, 1 in 100, of a packet of 1000 bytes from 10.0.0.1 to 10.0.0.2.
    func takePacket(_ sequence: UInt32, on interface: UInt32 = 1) {
        var sample = FlowSample()
        sample.sequence = sequence
        sample.source = .interface(interface)
        sample.samplingRate = 100
        sample.samplePool = sequence * 100
        let header: [UInt8] =
            [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
            + [0x45, 0, 3, 0xd6, 0, 0, 0x40, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
            + [0x30, 0x39, 0, 53, 3, 0xc2, 0, 0]
        var builder = DatagramBuilder(sequence: sequence, uptime: sequence * 1000)
        builder.flow(sample, header: header, frameLength: 1000)
        take(builder.bytes)
    }

    func take(_ datagram: [UInt8]) {
        engine.ingest(shard: 0) { $0.take(datagram.span.bytes, from: .v4(0xc000_0201)) }
    }

    /// Asks once.
    func ask(
        _ path: String,
        _ method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        let request = Request.asked(path, method, headers, body)
        let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: quiet)
        let context = BasicRequestContext(source: source)
        return try await TestResponse(server.application.responder.respond(to: request, context: context))
    }

    /// The JSON that GET answers.
    func json(_ path: String) async throws -> JSONValue {
        try JSONValue(Array(buffer: try await ask(path).body))
    }
}

/// Logs nothing.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
