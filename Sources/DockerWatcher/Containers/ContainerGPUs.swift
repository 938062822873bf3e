import JSON

/// The GPUs that a container was given, from what `inspect` says of it.
enum ContainerGPUs {
    static let maximumCount = 64

    static func identifiers(_ container: JSONValue) -> [String] {
        let host = container["HostConfig"]
        var found = requests(host?["DeviceRequests"]) + devices(host?["Devices"])
        if found.isEmpty, takesEnvironment(host?["Runtime"]?.text) { found = environment(container["Config"]?["Env"]) }
        var seen: Set<String> = []
        return Array(
            found.filter { !$0.isEmpty && $0.utf8.count <= 96 && seen.insert($0).inserted }.prefix(maximumCount)
        )
    }

    /// `docker run --gpus`: by identifiers, or the first so many, or all (-1).
    private static func requests(_ list: JSONValue?) -> [String] {
        list.elements.flatMap { request -> [String] in
            let identifiers = request["DeviceIDs"].elements.compactMap(\.text)
            if request["Driver"]?.text == "cdi" { return identifiers.compactMap(containerDeviceInterface) }
            let capabilities = request["Capabilities"].elements.flatMap { Optional($0).elements }
            guard capabilities.contains(.string("gpu")) || request["Driver"]?.text == "nvidia" else { return [] }
            if !identifiers.isEmpty { return identifiers.map { containerDeviceInterface($0) ?? $0 } }
            let count = Int(request["Count"]?.coercedNumber ?? 0, within: -1...maximumCount)
            return count == -1 ? ["all"] : (0..<count).map { "\($0)" }
        }
    }

    /// `nvidia.com/gpu=0`
    private static func containerDeviceInterface(_ name: String) -> String? {
        let prefix = "nvidia.com/gpu="
        return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }

    /// `/dev/nvidia0`
    private static func devices(_ list: JSONValue?) -> [String] {
        let prefix = "/dev/nvidia"
        return list.elements.compactMap { device in
            guard let path = device["PathOnHost"]?.text, path.hasPrefix(prefix) else { return nil }
            let index = path.dropFirst(prefix.count)
            return !index.isEmpty && index.utf8.count <= 4 && index.utf8.allSatisfy(isDigit) ? String(index) : nil
        }
    }

    /// Images name GPUs in their environment whether or not a container gets them: runtimes that know nothing of it give none.
    private static func takesEnvironment(_ runtime: String?) -> Bool {
        !["runc", "crun", "runsc", "io.containerd.runc.v2", ""].contains(runtime ?? "")
    }

    /// `NVIDIA_VISIBLE_DEVICES=0,1`
    private static func environment(_ list: JSONValue?) -> [String] {
        let prefix = "NVIDIA_VISIBLE_DEVICES="
        guard
            let value = list.elements.compactMap(\.text).last(where: { $0.hasPrefix(prefix) })?.dropFirst(prefix.count)
        else { return [] }
        let names = value.split(separator: ",").map(String.init)
        return names == ["none"] || names == ["void"] ? [] : names.map { containerDeviceInterface($0) ?? $0 }
    }
}

extension JSONValue {
    /// Of a string.
    var text: String? { if case .string(let text) = self { text } else { nil } }
}

extension JSONValue? {
    /// Of an array; none of anything else.
    var elements: [JSONValue] { if case .array(let elements)? = self { elements } else { [] } }

    /// Of an object; none of anything else.
    var members: [JSONMember] { if case .object(let members)? = self { members } else { [] } }
}

extension Int {
    /// `number` without its fraction, or the nearer end of `range`.
    init(_ number: Double, within range: ClosedRange<Int>) {
        self =
            number.isNaN
            ? range.lowerBound : Int(Swift.min(Swift.max(number, Double(range.lowerBound)), Double(range.upperBound)))
    }
}
