extension PatternParser {
    /// The characters of a class whose `[` was taken. Classes within it are added to it.
    mutating func characterClass(from start: Int) throws(PatternFault) -> CodePointSet {
        try enter(from: start)
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        // A ] that comes first is a literal.
        let first = place
        while place == first || !take("]") {
            guard !isAtEnd else { throw unexpected(expected: "a ] that closes the class") }
            ranges += try classItem().ranges
        }
        depth -= 1
        let set = CodePointSet(ranges)
        return isNegated ? set.inverted : set
    }

    /// A class, a range or a character.
    private mutating func classItem() throws(PatternFault) -> CodePointSet {
        let start = place
        if take("[") { return try characterClass(from: start) }
        if take("&&") { throw unsupported("intersections of classes", from: start) }
        let first = try classMember()
        guard isRange, let low = first.single else { return folded(first) }
        place += 1
        guard let high = try classMember().single, low <= high else {
            throw unexpected(from: start, expected: "a range from the lower character to the higher")
        }
        return folded(CodePointSet([low...high]))
    }

    /// Whether a - is next that does not stand for itself.
    private var isRange: Bool {
        guard place + 1 < scalars.count, peek == "-" else { return false }
        return scalars[place + 1] != 0x5b && scalars[place + 1] != 0x5d
    }

    private mutating func classMember() throws(PatternFault) -> CodePointSet {
        guard !isAtEnd else { throw unexpected(expected: "a ] that closes the class") }
        let start = place
        place += 1
        return scalars[start] == 0x5c ? try escape(from: start) : CodePointSet(scalars[start])
    }
}

extension CodePointSet {
    /// The character, where it is only one.
    fileprivate var single: UInt32? {
        guard ranges.count == 1, ranges[0].count == 1 else { return nil }
        return ranges[0].lowerBound
    }
}
