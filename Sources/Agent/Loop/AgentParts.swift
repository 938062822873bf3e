/// What an agent measures with; `AgentDaemon` drives it.
package struct AgentParts {
    package var monitor: any InterfaceMonitor
    package var poller: any CounterPoller
    /// Follows containers, pods and services; `nil`: none are to be followed.
    package var workloads: WorkloadMonitor?
    /// Opens packet sampling; `nil` where it cannot be had, which the part itself has logged.
    package var makeSampler: (AgentConfiguration) -> (any PacketSampler)?

    package init(
        monitor: any InterfaceMonitor,
        poller: any CounterPoller,
        workloads: WorkloadMonitor? = nil,
        makeSampler: @escaping (AgentConfiguration) -> (any PacketSampler)?
    ) {
        self.monitor = monitor
        self.poller = poller
        self.workloads = workloads
        self.makeSampler = makeSampler
    }
}
