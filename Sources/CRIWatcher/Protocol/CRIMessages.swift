import Protobuf

// The messages of cri.proto, field by field.

struct Empty: ProtobufMessage {
    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {}
}

struct VersionResponse: ProtobufMessage {
    var runtimeName = ""
    var runtimeVersion = ""

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(2, &runtimeName)
        try visitor.string(3, &runtimeVersion)
    }
}

struct ListPodSandboxResponse: ProtobufMessage {
    var items: [PodSandbox] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.messages(1, &items)
    }
}

struct PodSandbox: ProtobufMessage {
    var id = ""
    var state: Int32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
        try visitor.int32(3, &state)
    }
}

/// A request for the status of a sandbox or a container: both have the same fields.
struct StatusRequest: ProtobufMessage {
    var id = ""
    var verbose = false

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
        try visitor.bool(2, &verbose)
    }
}

struct PodSandboxStatusResponse: ProtobufMessage {
    var status = PodSandboxStatus()
    var info: [String: String] = [:]

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(1, &status)
        try visitor.map(2, &info)
    }
}

struct PodSandboxStatus: ProtobufMessage {
    var id = ""
    var metadata = PodSandboxMetadata()
    var state: Int32 = 0
    var createdAt: Int64 = 0
    var network = PodSandboxNetworkStatus()
    var linux = LinuxPodSandboxStatus()
    var labels: [String: String] = [:]

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
        try visitor.message(2, &metadata)
        try visitor.int32(3, &state)
        try visitor.int64(4, &createdAt)
        try visitor.message(5, &network)
        try visitor.message(6, &linux)
        try visitor.map(7, &labels)
    }
}

struct PodSandboxMetadata: ProtobufMessage {
    var name = ""
    var uid = ""
    var namespace = ""
    var attempt: UInt32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &name)
        try visitor.string(2, &uid)
        try visitor.string(3, &namespace)
        try visitor.uint32(4, &attempt)
    }
}

struct PodSandboxNetworkStatus: ProtobufMessage {
    var ip = ""
    var additional: [PodIP] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &ip)
        try visitor.messages(2, &additional)
    }
}

struct PodIP: ProtobufMessage {
    var ip = ""

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &ip)
    }
}

struct LinuxPodSandboxStatus: ProtobufMessage {
    var namespaces = Namespace()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(1, &namespaces)
    }
}

struct Namespace: ProtobufMessage {
    var options = NamespaceOption()

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(2, &options)
    }
}

struct NamespaceOption: ProtobufMessage {
    var network: Int32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.int32(1, &network)
    }
}

struct ListContainersResponse: ProtobufMessage {
    var containers: [ListedContainer] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.messages(1, &containers)
    }
}

/// `Container` of cri.proto.
struct ListedContainer: ProtobufMessage {
    var id = ""
    var podSandboxID = ""
    var state: Int32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
        try visitor.string(2, &podSandboxID)
        try visitor.int32(6, &state)
    }
}

struct ContainerStatusResponse: ProtobufMessage {
    var status = ContainerStatus()
    var info: [String: String] = [:]

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.message(1, &status)
        try visitor.map(2, &info)
    }
}

struct ContainerStatus: ProtobufMessage {
    var id = ""
    var metadata = ContainerMetadata()
    var state: Int32 = 0
    var createdAt: Int64 = 0
    var startedAt: Int64 = 0
    var finishedAt: Int64 = 0
    var exitCode: Int32 = 0
    var image = ImageSpec()
    var imageRef = ""
    var reason = ""
    var labels: [String: String] = [:]

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &id)
        try visitor.message(2, &metadata)
        try visitor.int32(3, &state)
        try visitor.int64(4, &createdAt)
        try visitor.int64(5, &startedAt)
        try visitor.int64(6, &finishedAt)
        try visitor.int32(7, &exitCode)
        try visitor.message(8, &image)
        try visitor.string(9, &imageRef)
        try visitor.string(10, &reason)
        try visitor.map(12, &labels)
    }
}

struct ContainerMetadata: ProtobufMessage {
    var name = ""
    var attempt: UInt32 = 0

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &name)
        try visitor.uint32(2, &attempt)
    }
}

struct ImageSpec: ProtobufMessage {
    var image = ""
    var userSpecifiedImage = ""

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &image)
        try visitor.string(18, &userSpecifiedImage)
    }
}

struct ContainerEventResponse: ProtobufMessage {
    var containerID = ""
    var type: Int32 = 0
    var createdAt: Int64 = 0
    var podSandboxStatus = PodSandboxStatus()
    var containersStatuses: [ContainerStatus] = []

    init() {}

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &containerID)
        try visitor.int32(2, &type)
        try visitor.int64(3, &createdAt)
        try visitor.message(4, &podSandboxStatus)
        try visitor.messages(5, &containersStatuses)
    }
}
