import Agent

/// What is known of an engine's containers, from events, lists and answers to `inspect`, which overtake each other: an event
/// is newer than any answer whose question was asked before the event came.
struct ContainerTable {
    struct Entry {
        var container: WorkloadDescription
        /// `inspect` has told of its present run.
        var isDetailed = false
        /// When the last event told of it, in events.
        var touched: UInt64 = 0
    }

    /// Containers; those that ended and are remembered.
    static let maximumCount = 8192, maximumEnded = 256

    let runtime: Runtime
    /// How many events have come. Questions remember it.
    private(set) var time: UInt64 = 0
    private(set) var entries: [String: Entry] = [:]
    /// Containers that could not be taken for want of room.
    private(set) var refused = 0
    /// The latest last.
    private var ended: [String] = []
    /// When containers were removed, as long as older answers may still name them.
    private var removed: [String: UInt64] = [:]

    init(runtime: Runtime) { self.runtime = runtime }

    /// Those whose details are not known, the present ones only.
    var undetailed: [String] { entries.filter { !$0.value.isDetailed && $0.value.container.hasProcesses }.map(\.key) }

    /// To be called when nothing is asked any more.
    mutating func forgetRemoved() { if !removed.isEmpty { removed = [:] } }

    /// All details are to be asked for again: nobody watched for a while.
    mutating func doubtDetails() {
        for id in entries.keys { entries[id]?.isDetailed = false }
    }

    private mutating func insert(_ container: WorkloadDescription, isDetailed: Bool = false) -> Bool {
        guard entries.count < Self.maximumCount else {
            refused += 1
            return false
        }
        entries[container.id] = Entry(container: container, isDetailed: isDetailed, touched: 0)
        return true
    }

    private mutating func rememberEnded(_ id: String) {
        if let known = ended.firstIndex(of: id) { ended.remove(at: known) }
        ended.append(id)
        guard ended.count > Self.maximumEnded else { return }
        let oldest = ended.removeFirst()
        if let entry = entries[oldest], !entry.container.hasProcesses { entries[oldest] = nil }
    }
}

// Events.

extension ContainerTable {
    /// Takes an event. Returns whether the container is to be inspected.
    mutating func take(_ event: ContainerEvent, _ tell: (RuntimeEvent) -> Void) -> Bool {
        time += 1
        if event.kind == .removed { return remove(event.id, tell) }
        let isNew = entries[event.id] == nil
        guard !isNew || (event.kind != .networked && insert(event.description(runtime: runtime))) else { return false }
        entries[event.id]?.touched = time
        let before = entries[event.id]!
        let wantsDetails = change(&entries[event.id]!, event)
        let after = entries[event.id]!.container
        if isNew || event.kind == .renamed { tell(.described(after)) }
        tellChange(event, from: isNew ? nil : before.container.state, tell)
        if !after.hasProcesses, after.state != .created { rememberEnded(event.id) }
        return wantsDetails
    }

    private mutating func remove(_ id: String, _ tell: (RuntimeEvent) -> Void) -> Bool {
        entries[id] = nil
        if removed.count < Self.maximumCount { removed[id] = time }
        tell(.removed(id: id))
        return false
    }

    private func change(_ entry: inout Entry, _ event: ContainerEvent) -> Bool {
        switch event.kind {
        case .created: return false
        case .started: return start(&entry, at: event.at)
        case .paused: entry.container.state = .paused
        case .resumed: entry.container.state = .running
        case .ended(let exitCode):
            guard entry.container.hasProcesses || entry.container.state == .created else { return false }
            entry.container.end(exitCode, at: event.at)
            return false
        case .renamed: entry.container.name = event.name
        case .networked: return entry.container.hasProcesses
        case .removed: return false
        case .outOfMemory: break
        }
        return !entry.isDetailed
    }

    /// A run begins, unless an answer has already told of it.
    private func start(_ entry: inout Entry, at time: Int64?) -> Bool {
        if entry.isDetailed, entry.container.hasProcesses, let begun = entry.container.startedAt, let time,
            (begun - 50...begun + 1000).contains(time)
        {
            return false
        }
        entry.container.state = .running
        (entry.container.startedAt, entry.container.endedAt, entry.container.processID) = (time, nil, nil)
        entry.isDetailed = false
        return true
    }

    /// `before` is `nil` where the container was not known.
    private func tellChange(
        _ event: ContainerEvent,
        from before: WorkloadDescription.State?,
        _ tell: (RuntimeEvent) -> Void
    ) {
        switch event.kind {
        case .started: tell(.started(id: event.id, at: event.at))
        case .paused: tell(.paused(id: event.id))
        case .resumed: tell(.resumed(id: event.id))
        case .outOfMemory: tell(.outOfMemory(id: event.id))
        case .ended(let exitCode):
            // An answer may have told of it before.
            if case .ended? = before { return }
            tell(.ended(id: event.id, exitCode: exitCode, at: event.at))
        case .created, .renamed, .networked, .removed: break
        }
    }
}

// Answers.

extension ContainerTable {
    /// What a list showed.
    struct Findings: Equatable {
        /// Known to have processes, but not listed.
        var missing: [String] = []
        /// Listed, and not known or in another state.
        var changed: [String] = []
    }

    /// Takes a list of all containers with processes that was asked for at `asked`. `isFirst`: of a connection.
    mutating func take(
        list: [WorkloadDescription],
        asked: UInt64,
        isFirst: Bool,
        _ tell: (RuntimeEvent) -> Void
    ) -> Findings {
        var findings = Findings()
        let listed = Set(list.filter(\.hasProcesses).map(\.id))
        for (id, entry) in entries where !listed.contains(id) && entry.touched <= asked {
            if entry.container.hasProcesses { findings.missing.append(id) } else if isFirst { entries[id] = nil }
        }
        for container in list
        where (removed[container.id] ?? 0) <= asked && (entries[container.id]?.touched ?? 0) <= asked {
            if merge(listed: container) { findings.changed.append(container.id) }
        }
        tell(.listed(entries.values.map(\.container)))
        return findings
    }

    /// Returns whether it is new or in another state.
    private mutating func merge(listed new: WorkloadDescription) -> Bool {
        guard var entry = entries[new.id] else { return insert(new) }
        let old = entry.container
        entry.container = old.merged(listed: new, isDetailed: entry.isDetailed)
        if new.hasProcesses, !old.hasProcesses {
            entry.isDetailed = false
            entry.container.processID = nil
        }
        entries[new.id] = entry
        return new.hasProcesses && old.state != new.state
    }

    /// Takes an answer to `inspect`. Returns whether the container had begun or ended and no event told so.
    mutating func take(
        inspected new: WorkloadDescription,
        asked: UInt64,
        _ tell: (RuntimeEvent) -> Void
    ) -> Bool {
        guard (removed[new.id] ?? 0) <= asked else { return false }
        guard let entry = entries[new.id] else {
            guard insert(new, isDetailed: true) else { return false }
            tell(.described(new))
            if !new.hasProcesses { rememberEnded(new.id) }
            return false
        }
        let isNewer = entry.touched <= asked
        let merged = entry.container.merged(inspected: new, takesState: isNewer)
        entries[new.id]?.container = merged
        if isNewer { entries[new.id]?.isDetailed = true }
        tell(.described(merged))
        return tellChange(from: entry.container, to: merged, tell)
    }

    private mutating func tellChange(
        from old: WorkloadDescription,
        to new: WorkloadDescription,
        _ tell: (RuntimeEvent) -> Void
    ) -> Bool {
        guard old.hasProcesses != new.hasProcesses else { return false }
        if case .ended(let exitCode) = new.state {
            tell(.ended(id: new.id, exitCode: exitCode, at: new.endedAt))
            rememberEnded(new.id)
        } else if new.hasProcesses {
            tell(.started(id: new.id, at: new.startedAt))
        }
        return true
    }

    /// The engine does not know `id`. Returns whether it had processes and no event told of their end.
    mutating func take(unknown id: String, asked: UInt64, _ tell: (RuntimeEvent) -> Void) -> Bool {
        guard let entry = entries[id], entry.touched <= asked else { return false }
        entries[id] = nil
        tell(.removed(id: id))
        return entry.container.hasProcesses
    }
}

extension WorkloadDescription {
    var hasProcesses: Bool { state == .running || state == .paused }

    mutating func end(_ exitCode: Int32?, at time: Int64?) {
        state = .ended(exitCode: exitCode)
        endedAt = time
        processID = nil
    }

    /// With what a list says: nothing of processes, and of podman nothing of the network's mode.
    func merged(listed new: WorkloadDescription, isDetailed: Bool) -> WorkloadDescription {
        var result = self
        (result.name, result.labels) = (new.name, new.labels)
        if new.hasProcesses { result.state = new.state }
        if !isDetailed {
            result.image = new.image
            if new.network != .own { result.network = new.network }
        }
        if !new.addresses.isEmpty { result.addresses = new.addresses }
        if !new.hardwareAddresses.isEmpty { result.hardwareAddresses = new.hardwareAddresses }
        return result
    }

    /// With what `inspect` says. What ended has lost its addresses, which are kept.
    func merged(inspected new: WorkloadDescription, takesState: Bool) -> WorkloadDescription {
        var result = new
        if !takesState {
            (result.state, result.processID) = (state, processID)
            (result.startedAt, result.endedAt) = (startedAt, endedAt)
            result.name = name
        }
        guard !new.hasProcesses else { return result }
        if new.addresses.isEmpty { result.addresses = addresses }
        if new.hardwareAddresses.isEmpty { result.hardwareAddresses = hardwareAddresses }
        return result
    }
}
