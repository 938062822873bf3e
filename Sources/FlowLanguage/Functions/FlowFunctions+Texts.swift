extension FlowFunction {
    /// Functions of the text of a key. Any key has one: that which answers show.
    static let texts: [FlowFunction] = [
        FlowFunction(
            "prefix",
            [.key(), .literal("delimiter"), .literal("n")],
            "The first n parts of the text between delimiters.",
            example: "prefix:stack:.:3"
        ) { call throws(FlowSyntaxError) in
            let delimiter = try call.delimiter(1), count = Int(try call.number(2, in: 1...1024))
            return call.text(of: [call.expression(0)]) { $0[0].prefix(count, by: delimiter) }
        },
        FlowFunction(
            "suffix",
            [.key(), .literal("delimiter"), .literal("n")],
            "The last n parts of the text between delimiters.",
            example: "suffix:[dns:ipsource]:.:3"
        ) { call throws(FlowSyntaxError) in
            let delimiter = try call.delimiter(1), count = Int(try call.number(2, in: 1...1024))
            return call.text(of: [call.expression(0)]) { $0[0].suffix(count, by: delimiter) }
        },
        FlowFunction(
            "first",
            [.key(), .literal("delimiter"), .literal("value", .anyNumber)],
            "The first part of the text between delimiters that is one of the values; without values the first.",
            example: "first:stack:.:ip:ip6"
        ) { call throws(FlowSyntaxError) in
            let delimiter = try call.delimiter(1), values = call.texts(from: 2)
            return call.text(of: [call.expression(0)]) { inputs in
                inputs[0].parts(by: delimiter).first { values.isEmpty || values.contains($0) }
            }
        },
        FlowFunction(
            "last",
            [.key(), .literal("delimiter"), .literal("value", .anyNumber)],
            "The last part of the text between delimiters that is one of the values; without values the last.",
            example: "last:stack:.:tcp:udp"
        ) { call throws(FlowSyntaxError) in
            let delimiter = try call.delimiter(1), values = call.texts(from: 2)
            return call.text(of: [call.expression(0)]) { inputs in
                inputs[0].parts(by: delimiter).last { values.isEmpty || values.contains($0) }
            }
        },
        FlowFunction(
            "concat",
            [.literal("delimiter"), .key("key", .onceOrMore)],
            "The texts of the keys with the delimiter between them, which may be empty.",
            example: "concat:-:ipprotocol:tcpdestinationport"
        ) { call throws(FlowSyntaxError) in
            let delimiter = call.text(0) ?? ""
            return call.text(of: call.expressions(from: 1)) { $0.joined(separator: delimiter) }
        },
        FlowFunction("lower", [.key()], "The text in lower case.", example: "lower:macsource") {
            call throws(FlowSyntaxError) in
            call.text(of: [call.expression(0)]) { $0[0].lowercased() }
        },
        FlowFunction("upper", [.key()], "The text in upper case.", example: "upper:[dns:ipsource]") {
            call throws(FlowSyntaxError) in
            call.text(of: [call.expression(0)]) { $0[0].uppercased() }
        },
        FlowFunction(
            "replace",
            [.key(), .literal("text"), .literal("other")],
            "The text with one part of it replaced by another, wherever it occurs.",
            example: "replace:stack:.:/"
        ) { call throws(FlowSyntaxError) in
            let text = try call.delimiter(1), other = call.text(2) ?? ""
            return call.text(of: [call.expression(0)]) { $0[0].parts(by: text).joined(separator: other) }
        },
        FlowFunction(
            "uri",
            [.key(), .literal("part")],
            "Part of a URI (RFC 3986): \(URIPart.names).",
            example: "uri:[dns:ipsource]:host"
        ) { call throws(FlowSyntaxError) in
            let part = try call.choice(1, URIPart.allCases.map { ($0.rawValue, $0) })
            return call.text(of: [call.expression(0)]) { part.of($0[0]) }
        },
    ]
}

extension String {
    /// What stands between the delimiters, also where that is nothing.
    func parts(by delimiter: String) -> [String] {
        let (bytes, mark) = (Array(utf8), Array(delimiter.utf8))
        var parts: [String] = [], start = 0, place = 0
        while place + mark.count <= bytes.count {
            if bytes[place..<place + mark.count].elementsEqual(mark) {
                parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
                place += mark.count
                start = place
            } else {
                place += 1
            }
        }
        return parts + [String(decoding: bytes[start...], as: UTF8.self)]
    }

    fileprivate func prefix(_ count: Int, by delimiter: String) -> String {
        parts(by: delimiter).prefix(count).joined(separator: delimiter)
    }

    fileprivate func suffix(_ count: Int, by delimiter: String) -> String {
        parts(by: delimiter).suffix(count).joined(separator: delimiter)
    }
}
