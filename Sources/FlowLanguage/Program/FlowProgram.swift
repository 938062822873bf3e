import PacketHeaders

/// A definition made ready to run: its filter, its keys as packed bytes, and what is measured.
///
/// The key of a sample is its keys' values one behind the other without gaps, each as wide as its type says, filled with
/// zeros to whole words. Text is made of it only when an answer is rendered.
///
/// Noncopyable, because running a copyable one would copy its arrays for every packet.
package struct FlowProgram: ~Copyable, Sendable {
    /// How one key, or a part of it, gets into the packed key.
    struct KeyStep: Sendable {
        enum Source: UInt8, Sendable {
            /// Read by `load`.
            case sample
            /// Computed by `code`.
            case computed
            /// The tag of what `code` computes.
            case tag
            /// What was computed by the step before.
            case same
            /// Read by `load`, the constant `code.first` where the sample lacks it.
            case defaulted
            /// The operation `code.first` on what `load` reads.
            case called
        }

        var load = FieldLoad(.stack)
        /// Of what is called, and of a substitute, the number is the first.
        var code = CodeRange.empty
        var source = Source.sample
        /// Bytes from the start of the packed key.
        var at: UInt8
        /// The tag of values that are texts; negative: none are.
        var textTag: Int8 = -1
        /// Bits, so that a step has 24 bytes: whether the value has sixteen, and whether its last byte, or one behind it, is
        /// in the next word.
        private var flags: UInt8 = 0

        init(at: Int) { self.at = UInt8(at) }

        var isWide: Bool { flags & 1 != 0 }
        var fillsWord: Bool { flags & 2 != 0 }
        /// How far the value is shifted in its first word.
        var shift: UInt8 { (at & 7) << 3 }

        mutating func setWidth(_ width: Int) {
            flags = (width == 16 ? 1 : 0) | (Int(at & 7) + width >= 8 ? 2 : 0)
        }
    }

    /// A key of the definition.
    package struct Key: Sendable {
        package let type: KeyType
        /// Bytes from the start of the packed key.
        let at: Int
    }

    package let definition: FlowDefinition
    /// What the largest flows are the largest by.
    package let value: FlowMeasure
    /// What else is measured.
    package let values: [FlowMeasure]
    /// What a key batch has for each key beside the sum that a table orders by: first the value, where that is no rate,
    /// then the further values.
    package let extras: [ValueAggregate]
    package let keys: [Key]
    package let filter: FilterProgram
    /// What it is of.
    package let kinds: SampleKinds
    /// Words of the packed key.
    package let keyWords: Int
    let steps: [KeyStep]
    /// The measures of `extras`.
    let extraMeasures: [FlowMeasure]
    /// All keys are bits of the sample.
    let hasPlainKeys: Bool
    /// So they are, and what is measured is bytes or frames and nothing else.
    let isPlain: Bool
    /// Arrays of their own would be looked at for every datagram: how many extras there are, and whether operations are
    /// asked that depend on the datagram.
    let extraCount: Int
    let hasOperations: Bool
    let hasReads: Bool
    let environment: FlowEnvironment

    /// Compiles a definition, or says what is wrong with it and where.
    /// - Parameter environment: what the programs that run beside it share with it.
    package init(
        _ definition: FlowDefinition,
        _ environment: FlowEnvironment = FlowEnvironment()
    ) throws(FlowSyntaxError) {
        let value = try MeasureParser.parse(value: definition.value)
        let values = try MeasureParser.parse(values: definition.values)
        let keys = try KeyListParser.parse(definition.keys)
        let filter = try FilterParser.parse(definition.filter)
        var layout = try KeyLayout(keys, definition.keys)
        var assembler = FilterAssembler(CodeBuilder(texts: environment.texts))
        if let filter { assembler.assemble(filter) }
        layout.compile(&assembler.builder)
        let measure = value.measure(&assembler.builder)
        let measures = values.map { $0.measure(&assembler.builder) }
        guard !assembler.builder.isTooLarge else {
            throw FlowSyntaxError(.keys, .tooMany("instructions", limit: Int(UInt16.max)), in: "", at: 0..<0)
        }
        (self.value, self.values) = (measure, measures)
        self.filter = FilterProgram(assembler, environment)
        self.definition = definition
        self.environment = environment
        (self.keys, steps, keyWords) = (layout.keys, layout.steps, layout.words)
        extraMeasures = (self.value.aggregate == .rate ? [] : [self.value]) + self.values
        extras = extraMeasures.map(\.aggregate)
        let isOfPackets = ([self.value] + self.values).contains { !$0.isComputed }
        kinds = definition.dropped ? .discarded : isOfPackets ? .packet : [.packet, .operation]
        extraCount = extras.count
        hasOperations = !self.filter.code.operations.isEmpty
        hasReads = !self.filter.code.reads.isEmpty
        hasPlainKeys = steps.allSatisfy { $0.source == .sample }
        isPlain = hasPlainKeys && extras.isEmpty && !self.value.isComputed
    }

    /// What a thread needs to run it.
    /// - Parameter thread: what the thread has for all programs; it must be of the program's environment.
    package func makeState(_ thread: FlowThread? = nil) -> FlowState { filter.makeState(thread) }
}

extension FlowMeasure {
    var isComputed: Bool {
        if case .computed = source { return true }
        return false
    }
}

/// Where the keys lie in a packed key, and how they get there.
struct KeyLayout {
    private let expressions: [TypedExpression]
    private(set) var keys: [FlowProgram.Key] = []
    private(set) var steps: [FlowProgram.KeyStep] = []
    let words: Int

    init(_ expressions: [TypedExpression], _ text: String) throws(FlowSyntaxError) {
        self.expressions = expressions
        var at = 0
        for expression in expressions {
            guard at + expression.type.width <= 8 * KeyBuffer.wordLimit else {
                let problem = FlowSyntaxError.Problem.tooMany("bytes of keys", limit: 8 * KeyBuffer.wordLimit)
                throw FlowSyntaxError(.keys, problem, in: text, at: 0..<text.utf8.count)
            }
            keys.append(FlowProgram.Key(type: expression.type, at: at))
            at += expression.type.width
        }
        words = (at + 7) / 8
    }

    /// Makes the steps, and the code of those that are computed.
    mutating func compile(_ builder: inout CodeBuilder) {
        for (key, expression) in zip(keys, expressions) {
            var step = FlowProgram.KeyStep(at: key.at)
            step.setWidth(key.type.width)
            switch expression.node {
            case .load(let load) where !load.isText:
                step.load = load
                steps.append(step)
            case .otherwise(.load(let load), .constant(.value(let value), _)) where !load.isWide && key.type.isSingle:
                (step.source, step.load, step.code.first) = (.defaulted, load, builder.add(constant: value))
                steps.append(step)
            case .call(let operation, let inputs) where operation.load(of: inputs) != nil:
                // It needs no code.
                (step.source, step.load, step.textTag) = (.called, operation.load(of: inputs)!, key.type.textTag)
                step.code.first = builder.add(operation, of: inputs)
                steps.append(step)
            default: append(step, key.type, builder.add(expression.node))
            }
        }
    }

    /// A union has its tag in a byte before the value.
    private mutating func append(_ step: FlowProgram.KeyStep, _ type: KeyType, _ code: CodeRange) {
        var step = step
        (step.source, step.code) = (.computed, code)
        if type.members.count > 1 {
            step.source = .tag
            step.setWidth(1)
            steps.append(step)
            step.source = .same
            step.at += 1
            step.setWidth(type.width - 1)
        }
        step.textTag = type.textTag
        steps.append(step)
    }
}
