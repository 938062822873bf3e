/// What a runtime tells of its workloads.
package enum RuntimeEvent: Sendable {
    /// Everything that there is now, ended ones that still have a name included: after each connection, and from time to
    /// time. Whatever of this runtime is not in it is gone.
    case listed([WorkloadDescription])
    /// One workload, new or changed, or the answer to `describe`.
    case described(WorkloadDescription)
    /// The runtime does not know the workload that `describe` asked about.
    case unknown(id: String)
    /// Its first process runs. `at` is in milliseconds since 1970.
    case started(id: String, at: Int64?)
    case paused(id: String)
    case resumed(id: String)
    /// The kernel ended a process of it for want of memory.
    case outOfMemory(id: String)
    case ended(id: String, exitCode: Int32?, at: Int64?)
    /// The runtime has forgotten it.
    case removed(id: String)
}

/// A client of a container runtime: read calls only. It belongs to the agent's one thread, never blocks, and goes on for
/// ever: where the runtime is not there or does not answer, it tries again with growing pauses and lists anew.
package protocol RuntimeWatcher: AnyObject {
    var runtime: Runtime { get }
    /// False once an attempt to reach the runtime has failed, until one succeeds.
    var isReachable: Bool { get }
    /// Readable when `advance` has something to do.
    var fileDescriptor: Int32 { get }
    /// When `advance` is to be called although nothing is readable; `nil`: not before.
    var deadline: MonotonicTime? { get }
    /// Does what is to be done and hands on what the runtime told.
    func advance(_ now: MonotonicTime, _ take: (RuntimeEvent) -> Void)
    /// Asks for a workload that was seen elsewhere; answered by `described` or `unknown`, or by nothing while the runtime is
    /// away. The next `advance` sends the question.
    func describe(_ id: String)
}
