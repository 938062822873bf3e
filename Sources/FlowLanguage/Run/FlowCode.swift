/// Computed keys, as flat instructions over a few registers. A run goes forward only.
struct FlowCode: Sendable {
    /// Registers that a program may need.
    static let registerLimit = 64

    var ops: [FlowOp] = []
    var constants: [FlowConstant] = []
    var operations: [FlowOperation] = []
    /// The operations on what is read from the sample.
    var reads: [Read] = []

    struct Read: Sendable {
        let operation: Int
        let load: FieldLoad
    }
}

/// The instructions that compute one value, which is in the first register then.
struct CodeRange: Hashable, Sendable {
    var first: UInt16
    var end: UInt16

    static let empty = CodeRange(first: 0, end: 0)
}

/// A value that a program has.
struct FlowConstant: Sendable {
    var bits: UInt128
    /// The place of its type among the members of the type that it is of.
    var tag: Int8 = 0
}

/// One instruction.
struct FlowOp: Sendable {
    enum Kind: UInt8, Sendable {
        /// A key of at most eight bytes, of sixteen, or a text.
        case load, loadWide, loadText
        case constant
        /// Gives the value another tag, that of `immediate` in eight bits for each.
        case cast
        /// Goes to `target` where there is a value.
        case skipIfPresent
        /// Goes to `target` unless the value is one of `count` constants, or, with `immediate` 1, is missing.
        case skipUnless
        case skip
        /// Whether this register and the next are equal.
        case equal
        /// Whether the value is from one constant to the next.
        case inRange
        /// Keeps the bits of a constant, of the first or, by the value's tag, of one behind it.
        case and
        /// An operation on `count` registers.
        case call
    }

    var kind: Kind
    /// The register of the result, and of the first operand.
    var place: UInt8
    /// The tag of what is loaded.
    var tag: Int8 = 0
    /// Constants or registers.
    var count: UInt8 = 0
    /// The first constant, or the operation.
    var first: UInt16 = 0
    var target: UInt16 = 0
    var immediate: UInt64 = 0
    var load: FieldLoad = FieldLoad(.stack)
}
