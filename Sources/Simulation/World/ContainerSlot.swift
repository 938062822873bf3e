/// The place of a container on its node: one container after the other has it.
struct ContainerSlot: BitwiseCopyable, Sendable {
    var isRunning = false
    /// Which one it is by now.
    var generation: UInt32 = 0
    /// Milliseconds since 1970.
    var started: Int64 = 0
    /// Indices of its data sources; a container of Docker has no pod.
    var podSource: UInt32 = 0, containerSource: UInt32 = 0
    var podSequence: UInt32 = 0, containerSequence: UInt32 = 0
    /// The tick at which its names were last sent.
    var named: UInt32 = 0
    /// Nanoseconds of processor time up to `accounted`.
    var processorTime: UInt64 = 0
    var accounted: UInt32 = 0
    /// Processors that it uses at a load of 1.
    var appetite: Float = 0
    var memory: UInt64 = 0
    /// Milliseconds in which its GPUs computed.
    var gpuTime: UInt64 = 0
}
