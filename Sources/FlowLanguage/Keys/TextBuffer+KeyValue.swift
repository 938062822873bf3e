import NetTypes
import PacketHeaders
import SFlow

extension TextBuffer {
    /// Appends the text of a key's value, as answers have it.
    /// - Parameter member: of a union, the type that the value is of.
    mutating func append(_ value: UInt128, _ type: KeyType, member: Int = 0, _ texts: TextTable) {
        let low = UInt64(truncatingIfNeeded: value)
        switch type {
        case .number: append(decimal: low)
        case .ipv4: append(ipv4: UInt32(truncatingIfNeeded: low))
        case .ipv6: ipv6Text(value, uppercase: true) { append(byte: $0) }
        case .mac: append(upperMAC: low)
        case .boolean: low == 0 ? append("false") : append("true")
        case .bits(let count): append(bits: low, count)
        case .interface: append(interface: low)
        case .direction: low == 0 ? append("ingress") : append("egress")
        case .stack: append(stack: value)
        case .named(let table): append(utf8: table.name(low).utf8)
        case .octets: CountedBytes(packed: value).forEach { append(upperHex: $0) }
        case .numberList: append(numbers: CountedBytes(packed: value))
        case .word(let table): append(UInt32(truncatingIfNeeded: low), of: table)
        case .ipv4Network(let bits): append(value, .ipv4, bits, texts)
        case .ipv6Network(let bits): append(value, .ipv6, bits, texts)
        case .either(let members): append(value, members[min(member, members.count - 1)], texts)
        case .text: append(utf8: texts.text(UInt32(truncatingIfNeeded: value)).utf8)
        }
    }

    private mutating func append(numbers: CountedBytes) {
        var isFirst = true
        numbers.forEach { number in
            if !isFirst { append(byte: UInt8(ascii: ".")) }
            isFirst = false
            append(decimal: UInt64(number))
        }
    }

    private mutating func append(_ value: UInt128, _ address: KeyType, _ bits: Int, _ texts: TextTable) {
        append(value, address, texts)
        append(byte: UInt8(ascii: "/"))
        append(decimal: UInt32(bits))
    }

    private mutating func append(_ number: UInt32, of table: WordTable) {
        if let word = table.word(number) { append(word) } else { append(decimal: number) }
    }

    private mutating func append(upperMAC value: UInt64) {
        for place in (0..<6).reversed() { append(upperHex: UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
    }

    private mutating func append(bits value: UInt64, _ count: Int) {
        for place in (0..<count).reversed() { append(byte: 48 + UInt8(truncatingIfNeeded: value >> UInt64(place) & 1)) }
    }

    private mutating func append(interface packed: UInt64) {
        switch packed >> 32 {
        case 1: append("discard")
        case 2: append("multiple")
        default:
            if packed == InterfacePort.internal.packed { return append("internal") }
            packed == 0 ? append("unknown") : append(decimal: packed & 0xffff_ffff)
        }
    }

    private mutating func append(stack packed: UInt128) {
        var isFirst = true
        LayerStack.forEachName(packed: packed) { name in
            if !isFirst { append(byte: UInt8(ascii: ".")) }
            isFirst = false
            append(utf8: name.utf8)
        }
    }
}
