/// Turns patterns into the steps of a nondeterministic automaton that accepts what one of them matches (Thompson).
///
/// Repetitions are written out. What that may come to is limited: `(a{1000}){1000}` is refused, not built.
struct PatternBuilder {
    enum Step {
        /// One of these characters, then `next`.
        case set(CodePointSet, next: Int)
        /// Either of two, without a character.
        case split(Int, Int)
        /// `next`, where nothing was read yet.
        case start(next: Int)
        /// `next`, where nothing is left to read.
        case end(next: Int)
        case match
    }

    /// More patterns, or more of one, than a filter may have.
    struct TooLarge: Error {}

    private(set) var steps: [Step] = [.match]
    /// Where each pattern begins.
    private(set) var entries: [Int] = []
    /// Steps that there may be.
    private let limit: Int
    /// Nodes that may still be looked at; nodes need no step where they are empty.
    private var visits: Int

    init(limit: Int) {
        self.limit = limit
        visits = 4 * limit
    }

    /// Adds a pattern.
    mutating func add(_ node: PatternNode) throws(TooLarge) { entries.append(try add(node, then: 0)) }

    /// Adds the steps of a node from its end to its beginning, and returns the first.
    private mutating func add(_ node: PatternNode, then next: Int) throws(TooLarge) -> Int {
        visits -= 1
        guard visits >= 0 else { throw TooLarge() }
        switch node {
        case .set(let set): return try add(.set(set, next: next))
        case .start: return try add(.start(next: next))
        case .end: return try add(.end(next: next))
        case .sequence(let nodes):
            var entry = next
            for node in nodes.reversed() { entry = try add(node, then: entry) }
            return entry
        case .choice(let nodes): return try addChoice(nodes, then: next)
        case .repeated(let node, let least, let most):
            let entry = if let most { try addOptional(node, most - least, then: next) } else { try addLoop(node, next) }
            return try addCopies(node, least, then: entry)
        }
    }

    private mutating func addChoice(_ nodes: [PatternNode], then next: Int) throws(TooLarge) -> Int {
        var entry = try add(nodes[nodes.count - 1], then: next)
        for node in nodes.dropLast().reversed() { entry = try add(.split(add(node, then: next), entry)) }
        return entry
    }

    private mutating func addCopies(_ node: PatternNode, _ count: Int, then next: Int) throws(TooLarge) -> Int {
        var entry = next
        for _ in 0..<count { entry = try add(node, then: entry) }
        return entry
    }

    /// Each copy may be the last.
    private mutating func addOptional(_ node: PatternNode, _ count: Int, then next: Int) throws(TooLarge) -> Int {
        var entry = next
        for _ in 0..<count { entry = try add(.split(add(node, then: entry), next)) }
        return entry
    }

    private mutating func addLoop(_ node: PatternNode, _ next: Int) throws(TooLarge) -> Int {
        let loop = try add(.split(next, next))
        steps[loop] = .split(try add(node, then: loop), next)
        return loop
    }

    private mutating func add(_ step: Step) throws(TooLarge) -> Int {
        guard steps.count < limit else { throw TooLarge() }
        steps.append(step)
        return steps.count - 1
    }
}
