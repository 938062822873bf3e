/// A value while a program runs.
struct Register {
    /// For each value its type's place among the members of its node's type; negative: there is none.
    var tag: Int8 = -1
    /// Number, address… of a text `InternedText.bits`.
    var bits: UInt128 = 0

    static let absent = Register()

    @inline(__always)
    init() {}

    @inline(__always)
    init(_ bits: UInt128, tag: Int8 = 0) {
        self.bits = bits
        self.tag = tag
    }

    @inline(__always) var isAbsent: Bool { tag < 0 }
    @inline(__always) var low: UInt64 { UInt64(truncatingIfNeeded: bits) }
}
