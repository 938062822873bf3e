import NetTypes

@testable import FlowLanguage

/// An expression as a tree, which is walked over the texts of a packet's keys: what a program must agree with.
indirect enum ExpressionTree {
    case key(String)
    case null(ExpressionTree, String?)
    case or([ExpressionTree])
    case choose(ExpressionTree, String, ExpressionTree, ExpressionTree)
    case equal(ExpressionTree, ExpressionTree)
    case range(ExpressionTree, UInt64, UInt64)
    case bits(ExpressionTree, UInt64)
    case mask(ExpressionTree, Int)
    case part(String, ExpressionTree, String, Int)
    case pick(String, ExpressionTree, String, [String])
    case concat(String, [ExpressionTree])
    case plain(String, ExpressionTree)
    case replace(ExpressionTree, String, String)
    case name(String, ExpressionTree, String)
}

// MARK: Meaning

extension ExpressionTree {
    /// The value as text; `nil` where the packet has none.
    func value(_ texts: [String: String]) -> String? {
        switch self {
        case .key(let name): return texts[name]
        case .null(let tree, let other): return tree.value(texts) ?? other ?? "null"
        case .or(let trees): return trees.lazy.compactMap { $0.value(texts) }.first
        case .choose(let tree, let text, let then, let other):
            return (tree.value(texts) ?? "null") == text ? then.value(texts) : other.value(texts)
        case .equal(let one, let other):
            guard let one = one.value(texts), let other = other.value(texts) else { return nil }
            return one == other ? "true" : "false"
        case .range(let tree, let low, let high):
            return tree.number(texts).map { $0 >= low && $0 <= high ? "true" : "false" }
        case .bits(let tree, let mask): return tree.number(texts).map { String($0 & mask) }
        case .mask(let tree, let bits): return tree.value(texts).map { Self.network($0, bits) }
        case .part(let name, let tree, let delimiter, let count):
            guard let parts = tree.parts(texts, delimiter) else { return nil }
            return (name == "prefix" ? Array(parts.prefix(count)) : parts.suffix(count)).joined(separator: delimiter)
        case .pick(let name, let tree, let delimiter, let values):
            guard let parts = tree.parts(texts, delimiter) else { return nil }
            return (name == "first" ? parts : parts.reversed()).first { values.isEmpty || values.contains($0) }
        case .concat(let delimiter, let trees):
            let values = trees.compactMap { $0.value(texts) }
            return values.count == trees.count ? values.joined(separator: delimiter) : nil
        case .plain(let name, let tree): return tree.value(texts).map { Self.plain(name, $0) }
        case .replace(let tree, let text, let other): return tree.parts(texts, text)?.joined(separator: other)
        case .name(let name, let tree, let argument):
            return tree.value(texts).map { name == "dns" ? "\($0.lowercased())." : "\(argument) \($0.lowercased())" }
        }
    }

    private func number(_ texts: [String: String]) -> UInt64? {
        guard let text = value(texts) else { return nil }
        // Bits have as many digits as they are wide.
        if case .key(let name) = self, case .bits = FlowKey.named(name)?.key.type { return UInt64(text, radix: 2) }
        return UInt64(text)
    }

    private func parts(_ texts: [String: String], _ delimiter: String) -> [String]? {
        value(texts).map { $0.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init) }
    }

    private static func plain(_ name: String, _ text: String) -> String {
        switch name {
        case "lower": text.lowercased()
        case "upper": text.uppercased()
        default: String(text.unicodeScalars.count)
        }
    }

    private static func network(_ text: String, _ bits: Int) -> String {
        switch IPAddress(text) {
        case .v4(let value):
            let bits = min(bits, 32), kept = bits == 0 ? 0 : (value >> UInt32(32 - bits)) << UInt32(32 - bits)
            return "\(IPAddress.v4(kept))/\(bits)"
        case .v6(let value):
            let kept = bits == 0 ? 0 : (value >> UInt128(128 - bits)) << UInt128(128 - bits)
            return "\(IPAddress.v6(kept))/\(bits)".uppercased()
        case nil: return "?"
        }
    }
}

// MARK: Text

extension ExpressionTree {
    /// As a definition has it.
    var text: String {
        switch self {
        case .key(let name): name
        case .null(let tree, let other): call("null", tree, other.map { [$0] } ?? [])
        case .or(let trees): "or" + trees.map { ":\($0.nested)" }.joined()
        case .choose(let tree, let text, let then, let other):
            call("if", tree, [text]) + ":\(then.nested):\(other.nested)"
        case .equal(let one, let other): "eq:\(one.nested):\(other.nested)"
        case .range(let tree, let low, let high): call("range", tree, ["\(low)", "\(high)"])
        case .bits(let tree, let mask): call("bits", tree, ["\(mask)"])
        case .mask(let tree, let bits): call("mask", tree, ["\(bits)"])
        case .part(let name, let tree, let delimiter, let count): call(name, tree, [delimiter, "\(count)"])
        case .pick(let name, let tree, let delimiter, let values): call(name, tree, [delimiter] + values)
        case .concat(let delimiter, let trees):
            "concat:\(Self.escaped(delimiter))" + trees.map { ":\($0.nested)" }.joined()
        case .plain(let name, let tree): call(name, tree, [])
        case .replace(let tree, let text, let other): call("replace", tree, [text, other])
        case .name(let name, let tree, let argument): call(name, tree, name == "dns" ? [] : [argument])
        }
    }

    private var nested: String {
        if case .key(let name) = self { return name }
        return "[\(text)]"
    }

    private func call(_ name: String, _ tree: ExpressionTree, _ literals: [String]) -> String {
        "\(name):\(tree.nested)" + literals.map { ":\(Self.escaped($0))" }.joined()
    }

    static func escaped(_ text: String) -> String {
        text.map { #"\:[],&|=!~() '""#.contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
