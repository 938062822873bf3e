import Agent
import JSON

/// Something that happened to a container.
struct ContainerEvent: Equatable {
    enum Kind: Equatable {
        case created, started, paused, resumed, outOfMemory, renamed, removed
        case ended(exitCode: Int32?)
        /// It was connected to a network, or disconnected from one.
        case networked
    }

    var kind: Kind
    var id: String
    /// Milliseconds since 1970.
    var at: Int64?
    /// What an event says besides: name, image and labels. Empty where it is about a network.
    var name = ""
    var image = ""
    var labels: [String: String] = [:]
}

extension ContainerEvent {
    /// What the engine adds to the labels among the attributes.
    private static let attributes: Set = [
        "container", "containerExitCode", "execDuration", "execID", "exitCode", "image", "name", "oldName", "podId",
        "signal",
    ]

    /// An event as the engine sends it. `nil`: one of those that change nothing here. Throws where it says neither what
    /// happened nor to whom.
    init?(_ value: JSONValue) throws(UnreadableEvent) {
        guard let action = (value["Action"] ?? value["status"])?.text else { throw UnreadableEvent() }
        let actor = value["Actor"], attributes = actor?["Attributes"]
        let isNetwork = value["Type"]?.text == "network"
        guard let kind = Self.kind(action, attributes, isNetwork: isNetwork) else { return nil }
        // Docker's events of networks have the network's identifier there, podman's the container's.
        let id = (isNetwork ? attributes?["container"] : nil) ?? actor?["ID"] ?? value["id"]
        guard let id = id?.text, EngineRequest.isIdentifier(id) else { throw UnreadableEvent() }
        self.init(kind: kind, id: id, at: Self.time(value))
        guard !isNetwork else { return }
        name = plainName(attributes?["name"]?.text ?? "")
        image = bounded(attributes?["image"]?.text ?? value["from"]?.text)
        labels = ContainerLabels.kept(attributes.members, except: Self.attributes)
    }

    private static func kind(_ action: String, _ attributes: JSONValue?, isNetwork: Bool) -> Kind? {
        if isNetwork { return action == "connect" || action == "disconnect" ? .networked : nil }
        switch action {
        case "create": return .created
        case "start": return .started
        case "pause": return .paused
        case "unpause": return .resumed
        case "oom": return .outOfMemory
        case "rename": return .renamed
        case "destroy", "remove": return .removed
        case "die", "died":
            let code = attributes?["exitCode"] ?? attributes?["containerExitCode"]
            return .ended(exitCode: code?.coercedNumber.flatMap { Int32(exactly: $0) })
        default: return nil
        }
    }

    private static func time(_ value: JSONValue) -> Int64? {
        if let nanoseconds = value["timeNano"]?.coercedNumber, nanoseconds > 0 {
            return Int64(exactly: (nanoseconds / 1e6).rounded(.down))
        }
        return value["time"]?.coercedNumber.flatMap { $0 > 0 ? Int64(exactly: ($0 * 1000).rounded(.down)) : nil }
    }

    /// What is known of the container by this alone.
    func description(runtime: Runtime) -> WorkloadDescription {
        var container = WorkloadDescription(id: id, kind: .container, runtime: runtime)
        (container.name, container.image, container.labels) = (name, image, labels)
        return container
    }
}

/// An event that cannot be understood.
struct UnreadableEvent: Error {}
