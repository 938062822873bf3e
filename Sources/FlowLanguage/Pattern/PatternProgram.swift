/// Patterns made ready to be matched with whole values.
///
/// An automaton without steps that read nothing: its *positions* are the places of the patterns where a character is read;
/// one more, the last, is the end. Sets of positions are bits in words. A state of a match is the set of positions that
/// could be next; reading a character keeps those that accept it and goes to what follows them. Characters that no place
/// of the patterns tells apart are of one class.
struct PatternProgram: Equatable, Sendable {
    /// Steps that the patterns of a filter may have together: about the characters that they have when all repetitions are
    /// written out.
    static let stepLimit = 1024

    /// Words of a set of positions.
    let words: Int
    let classCount: Int
    /// What may be read first.
    let start: [UInt64]
    /// For each position, `words` words: what may be read next.
    let follow: [UInt64]
    /// For each class, `words` words: the positions that accept it.
    let accepting: [UInt64]
    let classes: CharacterClasses
    /// The position at the end.
    let end: Int

    init(_ builder: PatternBuilder) {
        var reads: [(set: CodePointSet, next: Int)] = []
        var position = Array(repeating: 0, count: builder.steps.count)
        for (index, step) in builder.steps.enumerated() {
            guard case .set(let set, let next) = step else { continue }
            position[index] = reads.count
            reads.append((set, next))
        }
        let closure = Closure(steps: builder.steps, position: position, end: reads.count)
        end = reads.count
        words = BitSet.words(reads.count + 1)
        start = closure.reach(builder.entries, isAtStart: true).words
        follow = reads.flatMap { closure.reach([$0.next], isAtStart: false).words }
        (classes, accepting) = CharacterClasses.make(reads.map(\.set), room: reads.count + 1)
        classCount = classes.count
    }
}

/// Which positions can be got to without reading.
private struct Closure {
    let steps: [PatternBuilder.Step]
    let position: [Int]
    let end: Int

    /// - Parameter isAtStart: nothing was read yet.
    func reach(_ entries: [Int], isAtStart: Bool) -> BitSet {
        var reached = BitSet(count: end + 1), seen = BitSet(count: 2 * steps.count)
        // A step, twice its number: what is behind `$` can only end, and that is another way to be at the step.
        var open = entries.map { 2 * $0 }
        while let entry = open.popLast() {
            guard seen.insert(entry) else { continue }
            let hasEnded = entry & 1
            switch steps[entry >> 1] {
            case .set: if hasEnded == 0 { _ = reached.insert(position[entry >> 1]) }
            case .split(let one, let other): open += [2 * one + hasEnded, 2 * other + hasEnded]
            case .start(let next): if isAtStart { open.append(2 * next + hasEnded) }
            case .end(let next): open.append(2 * next + 1)
            case .match: _ = reached.insert(end)
            }
        }
        return reached
    }
}
