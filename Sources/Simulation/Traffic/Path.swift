/// One device that a frame passes, and by which of its ports.
struct Hop: BitwiseCopyable, Sendable {
    var agent: Int32
    /// Ports among all; −1: the device itself.
    var input: Int32
    var output: Int32
    /// The devices at the ends of the link on which it is seen; −1: somebody else's.
    var sender: Int32
    var receiver: Int32
    /// Routers that it has passed before.
    var hops: UInt8
    /// The link is a node's.
    var isAtNode: Bool
}

/// The devices that a frame passes, in their order: at most five.
struct Path: ~Copyable {
    private let hops = Table(
        repeating: Hop(agent: 0, input: 0, output: 0, sender: 0, receiver: 0, hops: 0, isAtNode: false),
        count: 5
    )
    private(set) var count = 0

    subscript(index: Int) -> Hop { @inline(__always) get { hops[index] } }

    /// The way of a conversation's frames in one direction; none where they stay in their node.
    @inline(__always)
    mutating func lead(_ conversation: Conversation, forward: Bool, in fabric: Fabric) {
        count = 0
        if conversation.isLocal { return }
        let from = Int(forward ? conversation.client.node : conversation.server.node)
        let to = Int(forward ? conversation.server.node : conversation.client.node)
        let spine = Int(forward ? conversation.spine : conversation.spineBack), nic = Int(conversation.nodePort)
        let outside = fabric.worldPort(Int(conversation.client.address ^ conversation.server.address) & 1)
        let entry = from >= 0 ? fabric.leafPort(toNode: from, nic) : outside
        let exit = to >= 0 ? fabric.leafPort(toNode: to, nic) : outside
        let first = fabric.rack(ofNode: from), last = fabric.rack(ofNode: to)
        if from >= 0 { add(from, -1, fabric.nodePort(from, nic), from, fabric.leaf(first), 0, true) }
        if first == last {
            add(fabric.leaf(first), entry, exit, from, fabric.leaf(first), 0, from >= 0)
        } else {
            let up = fabric.leafPort(ofRack: first, toSpine: spine), switchAgent = fabric.spine(spine)
            let down = fabric.leafPort(ofRack: last, toSpine: spine)
            let inner = fabric.spinePort(spine, toRack: first), outer = fabric.spinePort(spine, toRack: last)
            add(fabric.leaf(first), entry, up, from, fabric.leaf(first), 0, from >= 0)
            add(switchAgent, inner, outer, fabric.leaf(first), switchAgent, 1, false)
            add(fabric.leaf(last), down, exit, switchAgent, fabric.leaf(last), 2, false)
        }
        if to >= 0 { add(to, fabric.nodePort(to, nic), -1, fabric.leaf(last), to, first == last ? 1 : 3, true) }
    }

    @inline(__always)
    private mutating func add(
        _ agent: Int,
        _ input: Int,
        _ output: Int,
        _ sender: Int,
        _ receiver: Int,
        _ hopCount: UInt8,
        _ isAtNode: Bool
    ) {
        hops[count] = Hop(
            agent: Int32(truncatingIfNeeded: agent),
            input: Int32(truncatingIfNeeded: input),
            output: Int32(truncatingIfNeeded: output),
            sender: Int32(truncatingIfNeeded: sender),
            receiver: Int32(truncatingIfNeeded: receiver),
            hops: hopCount,
            isAtNode: isAtNode
        )
        count += 1
    }
}
