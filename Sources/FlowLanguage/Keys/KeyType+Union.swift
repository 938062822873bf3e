/// Types of functions that have a value of one type or of another: `or:ipsource:ip6source`.
///
/// At run time such a value has a tag, the place of its type among the members; in a packed key the tag is a byte before
/// the value.
extension KeyType {
    /// Types that a union may have.
    static let memberLimit = 8

    /// The types of a union, or the type itself.
    var members: [KeyType] {
        if case .either(let members) = self { return members }
        return [self]
    }

    /// The place of a type among the members; numbers are one, whatever their size.
    func place(of type: KeyType) -> Int {
        members.firstIndex { $0 == type || ($0.isNumber && type.isNumber) } ?? 0
    }

    /// Whether it is no union.
    var isSingle: Bool { members.count == 1 }

    var isNumber: Bool {
        if case .number = self { return true }
        return false
    }

    /// The type of a value that is of this type or of another.
    func union(_ other: KeyType) -> KeyType {
        var all = members
        for member in other.members {
            if case .number(let max) = member, let place = all.firstIndex(where: { $0.isNumber }) {
                if case .number(let known) = all[place] { all[place] = .number(max: Swift.max(known, max)) }
            } else if !all.contains(member) {
                all.append(member)
            }
        }
        return all.count == 1 ? all[0] : .either(all)
    }

    /// The place of `text` among the members; negative where it is none of them.
    var textTag: Int8 { members.firstIndex(of: .text).map { Int8($0) } ?? -1 }

    func hasOnly(_ isWanted: (KeyType) -> Bool) -> Bool { members.allSatisfy(isWanted) }
}

// MARK: Literals

extension KeyType {
    /// What the text of a literal may mean: values, each with the place of its type among the members.
    func literals(of text: String) -> [(member: Int, literal: FlowLiteral)] {
        members.enumerated().compactMap { place, type in
            if type == .text { return (place, .text(text)) }
            return type.value(of: text).map { (place, .value($0)) }
        }
    }

    /// The type and value of a literal that stands for a missing value of this type: a text where it can be nothing else.
    func substitute(_ text: String) -> (type: KeyType, literal: FlowLiteral) {
        let addresses: [KeyType] = hasOnly { $0.isAddress } ? [.ipv4, .ipv6] : []
        for member in members + addresses where !member.isNumber {
            if let value = member.value(of: text) { return (member, .value(value)) }
        }
        if members.contains(where: { $0.isNumber }), let number = UInt64(text), String(number) == text {
            return (.number(max: number), .value(UInt128(number)))
        }
        return (.text, .text(text))
    }
}

// MARK: Kinds

extension KeyType {
    var isAddress: Bool { self == .ipv4 || self == .ipv6 }

    /// Whether values are numbers, or bits that are one.
    var isNumeric: Bool {
        if case .bits = self { return true }
        return isNumber
    }

    /// The largest number of a numeric type.
    var maximum: UInt64 {
        switch self {
        case .number(let max): max
        case .bits(let count): count >= 64 ? .max : 1 << UInt64(count) - 1
        default: .max
        }
    }
}
