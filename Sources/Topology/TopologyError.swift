/// Why a description is no topology, and where.
package struct TopologyError: Error, Hashable, Sendable {
    /// The path of what is wrong: `links.uplink.port1`.
    package var place: String
    /// What is wrong with it: `is missing`.
    package var problem: String
    /// Where its value begins: bytes from the start of the text.
    package var position: Int?
}

extension TopologyError: CustomStringConvertible {
    /// `links.uplink.port1 is missing`
    package var description: String { "\(place) \(problem)" }
}
