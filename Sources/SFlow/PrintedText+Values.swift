import NetTypes
import XDR

extension PrintedText {
    mutating func decimal(_ value: UInt64) {
        guard value > 9 else { return append(byte: 48 + UInt8(value)) }
        decimal(value / 10)
        append(byte: 48 + UInt8(value % 10))
    }

    mutating func decimal(_ value: Int64) {
        if value < 0 { append("-") }
        decimal(value.magnitude)
    }

    private mutating func decimal(_ value: UInt128) {
        if value > UInt128(UInt64.max) { return append(utf8: String(value)) }
        decimal(UInt64(value))
    }

    mutating func decimal(_ value: Float) { decimal(Double(value)) }

    /// Three decimals, rounded as C's `%.3f` does: half to even.
    mutating func decimal(_ value: Double) {
        guard value.isFinite else { return append(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf") }
        if value.sign == .minus { append("-") }
        guard value.magnitude < 0x1p50 else {
            decimal(UInt128(value.magnitude))
            return append(".000")
        }
        let thousandths = UInt64((value.magnitude * 1000).rounded(.toNearestOrEven))
        decimal(thousandths / 1000)
        append(".")
        fraction(thousandths % 1000, digits: 3)
    }

    /// A number as its field has it: decimal, hundredths of a percent, hexadecimal, a word.
    mutating func number(_ value: UInt32, _ field: Field) {
        switch field.form {
        case .words(let words): word(value, of: words)
        case .hex:
            append("0x")
            append(utf8: String(value, radix: 16))
        default: field.unit == .percentHundredths ? percentage(value) : decimal(UInt64(value))
        }
    }

    /// The word that a number stands for.
    private mutating func word(_ value: UInt32, of words: StaticString) {
        let all = words.description.split(separator: " ")
        if Int(value) < all.count { return append(utf8: String(all[Int(value)])) }
        append("<out-of-range=")
        decimal(UInt64(value))
        append(">")
    }

    /// An element of a list that is printed as one value.
    mutating func element(_ word: UInt32, _ form: FieldForm) {
        switch form {
        case .mplsLabels: dotted(word >> 12, word >> 9 & 7, word >> 8 & 1, word & 0xff)
        case .vlanTags:
            append("0x")
            append(utf8: hexText(UInt64(word >> 16), digits: 4))
            dotted(word >> 13 & 7, word >> 12 & 1, word & 0xfff)
        default: decimal(UInt64(word))
        }
    }

    private mutating func dotted(_ numbers: UInt32...) {
        for (index, number) in numbers.enumerated() {
            if index > 0 { append(".") }
            decimal(UInt64(number))
        }
    }

    /// Letters and digits as they are, white space as `+`, every other byte as `%XX`.
    mutating func urlEncoded(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122: append(byte: byte)
            case 9...13, 32: append("+")
            default:
                append("%")
                append(byte: Self.upperDigit(byte >> 4))
                append(byte: Self.upperDigit(byte & 15))
            }
        }
    }

    /// Hundredths of a percent, `71.27`; all ones are unknown.
    mutating func percentage(_ hundredths: UInt32) {
        guard hundredths != .max else { return append("unknown") }
        decimal(UInt64(hundredths / 100))
        append(".")
        fraction(UInt64(hundredths % 100), digits: 2)
    }

    private mutating func fraction(_ value: UInt64, digits: Int) {
        if digits > 1 { fraction(value / 10, digits: digits - 1) }
        append(byte: 48 + UInt8(value % 10))
    }

    /// Twelve lower-case hex digits.
    mutating func mac(_ value: UInt64) { append(utf8: hexText(value, digits: 12)) }

    mutating func ipv4(_ value: UInt32) { append(utf8: ipv4Text(value)) }

    mutating func ipv6(_ value: UInt128) { append(utf8: ipv6Text(value)) }

    /// `-` where it is unknown.
    mutating func address(_ value: XDRAddress) {
        switch value {
        case .unknown: append("-")
        case .ipv4(let address): ipv4(address)
        case .ipv6(let address): ipv6(address)
        }
    }

    mutating func uuid(_ value: UInt128) { append(utf8: uuidText(value)) }

    /// `0:2003`
    mutating func format(_ format: DataFormat) { pair(format.enterprise, format.number) }

    mutating func pair(_ first: UInt32, _ second: UInt32) {
        decimal(UInt64(first))
        append(":")
        decimal(UInt64(second))
    }

    /// `AA-BB-CC`
    mutating func hexBytes(_ range: ByteRange, in source: RawSpan) {
        for index in range.start..<range.end {
            if index > range.start { append("-") }
            let byte = source.bigEndian8(index)
            append(byte: Self.upperDigit(byte >> 4))
            append(byte: Self.upperDigit(byte & 15))
        }
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 48 : 55) }

    /// Text from outside: in lines a control character is a `?`, so that a name cannot forge a field.
    mutating func text(_ value: String) {
        for byte in value.utf8 {
            switch (style, byte) {
            case (.text, 0..<0x20), (.text, 0x7f): append("?")
            case (.json, 0..<0x20):
                append("\\u00")
                append(utf8: hexText(UInt64(byte), digits: 2))
            case (.json, UInt8(ascii: "\"")), (.json, UInt8(ascii: "\\")):
                append("\\")
                append(byte: byte)
            default: append(byte: byte)
            }
        }
    }

    private mutating func append(utf8 text: String) {
        for byte in text.utf8 { append(byte: byte) }
    }
}
