extension FlowProgram {
    /// The text of a packed key: its values with the definition's separator between them.
    package func render(_ words: Span<UInt64>) -> String {
        var texts: [String] = []
        for key in keys { texts.append(key.text(words, environment.texts)) }
        return texts.joined(separator: definition.separator)
    }

    /// Whether keys have texts: what holds them is to be marked in a sweep of the table.
    package var hasTexts: Bool { keys.contains { $0.type.textTag >= 0 } }

    /// Marks the texts that a packed key has.
    package func markTexts(of words: Span<UInt64>, in marks: inout TextMarks) {
        for step in steps where step.textTag >= 0 {
            let at = Int(step.at)
            let tag = step.source == .same ? Int8(truncatingIfNeeded: words.bytes(at: at - 1, count: 1)) : 0
            if tag == step.textTag { marks.insert(UInt32(truncatingIfNeeded: words.bytes(at: at, count: 4))) }
        }
    }
}

extension FlowProgram.Key {
    /// The text of the key's value in a packed key.
    func text(_ words: Span<UInt64>, _ texts: TextTable) -> String {
        guard type.members.count > 1 else { return type.text(words.bytes(at: at, count: type.width), texts) }
        let member = Int(truncatingIfNeeded: words.bytes(at: at, count: 1))
        return type.text(words.bytes(at: at + 1, count: type.width - 1), member: member, texts)
    }
}

extension Span<UInt64> {
    /// Bytes of a packed key as one number, the first the lowest.
    fileprivate func bytes(at: Int, count: Int) -> UInt128 {
        var value: UInt128 = 0
        for index in (at..<at + count).reversed() where index >> 3 < self.count {
            value = value << 8 | UInt128(self[index >> 3] >> UInt64(8 * (index & 7)) & 255)
        }
        return value
    }
}
