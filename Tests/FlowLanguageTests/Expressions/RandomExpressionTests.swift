import Testing

@testable import FlowLanguage

/// Random expressions: programs must say what a walk over the trees says, whatever they have met before.
@Suite struct RandomExpressionTests {
    private static let packets = Sample.all

    @Test func keysAgreeWithTheirTrees() throws {
        var trees = RandomTrees(), counted = 0
        let thread = FlowThread(echo)
        for _ in 0..<1500 {
            let keys = (0..<1 + trees.random.below(3)).map { _ in trees.tree(depth: 3) }
            guard let program = try program(keys.map(\.text).joined(separator: ","), "") else { continue }
            let state = program.makeState(thread)
            for _ in 0..<6 {
                let packet = trees.random.pick(Self.packets), values = keys.compactMap { $0.value(packet.texts) }
                let expected = values.count == keys.count ? values.joined(separator: "_SEP_") : nil
                #expect(packet.key(program, state) == expected, "\(program.definition.keys)")
                counted += expected == nil ? 0 : 1
            }
        }
        #expect(counted > 3000)
    }

    @Test func filtersAgreeWithTheirTrees() throws {
        var trees = RandomTrees(random: TestRandom(state: 5)), accepted = 0
        let thread = FlowThread(echo)
        for _ in 0..<1500 {
            let conditions = (0..<1 + trees.random.below(3)).map { _ in condition(&trees) }
            let isAll = trees.random.below(2) == 0
            let text = conditions.map(\.text).joined(separator: isAll ? "&" : " | ")
            guard let program = try program("", text) else { continue }
            let state = program.makeState(thread)
            for _ in 0..<6 {
                let packet = trees.random.pick(Self.packets)
                let holds = conditions.map { $0.holds(packet.texts) }
                let expected = isAll ? !holds.contains(false) : holds.contains(true)
                #expect((packet.key(program, state) != nil) == expected, "\(text)")
                accepted += expected ? 1 : 0
            }
        }
        #expect(accepted > 2000 && accepted < 7000)
    }

    @Test func valuesAgreeWithTheirTrees() throws {
        var trees = RandomTrees(random: TestRandom(state: 9)), counted = 0
        let thread = FlowThread(echo)
        for _ in 0..<500 {
            let tree = trees.tree(.number, depth: 3)
            let program = try FlowProgram(FlowDefinition(value: tree.text), echo), state = program.makeState(thread)
            let packet = trees.random.pick(Self.packets)
            let value = packet.use { fields, bytes in program.value(of: fields, bytes, state) }
            #expect(value == tree.value(packet.texts).flatMap { Double($0) }, "\(tree.text)")
            counted += value == nil ? 0 : 1
        }
        #expect(counted > 200)
    }

    /// `nil` where a value could be of more types than are allowed, or a key would be too wide.
    private func program(_ keys: String, _ filter: String) throws -> FlowProgram? {
        do {
            return try FlowProgram(
                FlowDefinition(keys: keys, value: "frames", filter: filter, separator: "_SEP_"),
                echo
            )
        } catch {
            if case .tooMany = error.problem { return nil }
            throw error
        }
    }

    private struct Condition {
        var text: String
        var holds: ([String: String]) -> Bool
    }

    private func condition(_ trees: inout RandomTrees) -> Condition {
        let tree = trees.tree(depth: 3), isNegated = trees.random.below(3) == 0, isPattern = trees.random.below(3) == 0
        let name = trees.random.below(2) == 0 ? tree.text : "'\(tree.text)'"
        var texts = (0..<1 + trees.random.below(3)).map { _ in trees.value(of: tree) }
        if isPattern {
            texts = texts.map { $0 == "null" ? $0 : String($0.prefix(1 + trees.random.below(max($0.count, 1)))) }
        }
        let literals = texts.map { isPattern ? pattern($0) : literal($0) }.joined(separator: ",")
        let comparator = (isNegated ? "!" : "") + (isPattern ? "~" : "=")
        return Condition(text: "\(name)\(comparator)\(literals)") { packet in
            // No pattern matches what is not there.
            let value = tree.value(packet)
            return texts.contains { isPattern && $0 != "null" ? value?.hasPrefix($0) ?? false : value ?? "null" == $0 }
                != isNegated
        }
    }

    private func literal(_ text: String) -> String {
        "'" + text.map { #"\'"#.contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }

    private func pattern(_ text: String) -> String {
        text == "null" ? text : "'" + text.map { $0.isLetter || $0.isNumber ? String($0) : "\\\($0)" }.joined() + ".*'"
    }
}
