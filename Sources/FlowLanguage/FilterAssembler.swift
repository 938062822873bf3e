/// Turns an expression into tests.
struct FilterAssembler {
    /// Where an outcome leads: to the end, or to the test with this number, counted from the last.
    private enum Exit: Equatable {
        case accept, reject
        case test(Int)
    }

    private(set) var ops: [FilterProgram.Op] = []
    private(set) var values: [UInt64] = []
    private(set) var wide: [UInt128] = []
    private(set) var patterns: [KeyPattern] = []
    /// The literals that are texts.
    private(set) var pins: [InternedText] = []
    private let texts: TextTable

    init(texts: TextTable) { self.texts = texts }

    /// Tests are made last first, so that both exits of a test are known when it is made; then they are turned around.
    mutating func assemble(_ expression: FilterExpression) {
        _ = emit(expression, yes: .accept, no: .reject)
        let last = UInt16(ops.count - 1)
        ops.reverse()
        for index in ops.indices where ops[index].target < FilterProgram.reject {
            ops[index].target = last - ops[index].target
        }
    }

    /// Adds the tests of the expression and returns the first.
    private mutating func emit(_ expression: FilterExpression, yes: Exit, no: Exit) -> Exit {
        switch expression {
        case .all(let parts): parts.reversed().reduce(yes) { emit($1, yes: $0, no: no) }
        case .any(let parts): parts.reversed().reduce(no) { emit($1, yes: yes, no: $0) }
        case .compare(let comparison):
            comparison.isNegated ? emit(comparison, yes: no, no: yes) : emit(comparison, yes: yes, no: no)
        }
    }

    private mutating func emit(_ comparison: FilterComparison, yes: Exit, no: Exit) -> Exit {
        var entry = no
        if !comparison.values.isEmpty { entry = add(member(comparison), yes: yes, no: entry) }
        if let pattern = comparison.pattern { entry = add(match(comparison.key, pattern), yes: yes, no: entry) }
        guard comparison.acceptsAbsence else { return entry }
        return add(FilterProgram.Op(load: comparison.key.load, test: .absent), yes: yes, no: entry)
    }

    private mutating func member(_ comparison: FilterComparison) -> FilterProgram.Op {
        var op = FilterProgram.Op(load: comparison.key.load, test: .equal)
        op.count = UInt16(comparison.values.count)
        let constants = comparison.values.map { constant($0) }
        if op.load.isWide || op.load.isText {
            op.test = .wideOneOf
            op.first = UInt16(wide.count)
            wide += constants
        } else if op.count == 1 {
            op.constant = UInt64(constants[0])
        } else {
            op.test = .oneOf
            op.first = UInt16(values.count)
            values += constants.map { UInt64($0) }
        }
        return op
    }

    private mutating func constant(_ literal: FlowLiteral) -> UInt128 {
        switch literal {
        case .value(let value): return value
        case .text(let text):
            pins.append(texts.pin(text))
            return pins[pins.count - 1].bits
        }
    }

    private mutating func match(_ key: FlowKeyReference, _ pattern: PatternProgram) -> FilterProgram.Op {
        var op = FilterProgram.Op(load: key.load, test: .match)
        op.first = UInt16(patterns.count)
        patterns.append(KeyPattern(type: key.key.type, program: pattern))
        return op
    }

    /// Adds a test before those that there are: one of its outcomes leads to the one that was added last.
    private mutating func add(_ op: FilterProgram.Op, yes: Exit, no: Exit) -> Exit {
        let next = ops.isEmpty ? Exit.accept : .test(ops.count - 1)
        var op = op
        // At the very end an accepting outcome falls off; of two that do not, `no` is the one that jumps.
        op.goesOn = yes == next
        op.target = target(op.goesOn ? no : yes)
        ops.append(op)
        return .test(ops.count - 1)
    }

    private func target(_ exit: Exit) -> UInt16 {
        switch exit {
        case .accept: FilterProgram.accept
        case .reject: FilterProgram.reject
        case .test(let number): UInt16(number)
        }
    }
}
