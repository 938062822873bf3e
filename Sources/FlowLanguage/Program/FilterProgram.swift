/// A filter as a flat list of tests. A test goes on to the next one, or jumps forward.
///
/// That is enough: of the two outcomes of a comparison, one always leads to the comparison that follows it in the text.
/// A run takes at most as many steps as there are tests; behind the last one the sample is accepted.
package struct FilterProgram: Sendable {
    /// One test.
    struct Op: Sendable {
        enum Test: UInt8, Sendable {
            /// The value is `constant`.
            case equal
            /// The value is in `values[first..<first + count]`.
            case oneOf
            /// The same for values of sixteen bytes and for what is computed, in `wide`.
            case wideOneOf
            /// The sample lacks the key.
            case absent
            /// The text of the value is matched by `patterns[first]`.
            case match
        }

        /// How the value is read, unless it is computed by `code`.
        var load: FieldLoad
        var constant: UInt64 = 0
        var test: Test
        var isComputed = false
        /// The outcome that leads to the next test.
        var goesOn = true
        /// Where the other outcome leads.
        var target = FilterProgram.reject
        var first: UInt16 = 0
        var count: UInt16 = 0
        var code = CodeRange.empty
    }

    /// Targets that end a run.
    static let accept: UInt16 = 0xffff, reject: UInt16 = 0xfffe

    private(set) var ops: [Op] = []
    private var values: [UInt64] = []
    private var wide: [FlowConstant] = []
    private var patterns: [KeyPattern] = []
    /// What computes keys, those of the definition as well.
    let code: FlowCode
    private let pins: TextPins
    let environment: FlowEnvironment

    /// Takes what was assembled: with its builder, the code of what else is to run with the same state.
    init(_ assembler: FilterAssembler, _ environment: FlowEnvironment) {
        self.environment = environment
        (ops, values, wide) = (assembler.ops, assembler.values, assembler.wide)
        patterns = assembler.patterns
        code = assembler.builder.code
        pins = TextPins(assembler.builder.pins, in: environment.texts)
    }

    package var isEmpty: Bool { ops.isEmpty }

    /// What a thread needs to run it, and the definition that it is of.
    /// - Parameter thread: what the thread has for all programs; it must be of the program's environment.
    package func makeState(_ thread: FlowThread? = nil) -> FlowState {
        FlowState(patterns, code.operations, thread ?? FlowThread(environment))
    }
}

extension FilterProgram {
    /// Whether the filter accepts the sample.
    @inline(__always)
    package func accepts(_ sample: borrowing SampleFields, _ bytes: RawSpan, _ state: FlowState) -> Bool {
        let ops = ops.span
        var place = 0
        while place < ops.count {
            let isTrue =
                ops[place].test == .equal
                ? sample.load(ops[place].load, bytes) == ops[place].constant
                : holds(ops[place], sample, bytes, state)
            place = isTrue == ops[place].goesOn ? place &+ 1 : Int(ops[place].target)
        }
        return place != Int(Self.reject)
    }

    /// The rarer tests, apart so that the loop stays small.
    @inline(never)
    private func holds(
        _ op: Op,
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState
    ) -> Bool {
        if op.test == .oneOf { return isOne(sample.load(op.load, bytes), of: op.list) }
        let value = value(op, sample, bytes, state)
        switch op.test {
        case .equal, .oneOf: return false
        case .wideOneOf: return isOne(value, of: op.list)
        case .absent: return value.isAbsent
        case .match: return !value.isAbsent && state.matches(Int(op.first), value)
        }
    }

    @inline(__always)
    private func isOne(_ value: UInt64?, of list: Range<Int>) -> Bool {
        guard let value else { return false }
        let values = values.span
        for place in list where values[place] == value { return true }
        return false
    }

    @inline(__always)
    private func isOne(_ value: Register, of list: Range<Int>) -> Bool {
        let wide = wide.span
        for place in list where value.equals(wide[place]) { return true }
        return false
    }

    @inline(__always)
    private func value(
        _ op: Op,
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState
    ) -> Register {
        if op.isComputed { return state.run(code, op.code, sample, bytes) }
        let loaded = op.load.isWide ? sample.loadWide(op.load, bytes) : sample.load(op.load, bytes).map { UInt128($0) }
        return loaded.map { Register($0) } ?? .absent
    }
}

extension FilterProgram.Op {
    fileprivate var list: Range<Int> { Int(first)..<Int(first) + Int(count) }
}
