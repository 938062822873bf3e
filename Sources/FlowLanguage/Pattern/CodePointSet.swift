/// The characters that one place of a pattern accepts: ranges of code points in order, none touching the next.
struct CodePointSet: Hashable, Sendable {
    static let last: UInt32 = 0x10ffff

    let ranges: [ClosedRange<UInt32>]

    /// Any ranges, in any order.
    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let before = merged.last, range.lowerBound <= before.upperBound + 1 {
                merged[merged.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    init(_ codePoint: UInt32) { ranges = [codePoint...codePoint] }

    /// Every other character.
    var inverted: CodePointSet {
        var gaps: [ClosedRange<UInt32>] = [], start: UInt32 = 0
        for range in ranges {
            if range.lowerBound > start { gaps.append(start...range.lowerBound - 1) }
            start = range.upperBound + 1
        }
        if start <= Self.last { gaps.append(start...Self.last) }
        return CodePointSet(gaps)
    }

    /// With the other case of each ASCII letter.
    var withBothCases: CodePointSet {
        let upper = ranges.compactMap { $0.within(0x41...0x5a).map { $0.lowerBound + 32...$0.upperBound + 32 } }
        let lower = ranges.compactMap { $0.within(0x61...0x7a).map { $0.lowerBound - 32...$0.upperBound - 32 } }
        return CodePointSet(ranges + upper + lower)
    }

    func contains(_ codePoint: UInt32) -> Bool { ranges.contains { $0.contains(codePoint) } }
}

extension ClosedRange<UInt32> {
    fileprivate func within(_ other: Self) -> Self? { overlaps(other) ? clamped(to: other) : nil }
}

extension CodePointSet {
    static let digits = CodePointSet([0x30...0x39])
    /// Letters, digits and the underscore, of ASCII.
    static let word = CodePointSet([0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a])
    static let space = CodePointSet([0x09...0x0d, 0x20...0x20])
    static let any = CodePointSet([0...last])
    /// What `.` accepts: any character but those that end a line.
    static let anyInLine = CodePointSet([0x0a...0x0a, 0x0d...0x0d, 0x85...0x85, 0x2028...0x2029]).inverted
}
