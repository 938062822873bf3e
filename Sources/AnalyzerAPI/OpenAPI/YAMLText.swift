extension DocumentValue {
    /// The same value as YAML, in blocks: an object's members and an array's elements have a line each, texts are quoted as
    /// in JSON, which YAML reads alike.
    var yaml: String {
        var text = ""
        appendBlock(to: &text, indent: 0)
        return text
    }

    private func appendBlock(to text: inout String, indent: Int) {
        let margin = String(repeating: "  ", count: indent)
        switch self {
        case .object(let members) where !members.isEmpty:
            for member in members {
                text += "\(margin)\(member.name.yamlKey):"
                member.value.append(to: &text, indent: indent)
            }
        case .array(let elements) where !elements.isEmpty:
            for element in elements {
                text += "\(margin)-"
                element.append(to: &text, indent: indent)
            }
        default: text += "\(margin)\(json)\n"
        }
    }

    /// What follows a name or a dash.
    private func append(to text: inout String, indent: Int) {
        guard hasParts else {
            text += " \(json)\n"
            return
        }
        text += "\n"
        appendBlock(to: &text, indent: indent + 1)
    }

    private var hasParts: Bool {
        switch self {
        case .object(let members): !members.isEmpty
        case .array(let elements): !elements.isEmpty
        default: false
        }
    }
}

extension String {
    /// Quoted unless it is a word that YAML takes for nothing but a text.
    fileprivate var yamlKey: String {
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        let isWord = utf8.first.map { (UInt8(ascii: "A")...UInt8(ascii: "z")).contains($0) } == true
        let isPlain = utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        }
        return isWord && isPlain && !words.contains(lowercased()) ? self : "\"\(self)\""
    }
}
