import NetTypes
import PacketHeaders
import SFlow

/// The text of one value after the other, in room that is used again for each.
///
/// The storage lives as long as the value; what is read was written before.
@safe struct KeyText: ~Copyable {
    /// Room for the longest text, that of a `stack`.
    static let limit = 256

    private let storage: UnsafeMutablePointer<UInt8>
    private var count = 0

    init() { unsafe storage = UnsafeMutablePointer.allocate(capacity: Self.limit) }

    deinit { unsafe storage.deallocate() }

    var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let bytes = unsafe Span(_unsafeStart: storage, count: count)
            return unsafe _overrideLifetime(bytes, borrowing: self)
        }
    }

    var string: String { unsafe String(decoding: UnsafeBufferPointer(start: storage, count: count), as: UTF8.self) }

    mutating func removeAll() { count = 0 }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        guard count < Self.limit else { return }
        unsafe storage[count] = byte
        count &+= 1
    }
}

extension KeyText {
    /// Appends the text of a value, as answers have it.
    mutating func append(_ value: UInt128, _ type: KeyType) {
        let low = UInt64(truncatingIfNeeded: value)
        switch type {
        case .number: append(decimal: low)
        case .ipv4: append(ipv4: low)
        case .ipv6: ipv6Text(value, uppercase: true) { append($0) }
        case .mac: append(mac: low)
        case .boolean: append(low == 0 ? "false" : "true")
        case .bits(let count): append(bits: low, count)
        case .interface: append(interface: low)
        case .direction: append(low == 0 ? "ingress" : "egress")
        case .stack: append(stack: value)
        }
    }

    private mutating func append(_ name: String) { for byte in name.utf8 { append(byte) } }

    private mutating func append(decimal value: UInt64) {
        if value >= 10 { append(decimal: value / 10) }
        append(48 + UInt8(truncatingIfNeeded: value % 10))
    }

    private mutating func append(ipv4 value: UInt64) {
        for octet in 0..<4 {
            if octet > 0 { append(UInt8(ascii: ".")) }
            append(octet: UInt32(truncatingIfNeeded: value >> UInt64(24 - 8 * octet) & 255))
        }
    }

    @inline(__always)
    private mutating func append(octet value: UInt32) {
        if value >= 100 { append(48 + UInt8(truncatingIfNeeded: value / 100)) }
        if value >= 10 { append(48 + UInt8(truncatingIfNeeded: value / 10 % 10)) }
        append(48 + UInt8(truncatingIfNeeded: value % 10))
    }

    private mutating func append(mac value: UInt64) {
        for place in (0..<12).reversed() {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * place) & 15)
            append(digit < 10 ? 48 + digit : 55 + digit)
        }
    }

    private mutating func append(bits value: UInt64, _ count: Int) {
        for place in (0..<count).reversed() { append(48 + UInt8(truncatingIfNeeded: value >> UInt64(place) & 1)) }
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
            if !isFirst { append(UInt8(ascii: ".")) }
            isFirst = false
            append(name)
        }
    }
}
