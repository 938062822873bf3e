import NetTypes
import PacketHeaders
import SFlow

/// What the values of a key are: how wide they are in a packed key, what their text is, what may be compared with them.
package enum KeyType: Hashable, Sendable {
    /// A whole number up to `max`.
    case number(max: UInt64)
    case ipv4, ipv6
    /// Twelve upper-case hex digits.
    case mac
    /// `true` or `false`.
    case boolean
    /// Bits as text, the highest first.
    case bits(Int)
    /// An ifIndex, `internal`, `multiple`, `unknown` or `discard`.
    case interface
    /// `ingress` or `egress`.
    case direction
    /// Protocol names joined by dots.
    case stack
    /// Any text: the number of a `TextTable`.
    case text
    /// A number that stands for a word.
    case word(WordTable)
    /// Addresses of which so many bits are left.
    case ipv4Network(bits: Int), ipv6Network(bits: Int)
    /// A value of one of several types.
    case either([KeyType])
    /// A number that is known by its name.
    case named(NameTable)
    /// Up to fifteen bytes as upper-case hex digits.
    case octets
    /// Up to fifteen numbers below 256, joined by dots.
    case numberList

    static let u8 = KeyType.number(max: 0xff), u16 = KeyType.number(max: 0xffff), u32 = KeyType.number(max: 0xffff_ffff)
    static let u64 = KeyType.number(max: .max)

    /// Bytes of a value in a packed key.
    package var width: Int {
        switch self {
        case .number(let max): (64 - max.leadingZeroBitCount + 7) / 8
        case .ipv4, .ipv4Network, .text, .word: 4
        case .ipv6, .ipv6Network, .stack, .octets, .numberList: 16
        case .named(let table): KeyType.number(max: table.max).width
        case .mac: 6
        case .boolean, .direction: 1
        case .bits(let count): (count + 7) / 8
        case .interface: 8
        case .either(let members): 1 + (members.map(\.width).max() ?? 0)
        }
    }

    /// Whether values have more than eight bytes, without the tag of a union.
    package var isWide: Bool { members.contains { $0.width == 16 } }

    /// What a value is, for messages and the reference page.
    package var name: String {
        switch self {
        case .number(let max): "a number from 0 to \(max)"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .mac: "a MAC address"
        case .boolean: "true or false"
        case .bits(let count): "\(count) binary digits"
        case .interface: "an ifIndex, internal, multiple, unknown or discard"
        case .direction: "ingress or egress"
        case .stack: "protocol names joined by dots"
        case .text: "a text"
        case .word(let table): "a number or a word such as \(table.example)"
        case .ipv4Network(let bits): "an IPv4 network of \(bits) bits"
        case .ipv6Network(let bits): "an IPv6 network of \(bits) bits"
        case .either(let members): members.map(\.name).joined(separator: " or ")
        case .named(let table): "a name such as \(table.name(0))"
        case .octets: "up to 30 hex digits"
        case .numberList: "numbers joined by dots"
        }
    }
}

// MARK: Text of values

extension KeyType {
    /// The text of a value, as answers have it.
    /// - Parameter member: of a union, the type that the value is of.
    package func text(_ value: UInt128, member: Int = 0, _ texts: TextTable) -> String {
        var text = TextBuffer(capacity: 64)
        text.append(value, self, member: member, texts)
        return text.text
    }
}

// MARK: Values of text

extension KeyType {
    /// The value that a literal of a filter means; `nil` where it cannot be one of this key. What is a text has no value
    /// before it is in a table.
    package func value(of text: String) -> UInt128? {
        switch self {
        case .number(let max): Self.digits(text, radix: 10, max: max)
        case .ipv4: if case .v4(let address) = IPAddress(text) { UInt128(address) } else { nil }
        case .ipv6: if case .v6(let address) = IPAddress(text) { address } else { nil }
        case .mac: MACAddress(text).map { UInt128($0.bits) }
        case .boolean: ["false": 0, "true": 1, "no": 0, "yes": 1][text]
        case .bits(let count): text.utf8.count == count ? Self.digits(text, radix: 2, max: .max) : nil
        case .interface: Self.interfaceValue(text)
        case .direction: ["ingress": 0, "egress": 1][text]
        case .stack: LayerStack.packed(text: text)
        case .ipv4Network(let bits): Self.network(text, .ipv4, bits, of: 32)
        case .ipv6Network(let bits): Self.network(text, .ipv6, bits, of: 128)
        case .word(let table): table.number(text).map { UInt128($0) }
        case .text, .either: nil
        case .named(let table): table.number(text).map { UInt128($0) }
        case .octets: CountedBytes(hex: text)?.packed
        case .numberList: CountedBytes(numbers: text)?.packed
        }
    }

    /// `10.0.0.0/8`, or the address alone.
    private static func network(_ text: String, _ address: KeyType, _ bits: Int, of width: Int) -> UInt128? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let value = address.value(of: String(parts[0])), parts.count == 1 || parts[1] == String(bits) else {
            return nil
        }
        return value & mask(bits, of: width)
    }

    /// The highest bits of so many.
    static func mask(_ bits: Int, of width: Int) -> UInt128 {
        let all = width == 128 ? UInt128.max : UInt128(1) << UInt128(width) - 1
        return bits == 0 ? 0 : (all >> UInt128(width - bits)) << UInt128(width - bits)
    }

    private static func digits(_ text: String, radix: Int, max: UInt64) -> UInt128? {
        guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = UInt64(text, radix: radix) else { return nil }
        return value <= max ? UInt128(value) : nil
    }

    private static func interfaceValue(_ text: String) -> UInt128? {
        switch text {
        case "internal": UInt128(InterfacePort.internal.packed)
        case "unknown": 0
        case "discard": 1 << 32
        case "multiple": 2 << 32
        default: digits(text, radix: 10, max: 0xffff_ffff)
        }
    }
}
