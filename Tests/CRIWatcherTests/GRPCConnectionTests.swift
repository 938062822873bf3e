import Agent
import CLinux
import Foundation
import TestKit
import Testing

@testable import CRIWatcher

/// A connection and a server, whose clock is the test's.
final class Wire {
    let server = StubServer()
    let epoll = starling_epoll_create()
    var now = MonotonicTime(milliseconds: 1_000_000)
    let connection: GRPCConnection

    init() throws {
        connection = try GRPCConnection(path: server.path, epoll: epoll, now)
        server.step()
    }

    deinit { close(epoll) }

    /// Has both sides do all that they can.
    func settle() throws(ConnectionLoss) -> [GRPCConnection.Event] {
        var events: [GRPCConnection.Event] = []
        for _ in 0..<40 {
            events += try connection.advance(now)
            server.step()
        }
        return events
    }

    func call(
        _ kind: GRPCCall.Kind = .unary,
        limit: Int = 1 << 20,
        timeout: Duration? = .seconds(10)
    ) throws -> GRPCConnection.CallID {
        try #require(connection.call("/a.B/C", [1, 2, 3], kind: kind, limit: limit, timeout: timeout, now))
    }

    /// The result of one unary call.
    func result(limit: Int = 1 << 20) throws -> Result<[UInt8], GRPCStatus> {
        let id = try call(limit: limit), events = try settle()
        try #require(events.count == 1)
        guard case .answered(id, let result)? = events.first else { throw GRPCStatus(-1, "another event") }
        return result
    }
}

struct GRPCConnectionTests {
    @Test func callsAndIsAnswered() throws {
        let wire = try Wire()
        wire.server.answer = { .message($0.message + [4]) }
        #expect(try wire.result() == .success([1, 2, 3, 4]))
        let call = try #require(wire.server.calls.first)
        #expect(call.method == "/a.B/C")
        #expect(call.headers["te"] == "trailers")
        #expect(call.headers["content-type"] == "application/grpc")
        #expect(call.headers["grpc-timeout"] == "10000m")
    }

    @Test func takesAnswersOfManyWindows() throws {
        let wire = try Wire(), long = [UInt8](repeating: 9, count: 5_000_000)
        wire.server.answer = { _ in .message(long) }
        let id = try wire.call(limit: 16 << 20)
        var events: [GRPCConnection.Event] = []
        for _ in 0..<200 where events.isEmpty { events += try wire.settle() }
        guard case .answered(id, .success(let bytes))? = events.first else {
            Issue.record("no answer")
            return
        }
        #expect(bytes == long)
    }

    @Test func answersHaveTheirCalls() throws {
        let wire = try Wire()
        wire.server.answer = { .message($0.message) }
        let ids = try (0..<200).map { index in
            try #require(wire.connection.call("/a.B/C", [UInt8(index)], limit: 100, timeout: .seconds(1), wire.now))
        }
        var answers: [GRPCConnection.CallID: [UInt8]] = [:]
        for event in try wire.settle() {
            if case .answered(let id, .success(let bytes)) = event { answers[id] = bytes }
        }
        #expect(answers == Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, [UInt8($0)]) }))
    }

    static let failures: [(StubServer.Answer, Int)] = [
        (.status(5, "no%20such"), 5),
        (.status(12, ""), GRPCStatus.unimplemented),
        (.reset, GRPCStatus.unavailable),
        (.http(404), GRPCStatus.unimplemented),
        (.http(503), GRPCStatus.unavailable),
        (.http(200), GRPCStatus.unknown),
        (.empty, GRPCStatus.internal),
        (.messages([[1], [2]]), GRPCStatus.internal),
        (.message(.init(repeating: 0, count: 101)), GRPCStatus.resourceExhausted),
        (.raw([1, 0, 0, 0, 0]), GRPCStatus.internal),
        (.raw([0, 255, 255, 255, 255]), GRPCStatus.resourceExhausted),
        (.raw([0, 0, 0]), GRPCStatus.internal),
    ]

    @Test(arguments: failures.indices) func failuresAreTold(_ index: Int) throws {
        let wire = try Wire(), (answer, code) = Self.failures[index]
        wire.server.answer = { _ in answer }
        let result = try wire.result(limit: 100)
        guard case .failure(let status) = result else {
            Issue.record("an answer: \(result)")
            return
        }
        #expect(status.code == code)
        #expect(!"\(status)".isEmpty)
        if code == 5 { #expect(status.message == "no such") }
        // The connection goes on.
        wire.server.answer = { _ in .message([7]) }
        #expect(try wire.result() == .success([7]))
    }

    @Test func waitsNoLongerThanItsDeadline() throws {
        let wire = try Wire()
        wire.server.answer = { _ in .nothing }
        let id = try wire.call(timeout: .seconds(2))
        #expect(try wire.settle().isEmpty)
        #expect(wire.connection.deadline == wire.now + .seconds(2))
        wire.now = wire.now + .seconds(2)
        guard case .answered(id, .failure(let status))? = try wire.settle().first else {
            Issue.record("no end")
            return
        }
        #expect(status.code == GRPCStatus.deadlineExceeded)
        #expect(try wire.settle().isEmpty)
    }

    @Test func streamsGoOnUntilTheyEnd() throws {
        let wire = try Wire(), method = CRIMethod.subscribe
        wire.server.answer = { _ in .stream }
        let id = try #require(wire.connection.call(method.rawValue, [], kind: .stream, limit: 10, wire.now))
        #expect(try wire.settle().isEmpty)
        for byte in UInt8(0)..<3 { wire.server.push(method, [byte]) }
        var messages: [[UInt8]] = []
        for event in try wire.settle() {
            if case .message(id, let bytes) = event { messages.append(bytes) }
        }
        #expect(messages == [[0], [1], [2]])
        wire.server.endStreams(method, GRPCStatus(14, "bye"))
        guard case .ended(id, let status)? = try wire.settle().first else {
            Issue.record("no end")
            return
        }
        #expect(status == GRPCStatus(14, "bye"))
    }

    @Test func nothingIsToldOfACancelledCall() throws {
        let wire = try Wire()
        wire.server.answer = { _ in .stream }
        let id = try wire.call(.stream, timeout: nil)
        _ = try wire.settle()
        wire.connection.cancel(id)
        #expect(try wire.settle().isEmpty)
        #expect(wire.server.streams.isEmpty)
    }

    @Test func aSilentServerIsAskedAndThenGivenUp() throws {
        let wire = try Wire()
        _ = try wire.settle()
        #expect(wire.connection.deadline == wire.now + GRPCConnection.silence)
        wire.now = wire.now + GRPCConnection.silence
        #expect(try wire.settle().isEmpty)
        #expect(wire.server.pings == 1)
        // It answered, so that the next question comes after as long a time.
        #expect(wire.connection.deadline == wire.now + GRPCConnection.silence)
        wire.now = wire.now + GRPCConnection.silence
        #expect(try wire.connection.advance(wire.now).isEmpty)
        wire.now = wire.now + GRPCConnection.patience
        #expect(throws: ConnectionLoss.silent) { try wire.connection.advance(wire.now) }
    }

    @Test func endsAreTold() throws {
        let hungUp = try Wire()
        _ = try hungUp.settle()
        hungUp.server.hangUp()
        #expect(throws: ConnectionLoss.ended) { try hungUp.settle() }
        let away = try Wire()
        _ = try away.settle()
        away.server.goAway()
        #expect(throws: ConnectionLoss.ended) { try away.settle() }
    }

    @Test func whatIsNotThereIsTold() {
        #expect(throws: ConnectionLoss.system(ENOENT)) {
            try GRPCConnection(path: "/nonexistent/socket", epoll: -1, MonotonicTime())
        }
        let long = String(repeating: "x", count: 200)
        #expect(throws: ConnectionLoss.system(ENAMETOOLONG)) {
            try GRPCConnection(path: long, epoll: -1, MonotonicTime())
        }
    }

    static let garbage: [[UInt8]] = [
        Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".utf8),
        .init(repeating: 0xff, count: 100),
        .init(repeating: 0, count: 100),
        [0, 0, 0, 4, 1, 0, 0, 0, 0],
    ]

    @Test(arguments: garbage) func whatIsNoHTTP2EndsIt(_ bytes: [UInt8]) throws {
        let wire = try Wire()
        wire.server.say(bytes)
        #expect(throws: ConnectionLoss.self) {
            for _ in 0..<10 { _ = try wire.connection.advance(wire.now) }
            throw ConnectionLoss.silent
        }
    }

    /// What a server of ours would send, damaged: the session refuses it or goes on.
    @Test func survivesDamage() throws {
        var generator = SplitMix(seed: 11)
        for round in 0..<300 {
            let session = HTTP2Session()
            var output: [UInt8] = []
            _ = session.request(
                [(":method", "POST"), (":scheme", "http"), (":path", "/"), (":authority", "a")],
                body: [1]
            )
            try session.send(into: &output, limit: 1 << 20)
            // SETTINGS, HEADERS (:status 200), DATA, trailers without end.
            var bytes: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88]
            bytes += [0, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 7]
            if round > 0 {
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                        in: 0...255,
                        using: &generator
                    )
                }
            }
            let events = try? session.receive(bytes, bytes.count)
            if round == 0 { #expect(events?.last == .data(stream: 1, [0, 0, 0, 0, 1, 7])) }
            try? session.send(into: &output, limit: 1 << 20)
        }
    }
}
