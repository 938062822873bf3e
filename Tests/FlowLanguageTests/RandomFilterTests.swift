import Testing

@testable import FlowLanguage

/// Random expressions: the program must say what a walk over the expression, comparing texts, says.
@Suite struct RandomFilterTests {
    private struct Generator {
        var state: UInt64 = 7

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    /// An expression as text, and its meaning for a sample.
    private struct Expression {
        var text: String
        var holds: ([String: String]) -> Bool
    }

    @Test func programsAgreeWithTheirText() throws {
        var random = Generator()
        var accepted = 0
        for _ in 0..<1500 {
            let expression = make(depth: 4, &random)
            for _ in 0..<4 {
                let sample = Sample.all[random.below(Sample.all.count)]
                let expected = expression.holds(sample.texts)
                #expect(try sample.accepts(expression.text) == expected, "\(expression.text)")
                accepted += expected ? 1 : 0
            }
        }
        #expect(accepted > 1000 && accepted < 5000)
    }

    private func make(depth: Int, _ random: inout Generator) -> Expression {
        guard depth > 0, random.below(4) > 0 else { return comparison(&random) }
        let parts = (0..<2 + random.below(3)).map { _ in make(depth: depth - 1, &random) }
        let isAll = random.below(2) == 0
        return Expression(text: "(" + parts.map(\.text).joined(separator: isAll ? " & " : "|") + ")") { texts in
            isAll ? parts.allSatisfy { $0.holds(texts) } : parts.contains { $0.holds(texts) }
        }
    }

    private func comparison(_ random: inout Generator) -> Expression {
        let keys = Sample.all[random.below(Sample.all.count)].texts.keys.sorted()
        let key = keys[random.below(keys.count)]
        let isNegated = random.below(3) == 0
        return random.below(4) == 0 ? match(key, isNegated, &random) : equality(key, isNegated, &random)
    }

    /// Patterns of values that were cut off.
    private func match(_ key: String, _ isNegated: Bool, _ random: inout Generator) -> Expression {
        let beginnings = (0..<1 + random.below(2)).map { _ in
            let value = value(of: key, &random)
            return value == "null" ? value : String(value.prefix(1 + random.below(value.count)))
        }
        let patterns = beginnings.map { $0 == "null" ? $0 : #"'\Q\#($0)\E.*'"# }
        return Expression(text: "\(key)\(isNegated ? "!~" : "~")\(patterns.joined(separator: ","))") { texts in
            beginnings.contains { (texts[key] ?? "null").hasPrefix($0) } != isNegated
        }
    }

    private func equality(_ key: String, _ isNegated: Bool, _ random: inout Generator) -> Expression {
        let values = (0..<1 + random.below(3)).map { _ in value(of: key, &random) }
        let literals = values.map { $0.contains("(") ? "'\($0)'" : $0 }
        return Expression(text: "\(key)\(isNegated ? "!=" : "=")\(literals.joined(separator: ","))") { texts in
            values.contains(texts[key] ?? "null") != isNegated
        }
    }

    private func value(of key: String, _ random: inout Generator) -> String {
        let known = Sample.all.compactMap { $0.texts[key] }
        return random.below(5) == 0 ? "null" : known[random.below(known.count)]
    }
}
