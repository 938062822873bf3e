import Agent

/// Where a list differed from what events had told. The event that explains it may still be on its way.
struct Differences {
    private var changed: Set<String> = [], missing: Set<String> = []
    /// Those that are inspected because no event came.
    private var verified: Set<String> = []
    private(set) var deadline: MonotonicTime?

    init(verified: Set<String> = []) { self.verified = verified }

    mutating func begin(_ findings: ContainerTable.Findings, until moment: MonotonicTime) {
        guard !(findings.changed.isEmpty && findings.missing.isEmpty) else { return }
        changed.formUnion(findings.changed)
        missing.formUnion(findings.missing)
        deadline = deadline ?? moment
    }

    /// An event told of it.
    mutating func explained(_ id: String) {
        changed.remove(id)
        missing.remove(id)
        verified.remove(id)
    }

    /// Those that were not explained in time, once.
    mutating func takeOpen(_ now: MonotonicTime) -> ContainerTable.Findings? {
        guard let deadline, deadline <= now else { return nil }
        defer { self = Differences(verified: missing) }
        return ContainerTable.Findings(missing: Array(missing), changed: Array(changed))
    }

    /// Whether `id`, which was inspected, was one that no event explained.
    mutating func verify(_ id: String) -> Bool { verified.remove(id) != nil }
}
