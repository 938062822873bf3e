import Agent
import CLinux
import Glibc

@testable import DockerWatcher

/// An engine that says what a test lets it say. Nothing of it waits: the test moves watcher and engine in turn.
final class ScriptedEngine {
    let path: String
    private var listener: Int32 = -1
    /// Connections in the order in which they were made; those that were closed stay.
    private(set) var connections: [Peer] = []

    /// The engine's end of a connection.
    final class Peer {
        private(set) var descriptor: Int32
        private(set) var isClosed = false
        private var unread: [UInt8] = []

        init(_ descriptor: Int32) { self.descriptor = descriptor }
        deinit { end() }

        func end() {
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }

        func send(_ text: String) { send(Array(text.utf8)) }

        func send(_ bytes: [UInt8]) {
            let count = bytes.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            precondition(count == bytes.count, "the socket takes no more: \(count) of \(bytes.count)")
        }

        /// The targets of the requests that have come.
        func requests() -> [String] {
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = buffer.withUnsafeMutableBytes {
                    unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
                }
                if count == 0 { isClosed = true }
                guard count > 0 else { break }
                unread += buffer[..<count]
            }
            let lines = String(decoding: unread, as: UTF8.self).split(separator: "\r\n")
            unread = []
            return lines.filter { $0.hasSuffix(" HTTP/1.1") }.map { String($0.dropLast(9)) }
        }
    }

    init() {
        var template = Array("/tmp/starling-engine-XXXXXX".utf8CString)
        path = unsafe String(cString: mkdtemp(&template)) + "/docker.sock"
        listen()
    }

    deinit {
        stop()
        rmdir(String(path.dropLast("/docker.sock".count)))
    }

    /// Takes connections from now on.
    func listen() {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let result = withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        precondition(result == 0 && Glibc.listen(listener, 8) == 0, "no socket at \(path)")
    }

    /// Closes everything, and removes the socket as a daemon does that ends.
    func stop() {
        for connection in connections { connection.end() }
        connections = []
        close(listener)
        unlink(path)
    }

    /// The connections that were made since the last call.
    func accept() -> [Peer] {
        var found: [Peer] = []
        while case let descriptor = Glibc.accept(listener, nil, nil), descriptor >= 0 {
            found.append(Peer(descriptor))
        }
        connections += found
        return found
    }
}

/// A watcher on a clock of its own, with an engine beside it that answers from tables unless told otherwise.
final class WatchedEngine {
    let engine = ScriptedEngine()
    let watcher: DockerWatcher
    var now = MonotonicTime(milliseconds: 1_000_000)
    private(set) var lines: [String] = []
    private(set) var told: [RuntimeEvent] = []
    private(set) var targets: [String] = []

    /// What the engine is asked with, to what it answers; `nil`: not at all.
    var version: String? = answer(#"{"ApiVersion":"1.41","MinAPIVersion":"1.12","Version":"20.10"}"#)
    var eventsHead: String? = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    var list: String? = answer("[]")
    var inspect: (String) -> String? = { _ in refusal(404, "No such container") }
    private(set) var eventStream: ScriptedEngine.Peer?
    private final class Box { var lines: [String] = [] }

    init(_ runtime: Runtime = .docker, isRequested: Bool = true) throws {
        let box = Box()
        let log = Log(level: .info, now: { MonotonicTime() }, write: { box.lines.append($0) })
        watcher = try DockerWatcher(
            runtime: runtime,
            socket: engine.path,
            isRequested: isRequested,
            log: log,
            wallClock: { 1_795_280_742_000 }
        )
        takeLines = {
            defer { box.lines = [] }
            return box.lines
        }
    }

    private let takeLines: () -> [String]

    /// The lines that were logged since the last call.
    func log() -> [String] { takeLines() }

    /// Moves both until neither has anything to do. Time does not pass.
    func settle() {
        for _ in 0..<10_000 {
            let before = (told.count, targets.count, engine.connections.count, watcher.counts)
            watcher.advance(now) { told.append($0) }
            _ = engine.accept()
            for connection in engine.connections {
                for target in connection.requests() { reply(to: target, connection) }
            }
            let isIdle = !isReadable && (watcher.deadline ?? now) > now
            if isIdle, before == (told.count, targets.count, engine.connections.count, watcher.counts) { return }
        }
        fatalError("never comes to rest")
    }

    private var isReadable: Bool {
        var descriptor = pollfd(fd: watcher.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 0) > 0
    }

    func pass(_ duration: Duration) {
        now = now + duration
        settle()
    }

    private func reply(to target: String, _ connection: ScriptedEngine.Peer) {
        targets.append(target)
        precondition(target.hasPrefix("GET "), "only GET may be sent, not \(target)")
        let parts = target.split(separator: "/")
        if target.hasSuffix(" /version") {
            if let version { connection.send(version) }
        } else if target.contains("/events?") {
            eventStream = connection
            if let eventsHead { connection.send(eventsHead) }
        } else if target.contains("/containers/json") {
            if let list { connection.send(list) }
        } else if parts.count == 5, parts[4] == "json" {
            if let text = inspect(String(parts[3])) { connection.send(text) }
        } else {
            fatalError("an unknown target: \(target)")
        }
    }

    /// Sends a chunk of the stream of events.
    func event(_ text: String) { eventStream?.send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n") }

    func event(_ action: String, _ id: String, at: Int64 = 1_795_280_743_000, _ attributes: String = #""name":"n""#) {
        event(
            #"{"Type":"container","Action":"\#(action)","Actor":{"ID":"\#(id)","Attributes":{\#(attributes)}},"timeNano":\#(at)000000}"#
                + "\n"
        )
    }

    /// What was told since the last call, in short words.
    func take() -> [String] {
        defer { told = [] }
        return told.map(word)
    }

    func takeEvents() -> [RuntimeEvent] {
        defer { told = [] }
        return told
    }

    func takeTargets() -> [String] {
        defer { targets = [] }
        return targets.map { String($0.dropFirst(4)) }
    }
}

/// A response of 200 with `body`.
func answer(_ body: String) -> String { "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)" }

func refusal(_ status: Int, _ message: String) -> String {
    let body = #"{"message":"\#(message)"}"# + "\n"
    return "HTTP/1.1 \(status) Refused\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

/// An element of a list.
func listed(_ id: String, _ state: String = "running") -> String {
    #"{"Id":"\#(id)","Names":["/n-\#(id)"],"Image":"bb:1","State":"\#(state)","Labels":{}}"#
}

func inspection(_ id: String, _ state: String = "running", processID: Int = 100, exitCode: Int = 0) -> String {
    answer(
        #"{"Id":"\#(id)","Name":"/n-\#(id)","State":{"Status":"\#(state)","Pid":\#(processID),"ExitCode":\#(exitCode)},"#
            + #""Config":{"Hostname":"h-\#(id)"}}"#
    )
}
