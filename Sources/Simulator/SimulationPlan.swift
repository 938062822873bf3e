import Simulation

/// What is to be simulated, how fast, and where it goes.
package struct SimulationPlan: Sendable {
    /// Where datagrams go.
    package enum Destination: Equatable, Sendable {
        /// An address or a name, and a UDP port.
        case collector(host: String, port: UInt16)
        /// A capture file; `-` is standard output.
        case capture(String)
    }

    package var options = SimulationOptions()
    package var destination = Destination.collector(host: "127.0.0.1", port: 6343)
    /// How many times faster than the clock time goes; `nil`: as fast as datagrams are taken.
    package var speed: Double? = 1
    /// Simulated seconds; `nil`: until a signal comes.
    package var duration: Double?
    /// The files of the truth and of the topology; `-` is standard output.
    package var truthPath: String?
    package var topologyPath: String?
    /// Standard error is a terminal, which shows how it goes.
    package var showsProgress = false

    package init() {}
}
