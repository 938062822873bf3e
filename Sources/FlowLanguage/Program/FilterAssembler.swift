/// Turns an expression into tests.
struct FilterAssembler {
    /// Where an outcome leads: to the end, or to the test with this number, counted from the last.
    private enum Exit: Equatable {
        case accept, reject
        case test(Int)
    }

    private(set) var ops: [FilterProgram.Op] = []
    private(set) var values: [UInt64] = []
    private(set) var wide: [FlowConstant] = []
    private(set) var patterns: [KeyPattern] = []
    var builder: CodeBuilder

    init(_ builder: CodeBuilder) { self.builder = builder }

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
        var entry = no, op = FilterProgram.Op(load: comparison.operand.load ?? FieldLoad(.stack), test: .equal)
        if comparison.operand.load == nil {
            op.isComputed = true
            op.code = builder.add(comparison.operand.node)
        }
        if !comparison.values.values.isEmpty { entry = add(member(op, comparison.values), yes: yes, no: entry) }
        if let pattern = comparison.pattern {
            entry = add(match(op, comparison.operand.type, pattern), yes: yes, no: entry)
        }
        guard comparison.values.acceptsAbsence else { return entry }
        op.test = .absent
        return add(op, yes: yes, no: entry)
    }

    private mutating func member(_ op: FilterProgram.Op, _ literals: LiteralSet) -> FilterProgram.Op {
        var op = op
        let constants = literals.values.map { FlowConstant(bits: builder.bits($0.literal), tag: Int8($0.member)) }
        op.count = UInt16(constants.count)
        if op.load.isWide || op.isComputed {
            op.test = .wideOneOf
            op.first = UInt16(wide.count)
            wide += constants
        } else if constants.count == 1 {
            op.constant = UInt64(constants[0].bits)
        } else {
            op.test = .oneOf
            op.first = UInt16(values.count)
            values += constants.map { UInt64($0.bits) }
        }
        return op
    }

    private mutating func match(
        _ op: FilterProgram.Op,
        _ type: KeyType,
        _ pattern: PatternProgram
    ) -> FilterProgram.Op {
        var op = op
        op.test = .match
        op.first = UInt16(patterns.count)
        patterns.append(KeyPattern(type: type, program: pattern))
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
