/// One end of a conversation.
struct Endpoint: BitwiseCopyable, Equatable, Sendable {
    /// −1: somewhere in the world.
    var node: Int32
    /// The container; −1: the node itself, or none of ours.
    var slot: Int32 = -1
    /// An IPv4 address of the world.
    var address: UInt32 = 0

    static func host(_ node: Int) -> Endpoint { Endpoint(node: Int32(node)) }
    static func world(_ address: UInt32) -> Endpoint { Endpoint(node: -1, address: address) }
    var isWorld: Bool { node < 0 }
}

/// Two ends that exchange frames for a while. When one is over, another one takes its place.
struct Conversation: BitwiseCopyable, Sendable {
    enum Encapsulation: UInt8, BitwiseCopyable, Sendable { case none, vxlan, geneve }

    /// Services of ends that have none.
    static let world: UInt16 = .max, host: UInt16 = .max - 1

    var client = Endpoint(node: -1), server = Endpoint(node: -1)
    var clientPort: UInt16 = 0, serverPort: UInt16 = 0
    var clientService = Conversation.world, serverService = Conversation.world
    var kind = TrafficKind.call
    var encapsulation = Encapsulation.none
    var isIPv6 = false
    /// Each exchange has a port of its own.
    var changesPort = false
    /// Frames of the storage network have a VLAN tag on the links of nodes.
    var isTagged = false
    /// The spine that frames to the server take, and those to the client.
    var spine: UInt8 = 0, spineBack: UInt8 = 0
    /// Port of the nodes.
    var nodePort: UInt8 = 0
    /// Of the overlay; it says what the inner frame belongs to.
    var network: UInt32 = 0
    /// Its streams: among the large ones, and among the small ones.
    var large: Int32 = 0, small: Int32 = 0
    var largeCount: UInt8 = 0, smallCount: UInt8 = 0
    /// Of the random numbers that its frames have.
    var salt: UInt32 = 0

    var isLocal: Bool { client.node == server.node && !client.isWorld }
}

/// Frames of one length in one direction of a conversation.
struct Stream: BitwiseCopyable, Sendable {
    /// How its rate goes beside the load of its service.
    enum Pattern: UInt8, BitwiseCopyable, Sendable { case steady, bursts, collective }

    var conversation: Int32
    /// Which of the forms of its kind it has.
    var form: UInt8
    var isForward: Bool
    var pattern = Pattern.steady
    /// The namespace whose load it follows.
    var load: UInt8 = 0
    /// Bytes of a frame with its check sequence, without a VLAN tag.
    var length: UInt16 = 64
    /// Bytes behind the transport header.
    var payload: UInt16 = 0
    /// Frames a tick at a load of 1, and what is left of one.
    var rate: Float = 0, due: Float = 0
    /// Frames since the conversation began, those that its containers have counted, and those that have been told of.
    var sent: UInt32 = 0, counted: UInt32 = 0, told: UInt32 = 0
}
