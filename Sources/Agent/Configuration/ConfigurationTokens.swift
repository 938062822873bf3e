/// Cuts configuration text into words and the signs `=`, `{`, `}`.
struct ConfigurationTokens {
    enum Kind: Equatable {
        case word(String)
        case equals, open, close
    }

    struct Token: Equatable {
        var kind: Kind
        var line: Int

        var text: String {
            switch kind {
            case .word(let word): word
            case .equals: "="
            case .open: "{"
            case .close: "}"
            }
        }
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// The line of the last token, counted from 1.
    private(set) var lastLine = 1
    private var peeked: Token?

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func peek() -> Token? {
        if peeked == nil { peeked = read() }
        return peeked
    }

    mutating func next() -> Token? {
        defer { peeked = nil }
        return peek()
    }

    /// The word after `=` on the same line. Braces within it are part of it where they are balanced, so that a
    /// regular expression may hold them and `{dev=eth0}` ends as it should.
    mutating func nextValue() -> String? {
        peeked = nil
        while let byte = current, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
        if current == UInt8(ascii: "\"") { return quoted() }
        let start = position
        var depth = 0
        while let byte = current, !isSpace(byte), byte != UInt8(ascii: "#") {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") {
                guard depth > 0 else { break }
                depth -= 1
            }
            position += 1
        }
        return start < position ? text(start..<position) : nil
    }

    private mutating func quoted() -> String? {
        let start = position + 1
        position = start
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") { position += 1 }
        let value = text(start..<position)
        if current == UInt8(ascii: "\"") { position += 1 }
        return value.isEmpty ? nil : value
    }

    private mutating func read() -> Token? {
        skipBlanks()
        guard let byte = current else { return nil }
        lastLine = line
        if let sign = sign(byte) {
            position += 1
            return Token(kind: sign, line: line)
        }
        let start = position
        while let byte = current, !isSpace(byte), byte != UInt8(ascii: "#"), sign(byte) == nil { position += 1 }
        return Token(kind: .word(text(start..<position)), line: line)
    }

    private mutating func skipBlanks() {
        while let byte = current {
            if byte == UInt8(ascii: "#") {
                while let byte = current, byte != UInt8(ascii: "\n") { position += 1 }
            } else if isSpace(byte) {
                if byte == UInt8(ascii: "\n") { line += 1 }
                position += 1
            } else {
                return
            }
        }
    }

    private func sign(_ byte: UInt8) -> Kind? {
        switch byte {
        case UInt8(ascii: "="): .equals
        case UInt8(ascii: "{"): .open
        case UInt8(ascii: "}"): .close
        default: nil
        }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
    private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
