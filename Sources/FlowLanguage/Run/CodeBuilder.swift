/// Makes nodes into instructions. A value is computed in the register that is asked for, and what it is made of there and
/// in those behind it.
struct CodeBuilder {
    private(set) var code = FlowCode()
    /// The literals that are texts.
    private(set) var pins: [InternedText] = []
    private let texts: TextTable
    /// A program needs more registers, constants or instructions than there are.
    private(set) var isTooLarge = false

    init(texts: TextTable) { self.texts = texts }

    /// Adds the instructions that compute a value.
    mutating func add(_ node: FlowNode) -> CodeRange {
        let first = code.ops.count
        emit(node, 0)
        if code.ops.count > Int(UInt16.max) || code.constants.count > Int(UInt16.max) { isTooLarge = true }
        return isTooLarge ? .empty : CodeRange(first: UInt16(first), end: UInt16(code.ops.count))
    }

    /// Adds a constant and returns its number.
    mutating func add(constant: UInt128) -> UInt16 { constants([FlowConstant(bits: constant)]) }

    /// Adds an operation and returns its number.
    mutating func add(_ operation: FlowOperation, of inputs: [FlowNode]) -> UInt16 {
        code.operations.append(operation)
        let number = code.operations.count - 1
        if let load = operation.load(of: inputs) { code.reads.append(FlowCode.Read(operation: number, load: load)) }
        return UInt16(truncatingIfNeeded: number)
    }

    /// The bits of a literal; a text gets its number.
    mutating func bits(_ literal: FlowLiteral) -> UInt128 {
        switch literal {
        case .value(let value): return value
        case .text(let text):
            pins.append(texts.pin(text))
            return pins[pins.count - 1].bits
        }
    }

    private mutating func emit(_ node: FlowNode, _ place: Int) {
        guard place < FlowCode.registerLimit, code.ops.count < Int(UInt16.max) else {
            isTooLarge = true
            return
        }
        switch node {
        case .load(let load):
            append(load.isText ? .loadText : load.isWide ? .loadWide : .load, place) { $0.load = load }
        case .constant(let literal, let member): emit(literal, member, place)
        case .cast(let inner, let members): emit(inner, as: members, place)
        case .otherwise(let one, let other): emit(one, otherwise: other, place)
        case .choose(let key, let values, let then, let other): emit(key, values, then, other, place)
        case .equal(let one, let other):
            emit(one, place)
            emit(other, place + 1)
            append(.equal, place)
        case .inRange(let inner, let range):
            emit(inner, place)
            let first = constants([range.lowerBound, range.upperBound].map { FlowConstant(bits: UInt128($0)) })
            append(.inRange, place) { $0.first = first }
        case .and(let inner, let masks):
            emit(inner, place)
            let first = constants(masks.map { FlowConstant(bits: $0) })
            append(.and, place) { $0.first = first }
        case .call(let operation, let inputs):
            for (index, input) in inputs.enumerated() { emit(input, place + index) }
            let number = add(operation, of: inputs)
            append(.call, place) { ($0.first, $0.count) = (number, UInt8(inputs.count)) }
        }
    }
}

extension CodeBuilder {
    private mutating func append(_ kind: FlowOp.Kind, _ place: Int, _ set: (inout FlowOp) -> Void = { _ in }) {
        var op = FlowOp(kind: kind, place: UInt8(place))
        set(&op)
        code.ops.append(op)
    }

    /// Adds constants and returns the place of the first.
    private mutating func constants(_ values: [FlowConstant]) -> UInt16 {
        defer { code.constants += values }
        return UInt16(truncatingIfNeeded: code.constants.count)
    }

    /// Adds the values of a set.
    mutating func constants(_ values: LiteralSet) -> UInt16 {
        constants(values.values.map { FlowConstant(bits: bits($0.literal), tag: Int8($0.member)) })
    }

    private mutating func emit(_ literal: FlowLiteral, _ member: Int, _ place: Int) {
        let first = constants([FlowConstant(bits: bits(literal), tag: Int8(member))])
        append(.constant, place) { $0.first = first }
    }

    /// What is loaded gets its tag at once.
    private mutating func emit(_ inner: FlowNode, as members: [Int], _ place: Int) {
        emit(inner, place)
        switch inner {
        case .load: code.ops[code.ops.count - 1].tag = Int8(members[0])
        default:
            let packed = members.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
            append(.cast, place) { $0.immediate = packed }
        }
    }

    private mutating func emit(_ one: FlowNode, otherwise other: FlowNode, _ place: Int) {
        emit(one, place)
        let skip = code.ops.count
        append(.skipIfPresent, place)
        emit(other, place)
        aim(skip)
    }

    private mutating func emit(
        _ key: FlowNode,
        _ values: LiteralSet,
        _ then: FlowNode,
        _ other: FlowNode,
        _ place: Int
    ) {
        emit(key, place)
        let first = constants(values), test = code.ops.count
        append(.skipUnless, place) {
            ($0.first, $0.count, $0.immediate) = (first, UInt8(values.values.count), values.acceptsAbsence ? 1 : 0)
        }
        emit(then, place)
        let skip = code.ops.count
        append(.skip, place)
        aim(test)
        emit(other, place)
        aim(skip)
    }

    /// Lets an instruction go to what comes next.
    private mutating func aim(_ op: Int) {
        // Too large a program is refused, not run.
        guard op < code.ops.count else { return }
        code.ops[op].target = UInt16(truncatingIfNeeded: code.ops.count)
    }
}

extension FlowOperation {
    /// What the one input is read by, unless it is a text.
    func load(of inputs: [FlowNode]) -> FieldLoad? {
        guard inputs.count == 1, case .load(let load) = inputs[0], !load.isText else { return nil }
        return load
    }
}
