import NetTypes

/// Patterns, and the type of the key that they are compared with.
struct KeyPattern: Sendable {
    var type: KeyType
    var program: PatternProgram
}

/// Matches values of a key with patterns, as text.
struct KeyMatcher {
    private let type: KeyType
    private var matcher: PatternMatcher
    private var results = ResultCache()

    init(_ pattern: KeyPattern, room: Int) {
        type = pattern.type
        matcher = PatternMatcher(pattern.program, room: room)
    }

    mutating func matches(_ value: Register, _ text: inout TextBuffer, _ texts: TextTable) -> Bool {
        if let known = results[value.bits, value.tag] { return known }
        text.removeAll()
        text.append(value.bits, type, member: Int(value.tag), texts)
        let isMatch = matcher.matches(text.utf8)
        results[value.bits, value.tag] = isMatch
        return isMatch
    }
}
