import Agent
import CLinux
import Glibc

/// A workload's control group that has not ended.
final class Group {
    let number: Int
    let name: GroupName
    /// Of its directory in the watched hierarchy.
    let inode: UInt64
    var directories = GroupDirectories()
    var process: WatchedProcess?
    var network: NetworkFile?
    /// How often the network namespace is still to be looked up again: some runtimes change it after the process is known.
    var networkChecks = 2
    /// Of the last read.
    var last = GroupCounters()
    /// `last` was read when no process was left, and none has come since.
    var isLastComplete = false
    /// It has had processes.
    var isUsed = false
    /// It has a quota of processor time; not known yet is taken for it.
    var hasQuota = true
    /// When what changes seldom is read again.
    var seldomDue = MonotonicTime()
    var reads = 0
    /// Nanoseconds of processor time that the runtime's own processes used in the group before the first process.
    var preparation: UInt64 = 0
    /// The first process is known and the runtime's own have not left yet.
    var settling: Search?
    /// The search for the first process; `nil`: it is over.
    var search: Search?
    /// When it ends if no process has come until then; `nil`: it has some, or is a service.
    var endDue: MonotonicTime?
    /// Of its file of events; negative: none.
    var watch: Int32 = -1

    init(_ number: Int, _ name: GroupName, inode: UInt64) {
        self.number = number
        self.name = name
        self.inode = inode
    }

    /// A service's group stays while its processes come and go.
    var isService: Bool { name.runtime == .systemd }
}

/// A process whose end wakes the agent.
struct WatchedProcess: ~Copyable {
    let id: Int32
    let isCertain: Bool
    /// -1: the system gives none.
    let descriptor: Int32

    deinit { if descriptor >= 0 { close(descriptor) } }

    var hasEnded: Bool { descriptor >= 0 && sl_pidfd_has_ended(descriptor) != 0 }

    /// Nothing wakes at its end, but the processes of the group, `ids`, do not have it any more.
    func hasLeft(_ ids: [Int32]) -> Bool { descriptor < 0 && !ids.contains(id) }
}

/// Growing pauses between looks at a group's processes.
struct Search {
    var due: MonotonicTime
    private(set) var looks = 0

    init(_ now: MonotonicTime) { due = now }

    /// For about half a second.
    var isFresh: Bool { looks < 10 }

    /// 1, 2, 4 … 1024 ms, and then every five seconds.
    mutating func wait(_ now: MonotonicTime) {
        due = now + (looks <= 10 ? .milliseconds(1 << looks) : .seconds(5))
        looks += 1
    }
}
