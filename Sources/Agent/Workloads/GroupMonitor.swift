/// A control group that belongs to a workload, as its path tells.
package struct GroupName: Hashable, Sendable {
    /// By the form of the directory's name; `nil` where that says nothing of the runtime.
    package var runtime: Runtime?
    /// The workload's `WorkloadDescription.id`: of a service the name of its unit.
    package var id: String
    /// Of a container below a pod's group.
    package var podUID: String?
    /// Below the hierarchy's root, with a leading `/`.
    package var path: String

    package init(runtime: Runtime? = nil, id: String, podUID: String? = nil, path: String) {
        self.runtime = runtime
        self.id = id
        self.podUID = podUID
        self.path = path
    }
}

/// What the kernel tells of the groups of workloads. Groups are told apart by numbers that are not used again.
package enum GroupEvent: Sendable {
    case appeared(Int, GroupName)
    /// Its first process is known and is watched from now on. It may come again with another one, where what seemed to be the
    /// first was only preparing the container; of a service it never comes.
    case running(Int, processID: Int32)
    /// It has ended. `isComplete`: the counters were read after the end of its first process, or of the last one; else they are
    /// those of the last read before, or empty.
    case ended(Int, GroupCounters, isComplete: Bool)
}

/// Finds the control groups of workloads as they are made, and reads what the kernel counts for them, the last time when the
/// first process has ended, before the group is removed.
package protocol GroupMonitor: AnyObject {
    /// Readable when `advance` has something to do, which then is urgent: a group lives a few milliseconds longer than its
    /// first process.
    var fileDescriptor: Int32 { get }
    var deadline: MonotonicTime? { get }
    func advance(_ now: MonotonicTime, _ take: (GroupEvent) -> Void)
    /// Reads the counters of a group that has not ended.
    func read(_ group: Int) throws(PollError) -> GroupCounters
    /// Finds the group of a process that a runtime named, where no event told of it. `appeared` and `running` then follow
    /// from the next `advance`.
    func adopt(processID: Int32, id: String)
}
