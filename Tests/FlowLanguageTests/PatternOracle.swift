import TestKit

@testable import FlowLanguage

/// Matches whole texts with the tree of a pattern, as slowly and as plainly as can be: the places that a node may end at.
struct PatternOracle {
    let text: [UInt32]

    static func matches(_ node: PatternNode, _ text: String) -> Bool {
        let oracle = PatternOracle(text: text.unicodeScalars.map(\.value))
        return oracle.ends(node, from: [0]).contains(oracle.text.count)
    }

    private func ends(_ node: PatternNode, from places: Set<Int>) -> Set<Int> {
        switch node {
        case .set(let set): Set(places.filter { $0 < text.count && set.contains(text[$0]) }.map { $0 + 1 })
        case .sequence(let nodes): nodes.reduce(places) { ends($1, from: $0) }
        case .choice(let nodes): nodes.reduce(into: []) { $0.formUnion(ends($1, from: places)) }
        case .start: places.intersection([0])
        case .end: places.intersection([text.count])
        case .repeated(let node, let least, let most): repeated(node, least, most, from: places)
        }
    }

    private func repeated(_ node: PatternNode, _ least: Int, _ most: Int?, from places: Set<Int>) -> Set<Int> {
        var places = places
        for _ in 0..<least { places = ends(node, from: places) }
        var all = places
        for _ in 0..<(most.map { $0 - least } ?? text.count) {
            places = ends(node, from: places)
            all.formUnion(places)
        }
        return all
    }
}

/// Makes patterns, as text, and values that some of them match.
struct PatternGenerator {
    var random: SplitMix
    /// Whether reluctant quantifiers are among them.
    var hasReluctant = true

    private static let atoms = [
        "a", "b", "B", "1", "✓", #"\."#, ".", "[ab]", "[^a]", "[a-c1]", "[^✓-✕b]", "[[ab]1]", #"[\d.]"#, #"\d"#, #"\D"#,
        #"\w"#,
        #"\W"#, #"\x61"#, #"\u2713"#, #"\Qa.\E"#, "(?i:b)", "(?i:[a-b])", "()", "ab",
    ]
    private static let quantifiers = ["*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}"]
    private static let characters = Array("aabbB1.✓✔A")

    mutating func pattern(depth: Int = 3) -> String {
        let parts = (0..<1 + below(3)).map { _ in sequence(depth) }
        return parts.joined(separator: "|")
    }

    mutating func text() -> String { String((0..<below(7)).map { _ in Self.characters[below(Self.characters.count)] }) }

    private mutating func sequence(_ depth: Int) -> String {
        let atoms = (0..<below(4)).map { _ in repeated(depth) }
        return (below(9) == 0 ? "^" : "") + atoms.joined() + (below(9) == 0 ? "$" : "")
    }

    private mutating func repeated(_ depth: Int) -> String {
        let atom = depth > 0 && below(3) == 0 ? "(\(pattern(depth: depth - 1)))" : Self.atoms[below(Self.atoms.count)]
        guard below(3) == 0 else { return atom }
        let quantifier = Self.quantifiers[below(Self.quantifiers.count)]
        return "(?:\(atom))\(quantifier)\(hasReluctant && below(3) == 0 ? "?" : "")"
    }

    private mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
}
