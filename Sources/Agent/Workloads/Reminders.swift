/// The moments at which workloads are to be looked at although nothing is told of them.
struct Reminders {
    private var moments: [String: MonotonicTime] = [:]
    /// None is earlier; that of one that was withdrawn may stand here until it has passed.
    private(set) var earliest: MonotonicTime?

    subscript(id: String) -> MonotonicTime? {
        get { moments[id] }
        set {
            moments[id] = newValue
            if let newValue { earliest = min(earliest ?? newValue, newValue) }
        }
    }

    /// Those whose moment has come, each once.
    mutating func takeDue(_ now: MonotonicTime) -> [String] {
        guard let moment = earliest, moment <= now else { return [] }
        let due = moments.filter { $0.value <= now }.map(\.key)
        for id in due { moments[id] = nil }
        earliest = moments.values.min()
        return due
    }
}
