/// What a simulated cluster is to be.
package struct SimulationOptions: Sendable {
    /// The most nodes, and containers on one of them.
    package static let maximumNodes = 50_000, maximumContainers = 120
    /// The longest time that can be simulated: seconds.
    package static let maximumSeconds = 400_000_000

    package var nodes = 180
    /// Containers on a node: some come and go.
    package var containers = 20
    /// Everything random follows from it.
    package var seed: UInt64 = 1
    /// When the simulation begins: milliseconds since 1970.
    package var start: Int64 = 1_767_261_600_000
    /// One packet in so many is sampled; `nil`: 1000, or whatever gives `samplesPerSecond`.
    package var sampling: Int?
    /// About how many packets are sampled a second by all agents together; `nil`: as many as there are.
    package var samplesPerSecond: Double?
    /// Seconds between the counters of a data source.
    package var polling = 30
    /// Seconds between reports of what really happened; `nil`: there are none.
    package var truthInterval: Int?
    /// How many of the largest flows such a report has for each view.
    package var truthFlows = 200

    package init() {}

    /// What cannot be, as a line for the user.
    package var problem: String? {
        if !(1...Self.maximumNodes).contains(nodes) {
            return "there can be 1 to \(Self.maximumNodes) nodes, not \(nodes)"
        }
        if !(0...Self.maximumContainers).contains(containers) {
            return "there can be 0 to \(Self.maximumContainers) containers on a node, not \(containers)"
        }
        if let sampling, !(1...10_000_000).contains(sampling) {
            return "one packet in 1 to 10000000 can be sampled, not in \(sampling)"
        }
        if let rate = samplesPerSecond, !(rate >= 1 && rate <= 100_000_000) {
            return "there can be 1 to 100000000 samples a second"
        }
        if !(1...300).contains(polling) { return "counters can come every 1 to 300 seconds, not every \(polling)" }
        if let truthInterval, !(1...86_400).contains(truthInterval) {
            return "the truth can be told every 1 to 86400 seconds, not every \(truthInterval)"
        }
        return nil
    }
}
