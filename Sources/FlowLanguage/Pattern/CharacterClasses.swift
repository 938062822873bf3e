/// Code points in classes: those that a program never tells apart are in one.
struct CharacterClasses: Equatable, Sendable {
    private(set) var count = 0
    /// The classes of ASCII.
    private(set) var ascii = Array(repeating: UInt16(0), count: 128)
    /// Where intervals of one class begin, in order, the first at 0.
    private var starts: [UInt32] = [0]
    private var classes: [UInt16] = []

    /// Makes classes for the sets, and tells for each class which sets it is in: one bit for each set, in words that have
    /// `room` bits altogether.
    static func make(_ sets: [CodePointSet], room: Int) -> (CharacterClasses, accepting: [UInt64]) {
        var result = CharacterClasses()
        let edges = sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } }
        result.starts = Set(edges + [0]).filter { $0 <= CodePointSet.last }.sorted()
        var members = Array(repeating: BitSet(count: room), count: result.starts.count)
        for (number, set) in sets.enumerated() {
            for range in set.ranges {
                for interval in result.intervals(of: range) { _ = members[interval].insert(number) }
            }
        }
        var known: [BitSet: UInt16] = [:], accepting: [UInt64] = []
        for member in members {
            let fresh = UInt16(known.count)
            result.classes.append(known[member, default: fresh])
            guard known[member] == nil else { continue }
            known[member] = fresh
            accepting += member.words
        }
        result.count = known.count
        result.ascii = (0..<128).map { result[$0] }
        return (result, accepting)
    }

    /// The class of a code point.
    subscript(codePoint: UInt32) -> UInt16 { classes[interval(of: codePoint)] }

    /// The intervals that a range consists of.
    private func intervals(of range: ClosedRange<UInt32>) -> ClosedRange<Int> {
        interval(of: range.lowerBound)...interval(of: range.upperBound)
    }

    /// The last interval that does not begin behind the code point.
    private func interval(of codePoint: UInt32) -> Int {
        var low = 0, high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= codePoint { low = middle } else { high = middle }
        }
        return low
    }
}
