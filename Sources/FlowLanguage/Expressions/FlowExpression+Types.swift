extension FlowExpression {
    /// Finds the type, or says which argument is wrong.
    func typed(_ source: ExpressionText) throws(FlowSyntaxError) -> TypedExpression {
        switch self {
        case .key(let key, let range):
            var typed = try key.typed
            typed.key = key
            typed.range = range
            return typed
        case .call(let function, let arguments, let range):
            var checked: [FlowCall.Argument] = []
            for argument in arguments {
                switch argument {
                case .expression(let expression): checked.append(.expression(try expression.typed(source)))
                case .literal(let text, let range): checked.append(.literal(text, range))
                }
            }
            let call = FlowCall(function: function, arguments: checked, range: range, source: source)
            var typed = try function.build(call)
            typed.range = range
            guard typed.type.members.count <= KeyType.memberLimit else {
                throw source.error(.tooMany("types of one value", limit: KeyType.memberLimit), at: range)
            }
            return typed
        }
    }
}

extension FlowExpression {
    /// What one of our own keys is derived from.
    static func ours(_ text: String) throws(FlowSyntaxError) -> (expression: FlowExpression, typed: TypedExpression) {
        let source = ExpressionText(text, part: .keys, isOurs: true)
        var parser = ExpressionParser(source, size: 0)
        let expression = try parser.parse(0..<source.bytes.count)
        return (expression, try expression.typed(source))
    }

    /// The keys that it has.
    var keys: [FlowKeyReference] {
        switch self {
        case .key(let key, _): [key]
        case .call(_, let arguments, _):
            arguments.flatMap { argument in
                if case .expression(let expression) = argument { return expression.keys }
                return []
            }
        }
    }
}

extension FlowKeyReference {
    /// What the key is read from: bits of the sample, or what it is derived from.
    fileprivate var typed: TypedExpression {
        get throws(FlowSyntaxError) {
            switch key.source {
            case .load(let load): return TypedExpression(.load(nth == 0 ? load : load.inner(nth)), key.type)
            case .derived(let text): return try FlowExpression.ours(text).typed
            }
        }
    }
}
