import NetTypes

/// What a filter learns of its patterns while it runs. Make one for each thread that runs the program; filters without
/// patterns have nothing in it.
package final class FilterState {
    /// Bytes that the states of all patterns of a filter may take.
    static let room = 1 << 18

    private var matchers: [KeyMatcher]
    /// Room for the text of a value.
    private var text = TextBuffer(capacity: 256)

    init(_ patterns: [KeyPattern]) {
        matchers = patterns.map { KeyMatcher($0, room: Self.room / patterns.count) }
    }

    /// Whether a value of the key of this pattern is matched by it.
    func matches(_ pattern: Int, _ value: UInt128) -> Bool { matchers[pattern].matches(value, &text) }
}

/// Patterns, and the type of the key that they are compared with.
struct KeyPattern: Sendable {
    var type: KeyType
    var program: PatternProgram
}

/// Matches values of a key with patterns, as text.
private struct KeyMatcher {
    private let type: KeyType
    private var matcher: PatternMatcher
    private var results = ResultCache()

    init(_ pattern: KeyPattern, room: Int) {
        type = pattern.type
        matcher = PatternMatcher(pattern.program, room: room)
    }

    mutating func matches(_ value: UInt128, _ text: inout TextBuffer) -> Bool {
        if let known = results[value] { return known }
        text.removeAll()
        text.append(value, type)
        let isMatch = matcher.matches(text.utf8)
        results[value] = isMatch
        return isMatch
    }
}
