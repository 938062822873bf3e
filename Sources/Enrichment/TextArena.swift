/// Texts that are kept together, each once, by number: 4 bytes for each beside its own.
struct TextArena: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// Texts in it.
    var count: Int { ends.count }

    subscript(number: UInt32) -> String {
        let number = Int(number)
        let start = number == 0 ? 0 : Int(ends[number - 1])
        return String(decoding: bytes[start..<Int(ends[number])], as: UTF8.self)
    }

    /// The number of the text that it adds.
    fileprivate mutating func append(_ text: String) -> UInt32 {
        bytes.append(contentsOf: text.utf8)
        ends.append(UInt32(bytes.count))
        return UInt32(ends.count - 1)
    }

    fileprivate mutating func trim() {
        bytes = Array(bytes)
        ends = Array(ends)
    }
}

/// Fills an arena; what it needs for that goes with it.
struct TextCollector {
    private var arena = TextArena()
    private var numbers: [String: UInt32] = [:]

    /// The number of a text, which is added where it is new.
    mutating func number(of text: String) -> UInt32 {
        if let number = numbers[text] { return number }
        let number = arena.append(text)
        numbers[text] = number
        return number
    }

    consuming func finish() -> TextArena {
        arena.trim()
        return arena
    }
}
