import NetTypes
import SFlow
import XDR

extension PrintedText {
    @inline(__always)
    mutating func field(_ name: StaticString, _ value: UInt32) {
        field(name, isNumber: true) { $0.append(decimal: value) }
    }

    mutating func field(_ name: StaticString, _ value: UInt64) {
        field(name, isNumber: true) { $0.append(decimal: value) }
    }

    mutating func field(_ name: StaticString, _ value: StaticString) { field(name) { $0.append(value) } }

    mutating func field(_ name: StaticString, _ value: XDRAddress) { field(name) { $0.append(value) } }

    mutating func field(mac name: StaticString, _ value: UInt64) { field(name) { $0.append(mac: value) } }

    mutating func field(ipv4 name: StaticString, _ value: UInt32) { field(name) { $0.append(ipv4: value) } }

    mutating func field(ipv6 name: StaticString, _ value: UInt128) { field(name) { $0.append(ipv6Groups: value) } }

    mutating func field(_ name: StaticString, _ value: Double) {
        let isTyped = style.isTyped
        field(name, isNumber: true) { buffer in
            if isTyped, !value.isFinite { return buffer.append("null") }
            buffer.append(thousandths: value)
        }
    }

    mutating func field(_ name: StaticString, foreign value: RawSpan) {
        let target: TextTarget = style.isJSON ? .json : .line
        field(name) { $0.append(foreign: value, for: target) }
    }

    /// A number as its field has it: decimal, hundredths of a percent, hexadecimal, a word.
    @inline(__always)
    mutating func number(_ value: UInt32, _ field: Field) {
        if case .plain = field.form, field.unit != .percentHundredths { return self.field(field.name, value) }
        special(value, field)
    }

    private mutating func special(_ value: UInt32, _ field: Field) {
        let isTyped = style.isTyped
        switch field.form {
        case .words(let words): self.field(field.name) { $0.append(word: value, of: words) }
        case .hex:
            self.field(field.name) {
                $0.append("0x")
                $0.append(hex: value)
            }
        default:
            self.field(field.name, isNumber: true) { buffer in
                if value != .max { return buffer.append(hundredths: value) }
                buffer.append(isTyped ? "null" : "unknown")
            }
        }
    }

    /// `0:2003`
    mutating func field(_ name: StaticString, _ format: DataFormat) {
        field(name) { $0.append(format) }
    }

    mutating func port(_ name: StaticString, _ port: InterfacePort) {
        field(name, isNumber: port.format == 0) { buffer in
            switch port.format {
            case 0: break
            case 1: buffer.append("dropCode ")
            case 2: buffer.append("multiple ")
            default:
                buffer.append("format==")
                buffer.append(decimal: port.format)
                buffer.append(byte: UInt8(ascii: " "))
            }
            buffer.append(decimal: port.value)
        }
    }
}

extension TextBuffer {
    /// `-` where it is unknown. All groups of an IPv6 address, as sflowtool has it.
    mutating func append(_ value: XDRAddress) {
        switch value {
        case .unknown: append(byte: UInt8(ascii: "-"))
        case .ipv4(let address): append(ipv4: address)
        case .ipv6(let address): append(ipv6Groups: address)
        }
    }

    mutating func append(_ format: DataFormat) { append(pair: format.enterprise, format.number) }

    mutating func append(pair first: UInt32, _ second: UInt32) {
        append(decimal: first)
        append(byte: UInt8(ascii: ":"))
        append(decimal: second)
    }

    /// Three decimals, rounded as C's `%.3f` does: half to even.
    mutating func append(thousandths value: Double) {
        guard value.isFinite else { return append(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf") }
        if value.sign == .minus { append(byte: UInt8(ascii: "-")) }
        guard value.magnitude < 0x1p50 else {
            append(utf8: wholeText(value.magnitude).utf8)
            return append(".000")
        }
        let thousandths = UInt64((value.magnitude * 1000).rounded(.toNearestOrEven))
        append(decimal: thousandths / 1000)
        append(byte: UInt8(ascii: "."))
        append(UInt32(thousandths % 1000), digits: 3)
    }

    /// Hundredths, `71.27`.
    mutating func append(hundredths value: UInt32) {
        append(decimal: value / 100)
        append(byte: UInt8(ascii: "."))
        append(value % 100, digits: 2)
    }

    /// The word that a number stands for.
    mutating func append(word value: UInt32, of words: StaticString) {
        let all = words.description.split(separator: " ")
        if Int(value) < all.count { return append(utf8: all[Int(value)].utf8) }
        append("<out-of-range=")
        append(decimal: value)
        append(byte: UInt8(ascii: ">"))
    }

    /// An element of a list that is printed as one value.
    mutating func append(element word: UInt32, _ form: FieldForm) {
        switch form {
        case .mplsLabels: append(dotted: word >> 12, word >> 9 & 7, word >> 8 & 1, word & 0xff)
        case .vlanTags:
            append("0x")
            append(hex: word >> 16, digits: 4)
            append(dotted: word >> 13 & 7, word >> 12 & 1, word & 0xfff)
        default: append(decimal: word)
        }
    }

    private mutating func append(dotted numbers: UInt32...) {
        for (index, number) in numbers.enumerated() {
            if index > 0 { append(byte: UInt8(ascii: ".")) }
            append(decimal: number)
        }
    }

    /// Letters and digits as they are, white space as `+`, every other byte as `%XX`.
    mutating func append(urlEncoded value: RawSpan) {
        for index in value.byteOffsets {
            let byte = value.bigEndian8(index)
            switch byte {
            case 48...57, 65...90, 97...122: append(byte: byte)
            case 9...13, 32: append(byte: UInt8(ascii: "+"))
            default:
                append(byte: UInt8(ascii: "%"))
                append(upperHex: byte)
            }
        }
    }
}

/// All digits of a number that is too large for 64 bits, and has no fraction.
private func wholeText(_ value: Double) -> String {
    var digits: [UInt8] = [0]
    for bit in (0..<53).reversed() {
        double(&digits, carry: UInt8(truncatingIfNeeded: (value.significandBitPattern | 1 << 52) >> UInt64(bit) & 1))
    }
    for _ in 0..<max(Int(value.exponent) - 52, 0) { double(&digits, carry: 0) }
    return String(decoding: digits.reversed().map { $0 + 48 }, as: UTF8.self)
}

/// Doubles a number of decimal digits, the lowest first, and adds `carry`.
private func double(_ digits: inout [UInt8], carry: UInt8) {
    var carry = carry
    for index in digits.indices {
        let twice = digits[index] * 2 + carry
        digits[index] = twice % 10
        carry = twice / 10
    }
    if carry > 0 { digits.append(carry) }
}
