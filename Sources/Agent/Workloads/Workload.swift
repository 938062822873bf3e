import SFlow

/// One container, pod or service as the agent follows it: what the kernel and the runtime have told so far.
struct Workload {
    enum Phase: Hashable {
        /// Seen by the kernel or the runtime, and not named or not running yet.
        case appearing
        /// Polled.
        case live
        /// Ended; something that the other side will tell is missing.
        case ending
        /// The final sample has been sent.
        case over
    }

    let id: String
    var phase = Phase.appearing
    /// When the phase began.
    var since: MonotonicTime
    /// `nil`: the runtime has not told yet.
    var description: WorkloadDescription?
    /// Its number in the group monitor; `nil` while it has none.
    var group: Int?
    /// How many runtimes have been asked what it is and have not answered yet.
    var openQuestions = 0
    /// By the form of its group's name: this runtime's.
    var groupRuntime: Runtime?
    /// By the path of its group: it is this pod's, or in it.
    var podUID: String?
    var processID: Int32?
    /// As last read; those of the end once it has ended.
    var counters = GroupCounters()
    /// Whether `counters` are those of the end.
    var hasFinalCounters = false
    /// An event told of its start, not only a list, which may be old.
    var startWasSeen = false
    /// The network namespace that it counts, unless another one has taken that over.
    var claimedNamespace: NetworkNamespace?
    /// Whether the runtime said that it ended.
    var endIsConfirmed = false
    var exitCode: Int32?
    var wasOutOfMemory = false
    /// Milliseconds since 1970.
    private(set) var startedAt: Int64
    /// The runtime told it.
    private var startIsTold = false
    var endedAt: Int64?
    var source: DataSource?
    /// By which the data source was assigned.
    var uuid: UInt128?
    var adapters: [HostAdapter] = []
    /// How often reading them is tried yet: networks are attached a little after the first process is there.
    var adapterAttempts = Workload.maximumAdapterAttempts
    /// When its names were last sent; `nil`: they are to be sent with the next sample.
    var labelsSent: MonotonicTime?

    static let maximumAdapterAttempts = 5

    init(id: String, now: MonotonicTime, wallClock: Int64) {
        self.id = id
        since = now
        startedAt = wallClock
    }

    /// The runtime says when it started. What has been sent is not moved to later: that would look like another start.
    mutating func started(at moment: Int64) {
        guard phase == .appearing || moment < startedAt else { return }
        startedAt = moment
        startIsTold = true
    }

    /// The kernel shows its first process.
    mutating func seenRunning(_ processID: Int32, wallClock: Int64) {
        self.processID = processID
        if phase == .appearing, !startIsTold { startedAt = wallClock }
    }

    mutating func enter(_ phase: Phase, _ now: MonotonicTime) {
        self.phase = phase
        since = now
    }

    /// Whether the kernel or the runtime has seen its first process.
    var isRunning: Bool {
        if processID != nil { return true }
        return switch description?.state {
        case .running, .paused: true
        case .created, .ended, nil: false
        }
    }

    /// It was made, or is listed, and neither the kernel nor an event has shown that it runs.
    var hasNeverRun: Bool { phase == .appearing && group == nil && processID == nil && !startWasSeen }

    /// All has been told of its end that will be: of a service there is nobody to tell.
    var endIsTold: Bool { endIsConfirmed || description?.kind == .service }

    /// Forgets the run that is over, for another one of the same workload.
    mutating func restart(_ now: MonotonicTime, wallClock: Int64) {
        var fresh = Workload(id: id, now: now, wallClock: wallClock)
        fresh.description = description
        fresh.description?.processID = nil
        fresh.description?.startedAt = nil
        fresh.description?.endedAt = nil
        fresh.description?.state = .created
        (fresh.source, fresh.uuid) = (source, uuid)
        self = fresh
    }
}
