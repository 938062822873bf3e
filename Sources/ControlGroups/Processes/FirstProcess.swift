/// Which process of a container's group is its first: the one whose end is the container's.
struct FirstProcess: Equatable {
    var id: Int32
    /// It cannot be one of a runtime that is only preparing the container.
    var isCertain: Bool

    /// An age from which on a process is not a runtime's that prepares a container, in ticks.
    static let settledTicks: UInt64 = 1000

    /// Chooses among `processes`, all that the group has; `nil`: it has not come yet, or cannot be told from the runtime's.
    ///
    /// It is started from outside of the group, in mostly a PID namespace of its own. `guesses`: also a young process that only looks like it may be taken.
    static func choose(_ processes: [ProcessFacts], nowTicks: UInt64, guesses: Bool) -> FirstProcess? {
        let ids = Set(processes.map(\.id))
        let possible = processes.filter { !$0.isEarlierStage }
        let started = possible.filter { !ids.contains($0.parent) }
        let roots = started.isEmpty ? possible : started
        if let first = oldest(roots.filter(\.isInit)) ?? oldest(roots.filter(\.isLastStage)) {
            return FirstProcess(id: first.id, isCertain: true)
        }
        let settled = roots.filter { $0.startTicks + settledTicks <= nowTicks }
        if let first = oldest(settled) { return FirstProcess(id: first.id, isCertain: true) }
        guard guesses, let first = oldest(roots.filter { !$0.isNamedAsRuntime }) else { return nil }
        return FirstProcess(id: first.id, isCertain: false)
    }

    private static func oldest(_ processes: [ProcessFacts]) -> ProcessFacts? {
        processes.min { ($0.startTicks, $0.id) < ($1.startTicks, $1.id) }
    }
}
