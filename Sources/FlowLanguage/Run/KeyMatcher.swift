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

    init(_ pattern: KeyPattern, room: Int) {
        type = pattern.type
        matcher = PatternMatcher(pattern.program, room: room)
    }

    mutating func matches(_ value: Register, _ text: inout TextBuffer, _ texts: TextTable) -> Bool {
        text.removeAll()
        text.append(value.bits, type, member: Int(value.tag), texts)
        return matcher.matches(text.utf8)
    }
}
