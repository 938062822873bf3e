/// What is to be computed, without names: made of an expression by the type check, made into a flat program by
/// `CodeBuilder`.
indirect enum FlowNode: Sendable {
    case load(FieldLoad)
    /// A value of the type that is this member of the node's type.
    case constant(FlowLiteral, member: Int)
    /// The same value as one of another type: for each member of the type that it had, the member of the new one.
    case cast(FlowNode, [Int])
    /// The first, or the second where the first is missing.
    case otherwise(FlowNode, FlowNode)
    case choose(FlowNode, LiteralSet, then: FlowNode, else: FlowNode)
    /// Whether both are the same bits.
    case equal(FlowNode, FlowNode)
    case inRange(FlowNode, ClosedRange<UInt64>)
    /// The value's bits that are set in a mask, one for each member of the value's type.
    case and(FlowNode, [UInt128])
    case call(FlowOperation, [FlowNode])

    /// The value's bits that are set in a mask. Of a header's field only those are read at all.
    static func masked(_ node: FlowNode, _ masks: [UInt128]) -> FlowNode {
        guard case .load(let load) = node, load.keepsBits else { return .and(node, masks) }
        return .load(load.keeping(UInt64(truncatingIfNeeded: masks[0])))
    }
}

/// An expression whose type is known.
struct TypedExpression: Sendable {
    var node: FlowNode
    var type: KeyType
    /// Where it is written, in bytes.
    var range: Range<Int>
    /// The key that it is and nothing more.
    var key: FlowKeyReference?

    init(_ node: FlowNode, _ type: KeyType, at range: Range<Int> = 0..<0) {
        self.node = node
        self.type = type
        self.range = range
    }

    /// Bits of the sample, with nothing to compute.
    var load: FieldLoad? {
        guard case .load(let load) = node, !load.isText else { return nil }
        return load
    }

    /// The node as one of another type, which has all members of this one.
    func node(as wanted: KeyType) -> FlowNode {
        let places = type.members.map { wanted.place(of: $0) }
        return wanted.members.count == 1 || places == Array(wanted.members.indices) ? node : .cast(node, places)
    }
}

/// A value as a definition has it.
package enum FlowLiteral: Hashable, Sendable {
    case value(UInt128)
    /// A text, which has no number yet.
    case text(String)
}

/// The values that a value is compared with.
struct LiteralSet: Sendable {
    /// Values, each of the type that is this member of the compared one's type.
    var values: [(member: Int, literal: FlowLiteral)] = []
    /// `null` is among them: it is one of them where there is none.
    var acceptsAbsence = false

    /// Adds what a text means to a type; false where it cannot be a value of it.
    mutating func insert(_ text: String, of type: KeyType) -> Bool {
        let found = type.literals(of: text)
        values += found
        if text == "null" { acceptsAbsence = true }
        return acceptsAbsence || !found.isEmpty
    }
}
