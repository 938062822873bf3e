extension PrintedText {
    /// Puts more before the names to come.
    mutating func push(prefix: StaticString) {
        for index in 0..<prefix.utf8CodeUnitCount { unsafe self.prefix.append(prefix.utf8Start[index]) }
    }

    /// `adaptor_0_`
    mutating func push(prefix: StaticString, _ index: Int) {
        push(prefix: prefix)
        self.prefix.append(UInt8(ascii: "_"))
        self.prefix.append(contentsOf: String(index).utf8)
        self.prefix.append(UInt8(ascii: "_"))
    }

    /// Takes away what stands behind the first `count` bytes of the prefix.
    mutating func pop(prefixTo count: Int) { prefix.removeLast(prefix.count - count) }
}
