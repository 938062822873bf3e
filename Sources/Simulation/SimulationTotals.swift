/// What a simulation has made.
package struct SimulationTotals: Equatable, Sendable {
    package var datagrams: UInt64 = 0
    package var bytes: UInt64 = 0
    package var flowSamples: UInt64 = 0
    /// Counters, and metrics of workloads.
    package var counterSamples: UInt64 = 0
    package var drops: UInt64 = 0
    /// Containers that have started and ended.
    package var started: UInt64 = 0
    package var ended: UInt64 = 0

    package init() {}

    package var samples: UInt64 { flowSamples + counterSamples + drops }
}
