/// A key function: declared once, and from the declaration come the parser, messages, completion, the reference page and
/// the programs.
package struct FlowFunction: Sendable {
    package let name: String
    let parameters: [FlowParameter]
    /// What it means, for the reference page.
    package let doc: String
    /// An expression with it.
    package let example: String
    /// Checks the arguments, and says of what type the value is and how it is computed.
    let build: @Sendable (FlowCall) throws(FlowSyntaxError) -> TypedExpression

    init(
        _ name: String,
        _ parameters: [FlowParameter],
        _ doc: String,
        example: String,
        build: @escaping @Sendable (FlowCall) throws(FlowSyntaxError) -> TypedExpression
    ) {
        self.name = name
        self.parameters = parameters
        self.doc = doc
        self.example = example
        self.build = build
    }

    /// How it is called: `prefix:key:delimiter:n`.
    package var signature: String { name + parameters.map(\.text).joined() }

    /// The parameters of so many arguments; `nil` where it cannot have as many.
    func parameters(for count: Int) -> [FlowParameter]? {
        let least = parameters.count { $0.occurs == .once || $0.occurs == .onceOrMore }
        guard let last = parameters.last, count >= least else { return nil }
        let isOpen = last.occurs == .onceOrMore || last.occurs == .anyNumber
        guard count <= parameters.count || isOpen else { return nil }
        return (0..<count).map { parameters[min($0, parameters.count - 1)] }
    }
}

/// What a function is called with.
struct FlowParameter: Sendable {
    enum Occurrence: Sendable {
        case once, optional
        /// The last one only.
        case onceOrMore, anyNumber
    }

    let name: String
    /// A key or function, not a literal.
    let isExpression: Bool
    let occurs: Occurrence

    static func key(_ name: String = "key", _ occurs: Occurrence = .once) -> FlowParameter {
        FlowParameter(name: name, isExpression: true, occurs: occurs)
    }

    static func literal(_ name: String, _ occurs: Occurrence = .once) -> FlowParameter {
        FlowParameter(name: name, isExpression: false, occurs: occurs)
    }

    fileprivate var text: String {
        switch occurs {
        case .once: ":\(name)"
        case .optional: "[:\(name)]"
        case .onceOrMore: ":\(name)…"
        case .anyNumber: "[:\(name)…]"
        }
    }
}

extension FlowFunction {
    /// Every function, in the order of the reference page.
    package static let all = choices + comparisons + numbers + texts + networks + lookups

    /// - Parameter isOurs: it is in an expression that one of our own keys is derived by.
    static func named(_ name: String, isOurs: Bool = false) -> FlowFunction? {
        byName[name] ?? (isOurs ? internals.first { $0.name == name } : nil)
    }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
