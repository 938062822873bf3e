extension FlowFunction {
    /// Functions that choose between values.
    static let choices: [FlowFunction] = [
        FlowFunction(
            "null",
            [.key(), .literal("default", .optional)],
            "The key, or the default where the packet lacks it; without a default `null`. The default may be empty.",
            example: "null:vlan:0"
        ) { call throws(FlowSyntaxError) in
            let key = call.expression(0), substitute = key.type.substitute(call.text(1) ?? "null")
            let type = key.type.union(substitute.type)
            let constant = FlowNode.constant(substitute.literal, member: type.place(of: substitute.type))
            return TypedExpression(.otherwise(key.node(as: type), constant), type)
        },
        FlowFunction(
            "or",
            [.key(), .key("key", .onceOrMore)],
            "The first of the keys that the packet has.",
            example: "or:tcpsourceport:udpsourceport"
        ) { call throws(FlowSyntaxError) in
            let keys = call.expressions(from: 0)
            let type = keys.dropFirst().reduce(keys[0].type) { $0.union($1.type) }
            let last = keys[keys.count - 1].node(as: type)
            let node = keys.dropLast().reversed().reduce(last) { .otherwise($1.node(as: type), $0) }
            return TypedExpression(node, type)
        },
        FlowFunction(
            "if",
            [.key(), .literal("value"), .key("then"), .key("else")],
            "One key where the first has the value, another where it has not. The value `null`: the packet lacks the first.",
            example: "if:[first:stack:.:ip:ip6]:ip:[dns:ipsource]:[dns:ip6source]"
        ) { call throws(FlowSyntaxError) in
            let key = call.expression(0), then = call.expression(2), other = call.expression(3)
            var values = LiteralSet()
            guard values.insert(call.text(1) ?? "", of: key.type) else {
                throw call.badArgument(call.range(1), expected: key.type.name)
            }
            let type = then.type.union(other.type)
            return TypedExpression(
                .choose(key.node, values, then: then.node(as: type), else: other.node(as: type)),
                type
            )
        },
    ]

    /// Functions that are true or false.
    static let comparisons: [FlowFunction] = [
        FlowFunction(
            "eq",
            [.key(), .key()],
            "Whether two keys have the same value.",
            example: "eq:ipsource:arpipsender"
        ) { call throws(FlowSyntaxError) in
            let (one, other) = (call.expression(0), call.expression(1))
            let isSameKind = one.type == other.type || one.type.isNumber && other.type.isNumber
            guard isSameKind, one.type.members.count == 1 else {
                return call.number(of: [one, other], .boolean) { $0[0] == $0[1] ? 1 : 0 }
            }
            return TypedExpression(.equal(one.node, other.node), .boolean)
        },
        FlowFunction(
            "range",
            [.key(), .literal("low"), .literal("high", .optional)],
            "Whether a number is not below one and not above the other.",
            example: "range:bytes:64:127"
        ) { call throws(FlowSyntaxError) in
            let key = try call.single(0, "a number") { $0.isNumeric }
            let low = try call.number(1, in: 0...UInt64.max)
            let high = call.arguments.count > 2 ? try call.number(2, in: low...UInt64.max) : .max
            return TypedExpression(.inRange(key.node, low...high), .boolean)
        },
    ]
}

extension FlowCall {
    /// An argument of one type only.
    func single(
        _ place: Int,
        _ expected: String,
        _ isWanted: (KeyType) -> Bool
    ) throws(FlowSyntaxError) -> TypedExpression {
        let expression = try expression(place, expected, isWanted)
        guard expression.type.members.count == 1 else {
            throw badArgument(expression.range, expected: "\(expected), not \(expression.type.name)")
        }
        return expression
    }
}
