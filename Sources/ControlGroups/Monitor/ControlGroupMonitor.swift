import Agent
import CLinux
import Glibc
import SystemFiles

/// Watches the control groups of this host.
///
/// A group is seen by inotify when its directory is made. Its first process is looked for at growing moments and then watched
/// by a pidfd, which wakes at its end: some milliseconds before the runtime removes the group. Where a kernel or a limit
/// gives less, the group's own events (version 2) and the removal of its directory remain.
package final class ControlGroupMonitor: GroupMonitor {
    package let fileDescriptor: Int32
    let hierarchies: Hierarchies
    let files: ProcessFiles
    let bounds: GroupBounds
    let budget: DescriptorBudget
    let log: Log
    /// Only groups below this path are looked for.
    let top: String
    let clock: () -> MonotonicTime

    var tree: WatchedTree
    var reader: CounterReader
    var groups: [Int: Group] = [:]
    var paths: [String: Int] = [:]
    /// The directories of groups that have ended, by inode, as long as they are there.
    var leftovers: [String: UInt64] = [:]
    /// The groups of watches of files of events.
    var watches: [Int32: Int] = [:]
    /// Groups that have something to do at a moment.
    var timed: Set<Int> = []
    var serviceCount = 0
    var events: [GroupEvent] = []
    var rescanDue: MonotonicTime?
    var buffer: [UInt8] = []
    private var nextNumber = 1
    private var tokens = [UInt32](repeating: 0, count: 64)

    /// All directories are looked through anew this often, for what was not told; more often where something is never told.
    static let rescanInterval = Duration.seconds(60), hurriedRescanInterval = Duration.seconds(1)
    /// A group without processes ends after this.
    static let emptyDelay = Duration.milliseconds(100)
    /// Limits and peaks are read again after this.
    static let seldomInterval = Duration.seconds(5)
    /// Runtimes set limits after they have made the group: in the first reads nothing is taken from earlier ones.
    static let earlyReads = 3
    static let inotifyToken: UInt32 = 0

    /// Opens what it watches by; groups are told of from the first `advance` on.
    package convenience init(
        _ roots: SystemRoots = SystemRoots(),
        bounds: GroupBounds = GroupBounds(),
        log: Log,
        clock: @escaping () -> MonotonicTime = MonotonicTime.now
    ) throws(GroupsUnavailable) {
        guard let hierarchies = Hierarchies(roots) else {
            throw GroupsUnavailable(
                reason: "no control groups are mounted below \(roots.sys)/fs/cgroup",
                remedy: "mount them, or give the agent the host's /sys"
            )
        }
        try self.init(hierarchies, roots, bounds: bounds, log: log, clock: clock)
    }

    init(
        _ hierarchies: Hierarchies,
        _ roots: SystemRoots,
        bounds: GroupBounds = GroupBounds(),
        top: String = "/",
        log: Log,
        clock: @escaping () -> MonotonicTime = MonotonicTime.now
    ) throws(GroupsUnavailable) {
        self.hierarchies = hierarchies
        files = ProcessFiles(roots)
        self.bounds = bounds
        self.top = top
        self.log = log
        self.clock = clock
        tree = WatchedTree(limit: bounds.directories)
        budget = DescriptorBudget()
        reader = CounterReader(hierarchies, processorsOnline: sysconf(Int32(_SC_NPROCESSORS_ONLN)), budget)
        rescanDue = MonotonicTime()
        fileDescriptor = starling_epoll_create()
        guard fileDescriptor >= 0 else {
            throw GroupsUnavailable(reason: errnoText(errno), remedy: "raise the limit of open files")
        }
        watchInotify()
    }

    deinit { close(fileDescriptor) }

    private func watchInotify() {
        let descriptor = tree.inotify.descriptor
        guard descriptor < 0 || starling_epoll_add(fileDescriptor, descriptor, Self.inotifyToken) != 0 else { return }
        log.warning("groups that come and go are seen late: \(errnoText(errno)) (raise fs.inotify.max_user_instances)")
    }

    package var deadline: MonotonicTime? {
        if !events.isEmpty { return MonotonicTime() }
        var first = rescanDue
        for number in timed {
            guard let group = groups[number] else { continue }
            for due in [group.search?.due, group.settling?.due, group.endDue].compactMap(\.self) {
                first = min(first ?? due, due)
            }
        }
        return first
    }

    package func advance(_ now: MonotonicTime, _ take: (GroupEvent) -> Void) {
        endWoken()
        if let rescanDue, rescanDue <= now { rescan(now) }
        readChanges(now)
        for number in timed { if let group = groups[number] { advance(group, now) } }
        endWoken()
        let told = events
        events.removeAll(keepingCapacity: true)
        for event in told { take(event) }
    }

    /// Ends groups whose first process has ended: before anything else, as they are about to be removed.
    private func endWoken() {
        while true {
            let count = max(unsafe Int(starling_epoll_take(fileDescriptor, &tokens, Int32(tokens.count))), 0)
            var isWoken = false
            for token in tokens[..<count] where token != Self.inotifyToken {
                guard let group = groups[Int(token)] else { continue }
                isWoken = true
                firstProcessEnded(group)
            }
            guard isWoken else { return }
        }
    }

    private func advance(_ group: Group, _ now: MonotonicTime) {
        if let due = group.endDue, due <= now { return end(group, isComplete: group.isLastComplete) }
        if let due = group.search?.due, due <= now { look(group, now) }
        if let due = group.settling?.due, due <= now { settle(group, now) }
        if group.search == nil, group.settling == nil, group.endDue == nil { timed.remove(group.number) }
    }

    func makeNumber() -> Int {
        defer { nextNumber += 1 }
        return nextNumber
    }
}
