import TestKit
import Testing

@testable import SystemFiles

@Suite struct TextCursorTests {
    /// Every line as its words, and its first number.
    private func lines(_ text: String) -> [String] {
        withBytes(text) { bytes in
            var cursor = TextCursor(bytes), result: [String] = []
            while cursor.nextLine() {
                var words: [String] = []
                while let word = cursor.word() { words.append(cursor.text(word)) }
                result.append(words.joined(separator: "|"))
            }
            return result
        }
    }

    @Test func readsTheWordsOfEachLine() {
        #expect(lines("a  12\tb\n\n  7/8 x\nlast") == ["a|12|b", "", "7/8|x", "last"])
        #expect(lines("a\n") == ["a"])
        #expect(lines("") == [])
    }

    @Test func readsNumbersAroundASlash() {
        let (before, after) = withBytes("7/8 x") { bytes in
            var cursor = TextCursor(bytes)
            _ = cursor.nextLine()
            let before = cursor.number()
            return (before, cursor.skip(past: UInt8(ascii: "/")) ? cursor.number() : nil)
        }
        #expect((before, after) == (7, 8))
    }

    @Test func passesOverWords() {
        let (two, three) = withBytes("a b") { bytes in
            var first = TextCursor(bytes), second = TextCursor(bytes)
            _ = (first.nextLine(), second.nextLine())
            return (first.skip(2), second.skip(3))
        }
        #expect((two, three) == (true, false))
    }

    @Test(
        arguments: [
            ("0", 0), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil),
            ("99999999999999999999999", nil),
            ("12x", nil), ("-1", nil), ("", nil), ("+1", nil), ("٣", nil),
        ] as [(String, UInt64?)]
    )
    func numbersAreWholeWordsOf64Bits(text: String, expected: UInt64?) {
        let number = withBytes(text) { bytes in
            var cursor = TextCursor(bytes)
            return cursor.nextLine() ? cursor.number() : nil
        }
        #expect(number == expected)
    }

    @Test func negativeNumbersAreTwosComplement() {
        let numbers = withBytes("-1 5 -") { bytes in
            var cursor = TextCursor(bytes)
            _ = cursor.nextLine()
            return [cursor.signedNumber(), cursor.signedNumber(), cursor.signedNumber()]
        }
        #expect(numbers == [.max, 5, nil])
    }

    @Test(
        arguments: [
            ("0.25", 0.25), ("12", 12), ("2596.098", 2596.098), ("1.2.3", nil), (".", 0), ("1e9", nil), ("nan", nil),
            (String(repeating: "9", count: 33), nil),
        ] as [(String, Double?)]
    )
    func decimals(text: String, expected: Double?) {
        let number = withBytes(text) { bytes in
            var cursor = TextCursor(bytes)
            return cursor.nextLine() ? cursor.decimal() : nil
        }
        #expect(number == expected)
    }

    @Test func wordsEndAtASeparator() {
        let (isRW, isLonger, next) = withBytes("rw,relatime rest") { bytes in
            var cursor = TextCursor(bytes)
            _ = cursor.nextLine()
            guard let word = cursor.word(until: UInt8(ascii: ",")) else { return (false, true, "") }
            let next = cursor.word().map { cursor.text($0) } ?? ""
            return (cursor.matches(word, "rw"), cursor.starts(word, with: "rwx"), next)
        }
        #expect((isRW, isLonger, next) == (true, false, "relatime"))
    }
}
