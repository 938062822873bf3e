/// Parses a regular expression of the syntax of `java.util.regex.Pattern`, as far as it can be matched in linear time.
///
///     pattern  = sequence { "|" sequence }
///     sequence = { atom [ quantifier ] }
///     atom     = literal | escape | "." | class | "^" | "$" | "(" pattern ")" | "\Q" { character } "\E"
struct PatternParser {
    /// Groups or classes within each other.
    static let depthLimit = 64
    /// The largest number in `{n,m}`.
    static let repeatLimit = 1000
    /// What may be written, for messages.
    static let supported = #". [ ] ( ) (?: ) (?i) (?s) | * + ? {n,m} ^ $ \d \w \s \t \n \xHH \uHHHH \Q \E"#

    let scalars: [UInt32]
    /// Where each scalar begins in bytes, and where the last one ends.
    private let offsets: [Int]
    var place = 0
    var depth = 0
    /// Flags that hold from here to the end of the group.
    var ignoresCase = false
    private var dotIsAny = false

    static func parse(_ text: String) throws(PatternFault) -> PatternNode {
        var parser = PatternParser(text)
        let node = try parser.choice()
        guard parser.isAtEnd else { throw parser.unexpected(expected: "a ( before it") }
        return node
    }

    private init(_ text: String) {
        var offsets = [0], scalars: [UInt32] = []
        for scalar in text.unicodeScalars {
            scalars.append(scalar.value)
            offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar))
        }
        (self.scalars, self.offsets) = (scalars, offsets)
    }
}

// MARK: Grammar

extension PatternParser {
    private mutating func choice() throws(PatternFault) -> PatternNode {
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(PatternFault) -> PatternNode {
        var nodes: [PatternNode] = []
        // Whether a quantifier may stand here: behind something that has none yet.
        var mayRepeat = false
        while let next = peek, next != "|", next != ")" {
            if let range = try quantifier(mayRepeat) {
                nodes.append(.repeated(nodes.removeLast(), least: range.least, most: range.most))
                mayRepeat = false
            } else {
                let atoms = try atoms()
                mayRepeat = !atoms.isEmpty
                nodes += atoms
            }
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    /// What stands here: one atom; those of a quotation; none where it is a group of flags.
    private mutating func atoms() throws(PatternFault) -> [PatternNode] {
        let start = place
        place += 1
        switch Unicode.Scalar(scalars[start]) {
        case ".": return [.set(dotIsAny ? .any : .anyInLine)]
        case "^": return [.start]
        case "$": return [.end]
        case "[": return [.set(try characterClass(from: start))]
        case "(": return try group(from: start).map { [$0] } ?? []
        case "\\": return try escapedAtoms(from: start)
        default: return [literal(scalars[start])]
        }
    }

    private func literal(_ codePoint: UInt32) -> PatternNode { .set(folded(CodePointSet(codePoint))) }

    func folded(_ set: CodePointSet) -> CodePointSet { ignoresCase ? set.withBothCases : set }

    private mutating func escapedAtoms(from start: Int) throws(PatternFault) -> [PatternNode] {
        switch peek {
        case "Q": return quotation()
        case "A":
            place += 1
            return [.start]
        case "z", "Z":
            place += 1
            return [.end]
        default: return [.set(folded(try escape(from: start)))]
        }
    }

    /// Literals up to `\E`, or to the end.
    private mutating func quotation() -> [PatternNode] {
        var nodes: [PatternNode] = []
        place += 1
        while !isAtEnd {
            if take("\\E") { return nodes }
            nodes.append(literal(scalars[place]))
            place += 1
        }
        return nodes
    }
}

// MARK: Groups

extension PatternParser {
    /// `nil`: flags that hold from here on, and nothing to match.
    private mutating func group(from start: Int) throws(PatternFault) -> PatternNode? {
        let outer = (ignoresCase, dotIsAny)
        if take("?"), try groupKind(from: start) == .flags { return nil }
        try enter(from: start)
        let inner = try choice()
        guard take(")") else { throw unexpected(expected: "a ) that closes the group") }
        depth -= 1
        (ignoresCase, dotIsAny) = outer
        return inner
    }

    private enum GroupKind { case group, flags }

    /// What follows `(?`.
    private mutating func groupKind(from start: Int) throws(PatternFault) -> GroupKind {
        if take(":") { return .group }
        if take(">") { throw unsupported("atomic groups", from: start) }
        if take("=") || take("!") || take("<=") || take("<!") {
            throw unsupported("look-around assertions", from: start)
        }
        if take("<") { return try groupName(from: start) }
        return try flags(from: start)
    }

    /// A name changes nothing: there are no references.
    private mutating func groupName(from start: Int) throws(PatternFault) -> GroupKind {
        guard takeLetter() else { throw unexpected(expected: "the name of a group") }
        while takeLetter() || takeDigit() != nil {}
        guard take(">") else { throw unexpected(expected: "> behind the name of the group") }
        return .group
    }

    private mutating func flags(from start: Int) throws(PatternFault) -> GroupKind {
        var isOn = true
        while true {
            if take("i") {
                ignoresCase = isOn
            } else if take("s") {
                dotIsAny = isOn
            } else if isOn, take("-") {
                isOn = false
            } else if take(":") {
                return .group
            } else if take(")") {
                return .flags
            } else {
                guard takeLetter() else { throw unexpected(expected: "a flag, : or )") }
                throw unsupported("flags other than i and s", from: place - 1)
            }
        }
    }

    /// Goes one group or class deeper.
    mutating func enter(from start: Int) throws(PatternFault) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw fault(.tooMany("groups within groups", limit: Self.depthLimit), start..<place)
        }
    }
}

// MARK: Quantifiers

extension PatternParser {
    /// How often what stands before is repeated; `nil` where there is no quantifier.
    private mutating func quantifier(_ mayRepeat: Bool) throws(PatternFault) -> (least: Int, most: Int?)? {
        let start = place
        let range: (least: Int, most: Int?)
        if take("*") {
            range = (0, nil)
        } else if take("+") {
            range = (1, nil)
        } else if take("?") {
            range = (0, 1)
        } else if peek == "{" {
            range = try counts()
        } else {
            return nil
        }
        guard mayRepeat else { throw unexpected(from: start, expected: "something to repeat before it") }
        // A reluctant quantifier tries the same in another order.
        if !take("?"), take("+") { throw unsupported("possessive quantifiers", from: start) }
        return range
    }

    /// `{n}`, `{n,}` or `{n,m}`.
    private mutating func counts() throws(PatternFault) -> (least: Int, most: Int?) {
        let start = place
        place += 1
        let least = try count()
        let isOpen = take(",")
        let most = isOpen ? try count() : least
        let isClosed = take("}")
        guard isClosed, let least, most ?? least >= least else {
            throw unexpected(from: start, expected: "{n}, {n,} or {n,m}")
        }
        return (least, most)
    }

    private mutating func count() throws(PatternFault) -> Int? {
        let start = place
        var value = 0
        while let digit = takeDigit() {
            value = value * 10 + digit
            guard value <= Self.repeatLimit else {
                throw fault(.tooMany("repetitions", limit: Self.repeatLimit), start..<place)
            }
        }
        return place > start ? value : nil
    }
}

// MARK: Scalars and faults

extension PatternParser {
    var isAtEnd: Bool { place == scalars.count }

    var peek: Unicode.Scalar? { isAtEnd ? nil : Unicode.Scalar(scalars[place]) }

    private mutating func takeLetter() -> Bool {
        guard let next = peek, next.isASCII, next.properties.isAlphabetic else { return false }
        place += 1
        return true
    }

    private mutating func takeDigit() -> Int? {
        guard let next = peek, CodePointSet.digits.contains(next.value) else { return nil }
        place += 1
        return Int(next.value) - 0x30
    }

    /// Takes the text if it is next.
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard scalars.count - place >= count else { return false }
        let isNext = text.withUTF8Buffer { bytes in
            (0..<count).allSatisfy { unsafe scalars[place + $0] == UInt32(bytes[$0]) }
        }
        if isNext { place += count }
        return isNext
    }

    /// A fault in these scalars.
    func fault(_ problem: FlowSyntaxError.Problem, _ range: Range<Int>, expected: String? = nil) -> PatternFault {
        PatternFault(problem: problem, expected: expected, range: offsets[range.lowerBound]..<offsets[range.upperBound])
    }

    /// Something else should stand here; `start`: from there up to here.
    func unexpected(from start: Int? = nil, expected: String) -> PatternFault {
        let range = start.map { $0..<max(place, $0 + 1) } ?? place..<min(place + 1, scalars.count)
        let found = String(String.UnicodeScalarView(scalars[range].compactMap(Unicode.Scalar.init)))
        return fault(.unexpected(found), range, expected: expected)
    }

    /// What was taken from `start` on is not supported.
    func unsupported(_ what: String, from start: Int) -> PatternFault {
        fault(.unsupported(what), start..<place, expected: Self.supported)
    }
}
