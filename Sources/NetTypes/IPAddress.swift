/// An IPv4 or IPv6 address in host order.
public enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)

    /// From text: dotted quad, or RFC 4291 text without a zone. `nil` when it is neither.
    public init?(_ text: String) {
        if let value = parseIPv4(text[...]) {
            self = .v4(value)
        } else if let value = parseIPv6(text) {
            self = .v6(value)
        } else {
            return nil
        }
    }

    public var isUnspecified: Bool {
        switch self {
        case .v4(let value): value == 0
        case .v6(let value): value == 0
        }
    }

    /// An IPv4-mapped IPv6 address (`::ffff:a.b.c.d`) as the IPv4 address that it stands for.
    public var unmapped: IPAddress {
        if case .v6(let value) = self, value >> 32 == 0xffff { return .v4(UInt32(truncatingIfNeeded: value)) }
        return self
    }
}

extension IPAddress: CustomStringConvertible {
    /// `192.0.2.1`, or RFC 5952 text: `2001:db8::1`.
    public var description: String {
        switch self {
        case .v4(let value): ipv4Text(value)
        case .v6(let value): ipv6Text(value)
        }
    }
}

extension IPAddress: Comparable {
    /// IPv4 before IPv6, then by number.
    public static func < (a: IPAddress, b: IPAddress) -> Bool {
        switch (a, b) {
        case (.v4(let a), .v4(let b)): a < b
        case (.v6(let a), .v6(let b)): a < b
        case (.v4, .v6): true
        case (.v6, .v4): false
        }
    }
}

public func ipv4Text(_ value: UInt32) -> String {
    "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
}

/// RFC 5952: lower case (or upper), the longest run of two or more zero groups as `::`.
public func ipv6Text(_ value: UInt128, uppercase: Bool = false) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(39)
    ipv6Text(value, uppercase: uppercase) { text.append($0) }
    return String(decoding: text, as: UTF8.self)
}

/// The same, handed over character by character.
@inlinable
public func ipv6Text(_ value: UInt128, uppercase: Bool = false, _ put: (UInt8) -> Void) {
    let gap = longestZeroRun(value)
    for group in 0..<8 where !gap.contains(group) || group == gap.lowerBound {
        if group > 0 || gap.contains(group) { put(UInt8(ascii: ":")) }
        if !gap.contains(group) {
            putGroup(ipv6Group(value, group), uppercase: uppercase, put)
        } else if gap.upperBound == 8 {
            put(UInt8(ascii: ":"))
        }
    }
}

@usableFromInline
func ipv6Group(_ value: UInt128, _ group: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * group))
}

/// The group without zeros before it.
@inlinable
func putGroup(_ value: UInt16, uppercase: Bool, _ put: (UInt8) -> Void) {
    for place in (0..<max((19 - value.leadingZeroBitCount) / 4, 1)).reversed() {
        let digit = UInt8(truncatingIfNeeded: value >> UInt16(4 * place) & 15)
        put(digit < 10 ? 48 + digit : (uppercase ? 55 : 87) + digit)
    }
}

/// The first of the longest runs of zero groups; empty where none has two.
@usableFromInline
func longestZeroRun(_ value: UInt128) -> Range<Int> {
    var best = 8..<8, start = 0
    while start < 8 {
        var end = start
        while end < 8, ipv6Group(value, end) == 0 { end += 1 }
        if end - start >= 2, end - start > best.count { best = start..<end }
        start = max(end, start + 1)
    }
    return best
}

private func parseIPv4(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
        guard !part.isEmpty, part.utf8.count <= 3, part.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let byte = UInt8(part)
        else { return nil }
        value = value << 8 | UInt32(byte)
    }
    return value
}

private func parseIPv6(_ text: String) -> UInt128? {
    guard text.utf8.count <= 45 else { return nil }
    guard let gap = text.firstRange(ofDoubleColon: ()) else {
        guard let groups = parseGroups(text[...]), groups.count == 8 else { return nil }
        return join(groups)
    }
    guard let head = parseGroups(text[..<gap.lowerBound]), let tail = parseGroups(text[gap.upperBound...]),
        head.count + tail.count < 8
    else { return nil }
    return join(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
}

private func join(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

private func parseGroups(_ text: Substring) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
        if index == parts.count - 1, let quad = parseIPv4(part) {
            groups += [UInt16(quad >> 16), UInt16(quad & 0xffff)]
        } else {
            guard !part.isEmpty, part.utf8.count <= 4, part.utf8.allSatisfy({ hexDigitValue($0) != nil }),
                let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
    }
    return groups.count <= 8 ? groups : nil
}

extension String {
    fileprivate func firstRange(ofDoubleColon: Void) -> Range<Index>? {
        var previous: Index?
        for index in utf8.indices {
            if utf8[index] == UInt8(ascii: ":") {
                if let previous { return previous..<utf8.index(after: index) }
                previous = index
            } else {
                previous = nil
            }
        }
        return nil
    }
}
