import FlowTables
import SFlow
import Topology

/// Which data sources of a flow make an answer, and how they become one.
package enum FlowMerge: String, CaseIterable, Sendable {
    /// The largest observation of each key: a packet that several data sources saw counts once.
    case max
    /// All of them together: right where no packet is seen by two.
    case sum
    /// The ports at the edge of the topology together: each packet comes into the network at one of them.
    case edge
    /// The largest observation on a link of the topology: a packet is seen on each link of its path.
    case core
    /// The data sources of an agent together, since a packet comes into a device at one port; of several agents the largest.
    case agent

    /// From `aggMode`, in upper or lower case.
    package init?(name: String) { self.init(rawValue: name.lowercased()) }

    /// Whether a data source whose port belongs to `part` of the topology contributes.
    func takes(_ part: @autoclosure () -> ResolvedTopology.Part?) -> Bool {
        switch self {
        case .max, .sum, .agent: true
        case .edge: part() == .edge
        case .core: part() == .core
        }
    }

    /// How data sources of one agent, or of all, are merged.
    var mode: FlowMerger.Mode {
        switch self {
        case .max, .core: .max
        case .sum, .edge, .agent: .sum
        }
    }
}
