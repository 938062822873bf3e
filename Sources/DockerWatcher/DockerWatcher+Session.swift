import Agent

// How a connection begins and ends.

extension DockerWatcher {
    static let questionToken: UInt32 = 1, eventToken: UInt32 = 2

    func connectIfDue() throws(EngineTrouble) {
        guard case .away(let moment) = phase, moment <= now else { return }
        questions = try EngineConnection(socket, epoll: fileDescriptor, token: Self.questionToken)
        counts.connections += 1
        greeting = nil
        phase = .greeting
        try ask(.version)
    }

    /// The engine told its version: the events come next.
    func greeted(_ greeting: EngineGreeting) throws(EngineTrouble) {
        self.greeting = greeting
        let connection = try EngineConnection(socket, epoll: fileDescriptor, token: Self.eventToken)
        events = connection
        eventSplitter = JSONSplitter(.sequence, limit: Self.maximumEvent)
        refusal = nil
        phase = .subscribing(until: now + timing.answer)
        // Docker sends the head of its answer a moment before it has subscribed, and gives events of before on demand. Podman
        // would read its whole log.
        let since = greeting.isPodman ? nil : min(lastEvent ?? .max, wallClock())
        try connection.get(EngineRequest.events(greeting, since: since))
    }

    /// The stream of events has begun: what there is now can be listed.
    func subscribed() {
        phase = .watching
        isListed = false
        nextList = now
    }

    /// A list came: all is well.
    func succeeded() {
        retries.reset()
        guard let end = outage.end(), let greeting else { return }
        let engine = "\(runtime) \(greeting.release) at \(socket)"
        switch end {
        case .first: log.info("\(engine) is watched (API \(greeting.version))")
        case .afterLine: log.notice("\(engine) is watched again")
        case .quiet: break
        }
    }

    /// Gives both connections up, and tries again later.
    func lose(_ trouble: EngineTrouble) {
        (questions, events, pending, refusal) = (nil, nil, nil, nil)
        queue = InspectQueue(pace: timing.pace)
        differences = Differences()
        (isDoubted, isDeaf) = (false, false)
        table.forgetRemoved()
        table.doubtDetails()
        phase = .away(until: now + retries.pause())
        report(trouble)
    }

    private func report(_ trouble: EngineTrouble) {
        let isQuiet = trouble.isAbsence && !isRequested && !outage.hasBeenUp
        guard outage.begins(trouble.kind), !isQuiet else {
            return log.debug("\(runtime): \(trouble.description(socket: socket))")
        }
        let isLogged = log.log(
            .warning,
            every: .seconds(60),
            key: "\(runtime) away \(socket) \(trouble.kind)",
            "\(runtime) cannot be watched, which is tried again: \(trouble.description(socket: socket))"
        )
        if isLogged { outage.isLogged = true }
    }
}

/// A time in which an engine cannot be watched: each kind of trouble is logged once.
struct Outage {
    enum End { case first, afterLine, quiet }

    private var isOpen = true
    private var kinds: Set<String> = []
    private(set) var hasBeenUp = false
    /// A line was written, so that its end is worth one as well.
    var isLogged = false

    /// Whether an attempt has failed since it last worked.
    var hasTrouble: Bool { isOpen && !kinds.isEmpty }

    init(isOpen: Bool = true, hasBeenUp: Bool = false) { (self.isOpen, self.hasBeenUp) = (isOpen, hasBeenUp) }

    /// Returns whether this kind of trouble is new.
    mutating func begins(_ kind: String) -> Bool {
        isOpen = true
        return kinds.count < 16 && kinds.insert(kind).inserted
    }

    /// All is well; `nil`: it was before.
    mutating func end() -> End? {
        guard isOpen else { return nil }
        defer { self = Outage(isOpen: false, hasBeenUp: true) }
        return isLogged ? .afterLine : hasBeenUp ? .quiet : .first
    }
}
