/// What a node's agent counts beside its ports and containers.
struct NodeState: BitwiseCopyable, Sendable {
    var hostSequence: UInt32 = 0
    /// The tick up to which all is accounted.
    var accounted: UInt32 = 0
    /// Milliseconds of processor time.
    var user: UInt64 = 0, system: UInt64 = 0, idle: UInt64 = 0, waiting: UInt64 = 0, interrupts: UInt64 = 0
    /// What its containers had used by then, in nanoseconds, of those that have ended as well.
    var containerTime: UInt64 = 0
    var bytesRead: UInt64 = 0, bytesWritten: UInt64 = 0
    var gpuTime: UInt64 = 0, energy: UInt64 = 0
    /// Averages of running processes.
    var loadOne: Float = 1, loadFive: Float = 1, loadFifteen: Float = 1
}
