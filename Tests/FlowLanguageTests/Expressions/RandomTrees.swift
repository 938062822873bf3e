@testable import FlowLanguage

/// A small generator of random numbers (PCG's multiplier, the upper half).
struct TestRandom {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}

/// Makes trees of which the type check must approve.
struct RandomTrees {
    /// What a function may ask of an argument.
    enum Kind { case any, number, address }

    var random = TestRandom(state: 11)
    private static let delimiters = [".", ":", "0", "ip", ", ", "'", "]"]

    mutating func tree(_ kind: Kind = .any, depth: Int) -> ExpressionTree {
        guard depth > 0, random.below(5) > 0 else { return key(kind) }
        switch random.below(kind == .any ? 16 : 4) {
        case 0: return .or((0..<2 + random.below(2)).map { _ in tree(kind, depth: depth - 1) })
        case 1:
            let condition = tree(depth: depth - 1)
            return .choose(condition, value(of: condition), tree(kind, depth: depth - 1), tree(kind, depth: depth - 1))
        case 2: return null(kind, depth - 1)
        case 3:
            return kind == .address ? key(kind) : .bits(tree(.number, depth: depth - 1), random.pick([0, 1, 6, 1003]))
        case 4: return .equal(tree(depth: depth - 1), tree(depth: depth - 1))
        case 5:
            return .range(tree(.number, depth: depth - 1), UInt64(random.below(70)), UInt64(70 + random.below(1000)))
        case 6:
            return .mask(
                tree(.address, depth: depth - 1),
                random.pick([0, 8, 31, 32, 33, 127, 128].filter { $0 <= 32 })
            )
        case 7, 8:
            return .part(random.pick(["prefix", "suffix"]), tree(depth: depth - 1), delimiter(), 1 + random.below(3))
        case 9, 10:
            let inner = tree(depth: depth - 1), mark = delimiter()
            let parts = value(of: inner).split(separator: mark, omittingEmptySubsequences: false).map(String.init)
            let values = (0..<random.below(3)).map { _ in random.pick(parts) }
            return .pick(random.pick(["first", "last"]), inner, mark, values)
        case 11:
            return .concat(
                random.pick(["", "-", ":", "[", " "]),
                (0..<1 + random.below(3)).map { _ in tree(depth: depth - 1) }
            )
        case 12: return .plain(random.pick(["lower", "upper", "len"]), tree(depth: depth - 1))
        case 13: return .replace(tree(depth: depth - 1), delimiter(), random.pick(["", "_", "::"]))
        default:
            return random.below(2) == 0
                ? .name("dns", tree(.address, depth: depth - 1), "")
                : .name("group", tree(.address, depth: depth - 1), "sites")
        }
    }

    private mutating func null(_ kind: Kind, _ depth: Int) -> ExpressionTree {
        let other = kind == .any ? random.pick([nil, "", "0", "none", "a:b]"]) : kind == .number ? "0" : "192.0.2.77"
        return .null(tree(kind, depth: depth), other)
    }

    private mutating func delimiter() -> String { random.pick(Self.delimiters) }

    private mutating func key(_ kind: Kind) -> ExpressionTree {
        let names = Sample.all[random.below(Sample.all.count)].texts.keys.sorted().filter {
            guard let type = FlowKey.named($0)?.key.type else { return false }
            return kind == .any || (kind == .number ? type.isNumber : type.isAddress)
        }
        return .key(random.pick(names))
    }

    /// A value that some packet has, or `null`.
    mutating func value(of tree: ExpressionTree) -> String {
        tree.value(random.pick(Sample.all).texts) ?? "null"
    }
}
