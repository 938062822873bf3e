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
            /// The same for values of sixteen bytes and for texts, in `wide`.
            case wideOneOf
            /// The sample lacks the key.
            case absent
            /// The text of the value is matched by `patterns[first]`.
            case match
        }

        var load: FieldLoad
        var constant: UInt64 = 0
        var test: Test
        /// The outcome that leads to the next test.
        var goesOn = true
        /// Where the other outcome leads.
        var target = FilterProgram.reject
        var first: UInt16 = 0
        var count: UInt16 = 0
    }

    /// Targets that end a run.
    static let accept: UInt16 = 0xffff, reject: UInt16 = 0xfffe

    private(set) var ops: [Op] = []
    private var values: [UInt64] = []
    private var wide: [UInt128] = []
    private var patterns: [KeyPattern] = []
    private var pins: TextPins?
    private let environment: FlowEnvironment

    /// Compiles the expression; none accepts every sample.
    package init(_ expression: FilterExpression?, _ environment: FlowEnvironment = FlowEnvironment()) {
        self.environment = environment
        guard let expression else { return }
        var assembler = FilterAssembler(texts: environment.texts)
        assembler.assemble(expression)
        (ops, values, wide) = (assembler.ops, assembler.values, assembler.wide)
        patterns = assembler.patterns
        pins = TextPins(assembler.pins, in: environment.texts)
    }

    package var isEmpty: Bool { ops.isEmpty }

    /// What a thread needs to run it; `thread` is what it has for all programs.
    package func makeState(_ thread: FlowThread? = nil) -> FlowState {
        FlowState(patterns, thread ?? FlowThread(environment))
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
        switch op.test {
        case .equal: return false
        case .oneOf: return sample.load(op.load, bytes).map { values[op.list].contains($0) } ?? false
        case .wideOneOf: return state.value(op.load, of: sample, bytes).map { wide[op.list].contains($0) } ?? false
        case .absent: return state.value(op.load, of: sample, bytes) == nil
        case .match:
            return state.value(op.load, of: sample, bytes).map { state.matches(Int(op.first), $0) } ?? false
        }
    }
}

extension FilterProgram.Op {
    fileprivate var list: Range<Int> { Int(first)..<Int(first) + Int(count) }
}
