import JSON

/// What a runtime adds to a status that is asked for verbosely: JSON of its own, of which containerd and CRI-O share these.
struct RuntimeInfo: Hashable, Sendable {
    var processID: Int32?
    var sandboxID: String?
    /// What the container's NVIDIA_VISIBLE_DEVICES names.
    var gpus: [String] = []

    /// Nothing is known where the text is no such JSON, or is longer than what any specification of a container takes.
    init(_ info: [String: String]) {
        guard let text = info["info"], let value = try? JSONValue(text, limits: Self.limits) else { return }
        if case .number(let number)? = value["pid"], number >= 1, number <= Double(Int32.max) {
            processID = Int32(number)
        }
        if case .string(let id)? = value["sandboxID"], !id.isEmpty { sandboxID = id }
        gpus = Self.gpus(value["runtimeSpec"]?["process"]?["env"])
    }

    private static let limits = JSONLimits(bytes: 4 << 20)

    private static func gpus(_ environment: JSONValue?) -> [String] {
        guard case .array(let variables)? = environment else { return [] }
        for case .string(let variable) in variables where variable.hasPrefix("NVIDIA_VISIBLE_DEVICES=") {
            let devices = variable.split(separator: "=", maxSplits: 1).dropFirst().first ?? ""
            let names = devices.split(separator: ",").map(String.init)
            return names == ["none"] || names == ["void"] ? [] : names
        }
        return []
    }
}
