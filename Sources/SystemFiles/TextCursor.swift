/// Reads lines of words and numbers, as procfs writes them, in place.
///
/// A cursor stands before the first line: `nextLine` enters each in turn, and nothing else leaves it.
package struct TextCursor: ~Escapable {
    package let bytes: RawSpan
    private var offset = 0
    private var lineEnd = 0
    private var nextStart = 0

    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan) { self.bytes = bytes }

    /// Enters the next line, whether or not this one was read to its end. False at the end of the text.
    package mutating func nextLine() -> Bool {
        guard nextStart < bytes.byteCount else { return false }
        offset = nextStart
        lineEnd = offset
        while lineEnd < bytes.byteCount, byte(lineEnd) != UInt8(ascii: "\n") { lineEnd += 1 }
        nextStart = lineEnd + 1
        return true
    }

    /// The next word of the line: up to a space, a tab or, if given, `separator`, which is passed over.
    package mutating func word(until separator: UInt8 = 0x20) -> Range<Int>? {
        skipSpaces()
        guard offset < lineEnd else { return nil }
        let start = offset
        while offset < lineEnd, !isSpace(byte(offset)), byte(offset) != separator { offset += 1 }
        defer { if offset < lineEnd, byte(offset) == separator { offset += 1 } }
        return start..<offset
    }

    /// The next word, or what is before a `/`, as a number without sign. Nil where it is none, or needs more than 64 bits.
    package mutating func number() -> UInt64? {
        skipSpaces()
        let start = offset
        var value: UInt64 = 0
        while offset < lineEnd, case let digit = byte(offset) &- 0x30, digit < 10 {
            let (product, high) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            guard !high, !carry else { return nil }
            value = sum
            offset += 1
        }
        return offset > start && atWordEnd ? value : nil
    }

    /// The next word as a number that may be negative, in two's complement.
    package mutating func signedNumber() -> UInt64? {
        skipSpaces()
        guard offset < lineEnd, byte(offset) == UInt8(ascii: "-") else { return number() }
        offset += 1
        return number().map { 0 &- $0 }
    }

    /// The next word as a decimal fraction: `0.25`.
    package mutating func decimal() -> Double? {
        guard let range = word(), range.count <= 32 else { return nil }
        var value = 0.0, scale = 0.0
        for index in range {
            let digit = byte(index) &- 0x30
            if byte(index) == UInt8(ascii: "."), scale == 0 {
                scale = 1
            } else if digit < 10 {
                value = value * 10 + Double(digit)
                scale *= 10
            } else {
                return nil
            }
        }
        return scale > 1 ? value / scale : value
    }

    /// Passes over `count` words. False where the line has fewer.
    package mutating func skip(_ count: Int) -> Bool {
        for _ in 0..<count where word() == nil { return false }
        return true
    }

    /// Goes past the next `character` of the line. False where there is none.
    package mutating func skip(past character: UInt8) -> Bool {
        while offset < lineEnd {
            defer { offset += 1 }
            if byte(offset) == character { return true }
        }
        return false
    }

    /// Whether the bytes in `range` are `text`.
    package func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where unsafe byte(range.lowerBound + index) != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether the bytes in `range` start with `text`.
    package func starts(_ range: Range<Int>, with text: StaticString) -> Bool {
        let end = range.lowerBound + text.utf8CodeUnitCount
        return end <= range.upperBound && matches(range.lowerBound..<end, text)
    }

    /// The bytes in `range` as text.
    package func text(_ range: Range<Int>) -> String { String(decoding: range.map { byte($0) }, as: UTF8.self) }

    /// The byte at `index`, which must be inside the text.
    package func byte(_ index: Int) -> UInt8 { bytes.byte(index) }

    /// What is left of the line.
    package var restOfLine: Range<Int> { offset..<lineEnd }

    private var atWordEnd: Bool { offset >= lineEnd || isSpace(byte(offset)) || byte(offset) == UInt8(ascii: "/") }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private mutating func skipSpaces() {
        while offset < lineEnd, isSpace(byte(offset)) { offset += 1 }
    }
}
