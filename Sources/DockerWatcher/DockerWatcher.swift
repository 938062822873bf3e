import Agent
import CLinux
import Glibc

/// Watches the containers of Docker, or of podman by its Docker-compatible API, through the engine's unix socket.
///
/// Two connections: one carries the stream of events, the other one question after the other. Events are subscribed to
/// before the containers are listed, so that none is missed between. A list, which the engine gives at once, makes them
/// known; `inspect` tells the rest of each. Where anything is in doubt, they are listed again, and from time to time anyway.
package final class DockerWatcher: RuntimeWatcher {
    /// How long things take, and how often they are done.
    package struct Timing: Sendable {
        /// For the answer to a question, and for the beginning of the stream of events.
        package var answer = Duration.seconds(10)
        package var listInterval = Duration.seconds(60)
        /// Between two inspections that are not urgent.
        package var pace = Duration.milliseconds(10)
        /// How long after a list the event that explains a difference may come.
        package var grace = Duration.seconds(2)

        package init() {}
    }

    /// What the watcher has done and seen, for the agent's own counters.
    package struct Counts: Hashable, Sendable {
        package var connections = 0
        package var questions = 0
        package var events = 0
        /// Events, list elements and answers that were longer than is read.
        package var oversized = 0
        /// Those that are not what the API says.
        package var unreadable = 0
        /// Containers beyond the number that is watched.
        package var refusedContainers = 0
    }

    enum Phase {
        /// Not connected until the moment comes.
        case away(until: MonotonicTime)
        /// Connected; the engine is asked for its version.
        case greeting
        /// Waits for the stream of events to begin.
        case subscribing(until: MonotonicTime)
        case watching
    }

    /// A question that was sent.
    struct Pending {
        var request: EngineRequest
        var asked: UInt64
        var deadline: MonotonicTime
        var answer: EngineAnswer
    }

    /// Bytes of an event, an element of a list, or what `inspect` says.
    static let maximumEvent = 256 << 10, maximumObject = 1 << 20
    /// Bytes that are read of a connection before anything else gets its turn.
    static let readBudget = 128 << 10

    package let runtime: Runtime
    package let socket: String
    package let fileDescriptor: Int32
    package internal(set) var counts = Counts()
    let isRequested: Bool
    let timing: Timing
    let log: Log
    /// Milliseconds since 1970.
    let wallClock: () -> Int64

    var now = MonotonicTime()
    var phase = Phase.away(until: MonotonicTime())
    var greeting: EngineGreeting?
    var questions: EngineConnection?
    var events: EngineConnection?
    var eventSplitter = JSONSplitter(.sequence, limit: DockerWatcher.maximumEvent)
    var refusal: EngineAnswer?
    var pending: Pending?
    var table: ContainerTable
    var queue: InspectQueue
    var nextList = MonotonicTime()
    var isListed = false
    var differences = Differences()
    /// Events are missing although the stream is open.
    var isDeaf = false
    /// Where it stays deaf, it is not opened anew all the time.
    var nextResubscription = MonotonicTime()
    /// Of the newest event, in milliseconds since 1970.
    var lastEvent: Int64?
    var retries = Backoff()
    var doubts = Backoff(first: .seconds(1), longest: .seconds(60))
    var isDoubted = false
    var outage = Outage()
    /// What is to be handed on when everything that was read has been taken.
    var outbox: [RuntimeEvent] = []
    private var buffer: [UInt8] = []

    /// Opens nothing but a descriptor of its own. `isRequested`: the configuration names the engine, so that its absence is
    /// worth a line from the beginning. `wallClock` gives milliseconds since 1970.
    package init(
        runtime: Runtime,
        socket: String,
        isRequested: Bool,
        log: Log,
        timing: Timing = Timing(),
        wallClock: @escaping () -> Int64 = WallClock.now
    ) throws(SystemError) {
        precondition(runtime == .docker || runtime == .podman, "\(runtime) has no Engine API")
        (self.runtime, self.socket, self.isRequested, self.log) = (runtime, socket, isRequested, log)
        (self.timing, self.wallClock) = (timing, wallClock)
        table = ContainerTable(runtime: runtime)
        queue = InspectQueue(pace: timing.pace)
        fileDescriptor = starling_epoll_create()
        guard fileDescriptor >= 0 else { throw SystemError() }
    }

    deinit { close(fileDescriptor) }
}

extension DockerWatcher {
    package var deadline: MonotonicTime? {
        switch phase {
        case .away(let moment): return moment
        case .subscribing(let moment): return moment
        case .greeting: return pending?.deadline
        case .watching:
            let next = pending?.deadline ?? [nextList, queue.deadline].compactMap(\.self).min()
            return [next, differences.deadline].compactMap(\.self).min()
        }
    }

    package var isReachable: Bool { !outage.hasTrouble }

    package func describe(_ id: String) {
        guard EngineRequest.isIdentifier(id) else { return }
        queue.add(id, isUrgent: true, isAsked: true)
    }

    package func advance(_ now: MonotonicTime, _ take: (RuntimeEvent) -> Void) {
        self.now = now
        do throws(EngineTrouble) {
            try connectIfDue()
            try readEvents()
            try readAnswers()
            try checkTime()
            try askNext()
        } catch {
            lose(error)
        }
        let told = outbox
        outbox = []
        for event in told { take(event) }
    }

    func tell(_ event: RuntimeEvent) { outbox.append(event) }

    /// Reads what waits on a connection, at most the budget, and hands it on. Returns whether the server closed it.
    func read(
        _ connection: EngineConnection,
        _ body: (Span<UInt8>) throws(EngineTrouble) -> Void
    ) throws(EngineTrouble) -> Bool {
        var bytes = buffer.isEmpty ? [UInt8](repeating: 0, count: 16 << 10) : buffer
        buffer = []
        defer { buffer = bytes }
        var left = Self.readBudget
        while left > 0 {
            switch connection.receive(&bytes) {
            case .nothing: return false
            case .closed: return true
            case .bytes(let count):
                try body(bytes.span.extracting(first: count))
                left -= count
            }
        }
        return false
    }
}
