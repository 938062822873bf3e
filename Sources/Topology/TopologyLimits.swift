/// How large a topology may be.
package struct TopologyLimits: Hashable, Sendable {
    package var nodes = 20_000
    package var links = 200_000
    /// Ports that are declared, over all nodes.
    package var ports = 200_000
    /// Tags of one thing.
    package var tags = 32
    /// Bytes of a name, and of any other text.
    package var text = 255

    package init() {}
}
