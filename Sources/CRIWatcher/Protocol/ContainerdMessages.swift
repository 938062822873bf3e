import Protobuf

// The messages of containerd.proto, field by field.

struct SubscribeRequest: ProtobufMessage {
    var filters: [String] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.strings(1, &filters)
    }
}

struct Envelope: ProtobufMessage {
    var timestamp = Timestamp()
    var namespace = ""
    var topic = ""
    var event = AnyMessage()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(1, &timestamp)
        try visitor.string(2, &namespace)
        try visitor.string(3, &topic)
        try visitor.message(4, &event)
    }
}

struct Timestamp: ProtobufMessage {
    var seconds: Int64 = 0
    var nanos: Int32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.int64(1, &seconds)
        try visitor.int32(2, &nanos)
    }

    /// Since 1970; `nil` where none is given, or none that can be.
    var milliseconds: Int64? {
        guard seconds > 0, seconds < 1 << 40, nanos >= 0, nanos < 1_000_000_000 else { return nil }
        return seconds * 1000 + Int64(nanos / 1_000_000)
    }
}

/// `Any` of containerd.proto.
struct AnyMessage: ProtobufMessage {
    var typeURL = ""
    var value: [UInt8] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &typeURL)
        try visitor.bytes(2, &value)
    }
}

struct TaskStart: ProtobufMessage {
    var containerID = ""
    var pid: UInt32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &containerID)
        try visitor.uint32(2, &pid)
    }
}

struct TaskExit: ProtobufMessage {
    var containerID = ""
    var id = ""
    var pid: UInt32 = 0
    var exitStatus: UInt32 = 0
    var exitedAt = Timestamp()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &containerID)
        try visitor.string(2, &id)
        try visitor.uint32(3, &pid)
        try visitor.uint32(4, &exitStatus)
        try visitor.message(5, &exitedAt)
    }
}

/// The requests and events whose only field is the name of a container, or of which only that matters.
struct ContainerID: ProtobufMessage {
    var id = ""

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
    }
}

struct ListNamespacesResponse: ProtobufMessage {
    /// Entries of which the name alone matters, which has the number of `ContainerID`'s.
    var namespaces: [ContainerID] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.messages(1, &namespaces)
    }
}

struct ListPlainContainersResponse: ProtobufMessage {
    var containers: [PlainContainer] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.messages(1, &containers)
    }
}

struct GetPlainContainerResponse: ProtobufMessage {
    var container = PlainContainer()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(1, &container)
    }
}

/// `Container` of containerd.proto.
struct PlainContainer: ProtobufMessage {
    var id = ""
    var labels: [String: String] = [:]
    var image = ""
    var createdAt = Timestamp()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
        try visitor.map(2, &labels)
        try visitor.string(3, &image)
        try visitor.message(8, &createdAt)
    }
}

struct ListTasksResponse: ProtobufMessage {
    var tasks: [TaskProcess] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.messages(1, &tasks)
    }
}

struct GetTaskResponse: ProtobufMessage {
    var process = TaskProcess()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(1, &process)
    }
}

/// `Process` of containerd.proto.
struct TaskProcess: ProtobufMessage {
    var containerID = ""
    var id = ""
    var pid: UInt32 = 0
    var status: Int32 = 0
    var exitStatus: UInt32 = 0
    var exitedAt = Timestamp()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &containerID)
        try visitor.string(2, &id)
        try visitor.uint32(3, &pid)
        try visitor.int32(4, &status)
        try visitor.uint32(9, &exitStatus)
        try visitor.message(10, &exitedAt)
    }
}
