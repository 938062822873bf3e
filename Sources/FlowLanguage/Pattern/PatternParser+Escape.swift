import NetTypes

extension PatternParser {
    /// The characters that an escape stands for whose `\` was taken.
    mutating func escape(from start: Int) throws(PatternFault) -> CodePointSet {
        guard let letter = peek else {
            throw unexpected(expected: "a character behind \\")
        }
        place += 1
        if let set = Self.sets[letter] { return set }
        if let control = Self.controls[letter] { return CodePointSet(control) }
        switch letter {
        case "x", "u", "0": return try character(number(letter), from: start)
        case "1"..."9", "k": throw unsupported("back references", from: start)
        case "b", "B": throw unsupported("word boundaries", from: start)
        case "p", "P": throw unsupported("Unicode properties", from: start)
        case "a"..."z", "A"..."Z": throw unexpected(from: start, expected: Self.supported)
        default: return CodePointSet(letter.value)
        }
    }

    private static let sets: [Unicode.Scalar: CodePointSet] = [
        "d": .digits, "D": .digits.inverted, "w": .word, "W": .word.inverted, "s": .space, "S": .space.inverted,
    ]

    private static let controls: [Unicode.Scalar: UInt32] = ["t": 9, "n": 10, "r": 13, "f": 12, "a": 7, "e": 27]

    private mutating func number(_ letter: Unicode.Scalar) -> UInt32? {
        switch letter {
        case "u": hex(digits: 4)
        case "x": take("{") ? bracedHex() : hex(digits: 2)
        default: octal()
        }
    }

    /// A code point that is a character; surrogates are none.
    private mutating func character(_ value: UInt32?, from start: Int) throws(PatternFault) -> CodePointSet {
        guard let value, Unicode.Scalar(value) != nil else {
            throw unexpected(from: start, expected: #"a character as \xHH, \x{H..H}, \uHHHH or \0OOO"#)
        }
        return CodePointSet(value)
    }

    private mutating func hex(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = nextDigit(radix: 16) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private mutating func bracedHex() -> UInt32? {
        var value: UInt32 = 0, count = 0
        while count < 8, let digit = nextDigit(radix: 16) {
            value = value << 4 | digit
            count += 1
        }
        return count > 0 && take("}") ? value : nil
    }

    /// One to three digits, 377 at most.
    private mutating func octal() -> UInt32? {
        guard var value = nextDigit(radix: 8) else { return nil }
        for _ in 0..<2 {
            guard value < 32, let digit = nextDigit(radix: 8) else { break }
            value = value << 3 | digit
        }
        return value
    }

    private mutating func nextDigit(radix: Int) -> UInt32? {
        guard let next = peek, let byte = UInt8(exactly: next.value), let digit = hexDigitValue(byte), digit < radix
        else {
            return nil
        }
        place += 1
        return UInt32(digit)
    }
}
