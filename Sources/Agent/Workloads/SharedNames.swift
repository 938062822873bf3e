/// Which running workloads have the same name: those of two runtimes may.
struct SharedNames {
    private var names: [String: String] = [:]
    private var bearers: [String: Set<String>] = [:]

    /// The name of a workload now; `nil`: it has none, or has ended.
    mutating func set(_ id: String, _ name: String?) {
        guard names[id] != name else { return }
        if let old = names[id] {
            bearers[old]?.remove(id)
            if bearers[old]?.isEmpty == true { bearers[old] = nil }
        }
        names[id] = name
        if let name { bearers[name, default: []].insert(id) }
    }

    /// Whether another one than `id` has the name.
    func isShared(_ name: String, besides id: String) -> Bool {
        guard let bearers = bearers[name] else { return false }
        return bearers.count > 1 || !bearers.contains(id)
    }
}
