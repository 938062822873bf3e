import NetTypes

extension FlowProgram {
    /// The packed key whose text this is, as `render` makes it; `nil` where that cannot be said from the text alone: a value has
    /// the separator in it, is kept in a table, may be of several types, or is none that its key can have.
    package func packed(_ text: String) -> [UInt64]? {
        let texts = keys.isEmpty && text.isEmpty ? [] : separate(text)
        guard texts.count == keys.count else { return nil }
        var words = Array(repeating: UInt64(0), count: keyWords)
        for (key, text) in zip(keys, texts) {
            guard key.type.members.count <= 1, let value = key.type.value(of: text) else { return nil }
            for byte in 0..<key.type.width {
                let bits = UInt64(truncatingIfNeeded: value >> UInt128(8 * byte)) & 255, at = key.at + byte
                words[at >> 3] |= bits << UInt64(8 * (at & 7))
            }
        }
        return words
    }

    private func separate(_ text: String) -> [String] {
        guard keys.count > 1, !definition.separator.isEmpty else { return [text] }
        return text.split(separator: definition.separator, omittingEmptySubsequences: false).map(String.init)
    }
}
