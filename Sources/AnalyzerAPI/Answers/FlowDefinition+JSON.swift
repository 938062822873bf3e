import Engine
import FlowLanguage
import JSON

extension FlowDefinition: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("keys", keys)
            $0.member("value", value)
            if !values.isEmpty { $0.member("values", values) }
            if !filter.isEmpty { $0.member("filter", filter) }
            $0.member("n", count)
            $0.member("t", timeConstant)
            $0.member("fs", separator)
            $0.member("dropped", dropped)
            if log { $0.member("log", log) }
            if makesRecords {
                $0.member("flowStart", logsStart)
                $0.member("activeTimeout", activeTimeout)
            }
            if !mergeMode.isEmpty { $0.member("aggMode", mergeMode) }
            if !ipfixCollectors.isEmpty {
                $0.member("ipfixCollectors") { $0.array { for text in ipfixCollectors { $0.value(text) } } }
            }
        }
    }
}

extension FlowDefinition {
    /// From the body of a PUT. Attributes that are not known are left aside; known ones must have their type, where
    /// a number or a boolean may be written as a string, and a list of keys as an array.
    init(body: [UInt8]) throws(APIProblem) {
        guard case .object(let members) = try parse(body) else {
            throw .badRequest("the body is to be an object: {\"keys\":\"ipsource\",\"value\":\"bytes\"}")
        }
        self.init(value: "")
        for member in members { try set(member) }
        guard !value.isEmpty else {
            throw .badRequest(
                "the attribute 'value' is missing: what to sum, \"bytes\" or \"frames\"",
                attribute: "value"
            )
        }
    }

    private mutating func set(_ member: JSONMember) throws(APIProblem) {
        switch member.name {
        case "keys": keys = try member.list()
        case "value": value = try member.text()
        case "filter": filter = member.value == .null ? "" : try member.text()
        case "fs": separator = try member.text()
        case "n": count = Int(min(max(try member.number(), 0), 1e6))
        case "t": timeConstant = try member.number()
        case "dropped": dropped = try member.bool()
        case "values": values = try member.list()
        case "log": log = try member.bool()
        case "flowStart": logsStart = try member.bool()
        case "activeTimeout": activeTimeout = try member.number()
        case "aggMode": mergeMode = member.value == .null ? "" : try member.mergeMode()
        case "ipfixCollectors": ipfixCollectors = try member.list().split(separator: ",").map(String.init)
        default: break
        }
    }
}

/// The JSON of a body, within bounds.
func parse(_ body: [UInt8]) throws(APIProblem) -> JSONValue {
    do {
        return try JSONValue(body, limits: JSONLimits(bytes: RequestLimits.body, depth: 8, values: 1000))
    } catch {
        throw APIProblem(error)
    }
}

extension JSONMember {
    func text() throws(APIProblem) -> String {
        guard case .string(let text) = value else { throw mismatch("a string") }
        guard !text.utf8.contains(where: { $0 < 0x20 }) else { throw mismatch("a string without control characters") }
        return text
    }

    /// The name of a `FlowMerge`, as it was written.
    fileprivate func mergeMode() throws(APIProblem) -> String {
        let name = try text()
        if name.isEmpty { return name }
        _ = try FlowMerge(aggMode: name)
        return name
    }

    /// A comma-separated list, or an array of its elements.
    func list() throws(APIProblem) -> String {
        if value == .null { return "" }
        guard case .array(let elements) = value else { return try text() }
        var texts: [String] = []
        for element in elements {
            texts.append(try JSONMember(name: name, value: element, position: position).text())
        }
        return texts.joined(separator: ",")
    }

    func number() throws(APIProblem) -> Double {
        guard let number = value.coercedNumber else { throw mismatch("a number") }
        return number
    }

    func bool() throws(APIProblem) -> Bool {
        guard let bool = value.coercedBool else { throw mismatch("true or false") }
        return bool
    }

    func mismatch(_ expected: String) -> APIProblem {
        var problem = APIProblem.badRequest("'\(name)' is to be \(expected), not \(value.typeName)", attribute: name)
        problem.position = position
        return problem
    }
}
