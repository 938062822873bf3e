import Agent

/// The containers that are to be inspected: those that something happened to at once, the others slowly, so that the first
/// look at hundreds does not keep the engine from its work.
struct InspectQueue {
    struct Question: Equatable {
        var id: String
        var isAsked: Bool
    }

    static let maximumCount = 8192

    /// Between two that are not urgent.
    let pace: Duration
    /// By identifier; whether somebody asked for it.
    private var waiting: [String: Bool] = [:]
    private var urgent = Line(), others = Line()
    private var nextOther = MonotonicTime()

    init(pace: Duration) { self.pace = pace }

    /// Those that come first to be served; an identifier may be in it although it no longer waits.
    private struct Line {
        var names: [String] = []
        var head = 0

        mutating func removeFirst() -> String? {
            guard head < names.count else { return nil }
            defer {
                head += 1
                if head == names.count {
                    (names, head) = ([], 0)
                } else if head >= 256, head * 2 > names.count {
                    names.removeFirst(head)
                    head = 0
                }
            }
            return names[head]
        }

        /// Beyond twice the limit, most names in it no longer wait.
        mutating func append(_ name: String) {
            if names.count - head < 2 * InspectQueue.maximumCount { names.append(name) }
        }

        var isEmpty: Bool { head == names.count }
    }

    var count: Int { waiting.count }

    /// When there is something to take; `nil`: never.
    var deadline: MonotonicTime? {
        if !urgent.isEmpty { return MonotonicTime() }
        return others.isEmpty ? nil : nextOther
    }

    mutating func add(_ id: String, isUrgent: Bool, isAsked: Bool = false) {
        let isNew = waiting[id] == nil
        guard !isNew || waiting.count < Self.maximumCount else { return }
        waiting[id] = (waiting[id] ?? false) || isAsked
        if isUrgent { urgent.append(id) } else if isNew { others.append(id) }
    }

    mutating func remove(_ id: String) { waiting[id] = nil }

    mutating func next(_ now: MonotonicTime) -> Question? {
        while let id = urgent.removeFirst() {
            if let isAsked = waiting.removeValue(forKey: id) { return Question(id: id, isAsked: isAsked) }
        }
        guard now >= nextOther else { return nil }
        while let id = others.removeFirst() {
            guard let isAsked = waiting.removeValue(forKey: id) else { continue }
            nextOther = now + pace
            return Question(id: id, isAsked: isAsked)
        }
        return nil
    }
}
