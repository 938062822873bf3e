/// A value of a MaxMind database without what is in it (MaxMind DB file format 2.0, "Output Data Section").
enum MaxMindValue {
    /// Where its bytes are.
    case text(Range<Int>)
    /// Unsigned integers of up to 64 bits.
    case number(UInt64)
    /// How many pairs follow.
    case map(Int)
    /// How many values follow.
    case array(Int)
    /// Bytes, floating point, signed and 128-bit numbers, booleans: nothing that names an address.
    case other
}

/// Reads values one after another, within bounds: of the section that they are in, and of steps, which a damaged file
/// could make too many. `nil` from any of it: the data is not what it should be.
struct MaxMindCursor {
    private let bytes: [UInt8]
    /// Pointers count from the section's start, and lead nowhere else.
    private let section: Range<Int>
    private(set) var position: Int
    private var steps = 0

    /// A real record has some 100 values.
    private static let mostSteps = 20_000

    init(_ bytes: [UInt8], section: Range<Int>, at position: Int) {
        self.bytes = bytes
        self.section = section
        self.position = position
    }

    /// The value here. Of maps and arrays what is in them comes next; behind a pointer it is elsewhere, and `resume` is
    /// where to go on.
    private mutating func read() -> (value: MaxMindValue, resume: Int?)? {
        guard let head = control() else { return nil }
        guard head.type == Self.pointer else { return value(head).map { ($0, nil) } }
        guard let target = target(head.size) else { return nil }
        let resume = position
        position = target
        // A pointer to a pointer is not allowed.
        guard let there = control(), there.type != Self.pointer, let value = value(there) else { return nil }
        return (value, resume)
    }

    /// The value here, whose contents, if any, come next.
    mutating func enter() -> MaxMindValue? { read()?.value }

    /// Goes past the value here and all that is in it.
    mutating func skip() -> Bool {
        var left = 1
        while left > 0 {
            guard let head = control() else { return false }
            left -= 1
            switch head.type {
            case Self.pointer: guard target(head.size) != nil else { return false }
            default:
                guard let value = value(head) else { return false }
                switch value {
                case .map(let count): left += 2 * count
                case .array(let count): left += count
                default: break
                }
            }
        }
        return true
    }

    /// Goes to the value of a member of the map here; false where there is none.
    mutating func enter(member name: StaticString) -> Bool {
        guard case .map(let count)? = enter() else { return false }
        for _ in 0..<count {
            guard let (key, resume) = read(), case .text(let range) = key else { return false }
            if let resume { position = resume }
            if matches(range, name) { return true }
            guard skip() else { return false }
        }
        return false
    }

    private func matches(_ range: Range<Int>, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for place in 0..<range.count where unsafe bytes[range.lowerBound + place] != name.utf8Start[place] {
            return false
        }
        return true
    }
}

// MARK: Control bytes

extension MaxMindCursor {
    private static let pointer: UInt8 = 1

    /// The type of the value here, and for a pointer the rest of its control byte, else its size.
    private mutating func control() -> (type: UInt8, size: Int)? {
        steps += 1
        guard steps <= Self.mostSteps, let byte = number(bytes: 1) else { return nil }
        var type = UInt8(truncatingIfNeeded: byte >> 5)
        if type == Self.pointer { return (type, Int(byte & 31)) }
        if type == 0 {
            guard let extended = number(bytes: 1), 1...8 ~= extended else { return nil }
            type = UInt8(extended) + 7
        }
        guard let size = size(Int(byte & 31)) else { return nil }
        return (type, size)
    }

    /// Sizes above 28 need 1, 2 or 3 bytes more.
    private mutating func size(_ base: Int) -> Int? {
        guard base > 28 else { return base }
        let floors = [29, 285, 65_821]
        return number(bytes: base - 28).map { Int($0) + floors[base - 29] }
    }

    /// Where a pointer leads; two bits of the control byte say how many bytes follow, three begin the number.
    private mutating func target(_ bits: Int) -> Int? {
        let floors = [0, 2048, 526_336, 0], width = bits >> 3
        guard let rest = number(bytes: width + 1) else { return nil }
        let high = width == 3 ? 0 : (bits & 7) << (8 * (width + 1))
        let target = section.lowerBound + high + Int(rest) + floors[width]
        return section.contains(target) ? target : nil
    }

    private mutating func value(_ head: (type: UInt8, size: Int)) -> MaxMindValue? {
        switch head.type {
        case 2: return take(head.size).map { .text($0) }
        case 5, 6, 9:
            guard head.size <= 8 else { return nil }
            return number(bytes: head.size).map { .number($0) }
        case 7: return .map(head.size)
        case 11: return .array(head.size)
        case 14: return .other
        default: return take(head.size).map { _ in .other }
        }
    }

    private mutating func take(_ count: Int) -> Range<Int>? {
        guard section.upperBound - position >= count else { return nil }
        defer { position += count }
        return position..<position + count
    }

    private mutating func number(bytes count: Int) -> UInt64? {
        guard let range = take(count) else { return nil }
        return bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
