import NetTypes

/// What a thread keeps for one program that it runs: what it has learned of the patterns of the filter, and with
/// `FlowThread` what it keeps for all of them.
package final class FlowState {
    /// Bytes that the states of all patterns of a filter may take.
    static let room = 1 << 18

    package let thread: FlowThread
    private var matchers: [KeyMatcher]
    /// Room for the text of a value.
    private var text = TextBuffer(capacity: 256)

    init(_ patterns: [KeyPattern], _ thread: FlowThread) {
        self.thread = thread
        matchers = patterns.map { KeyMatcher($0, room: Self.room / patterns.count) }
    }

    /// The value of a key of any type; `nil` where the sample lacks it.
    func value(_ field: borrowing FieldLoad, of sample: borrowing SampleFields, _ bytes: RawSpan) -> UInt128? {
        if field.isText { return thread.text(field, of: sample, bytes) }
        return field.isWide ? sample.loadWide(field, bytes) : sample.load(field, bytes).map { UInt128($0) }
    }

    /// Whether a value of the key of this pattern is matched by it.
    func matches(_ pattern: Int, _ value: UInt128) -> Bool {
        matchers[pattern].matches(value, &text, thread.environment.texts)
    }
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

    mutating func matches(_ value: UInt128, _ text: inout TextBuffer, _ texts: TextTable) -> Bool {
        if let known = results[value] { return known }
        text.removeAll()
        text.append(value, type, texts)
        let isMatch = matcher.matches(text.utf8)
        results[value] = isMatch
        return isMatch
    }
}
