import XDR

/// The bytes of a packet from the start of one of its headers on. Reading beyond what was sampled is `nil`.
struct HeaderBytes: ~Escapable {
    let bytes: RawSpan
    /// Where the header starts in them.
    let start: Int
    /// Where what was sampled ends; not beyond the bytes.
    let end: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, start: Int, end: Int) {
        self.bytes = bytes
        self.start = start
        self.end = min(end, bytes.byteCount)
    }

    private func has(_ at: Int, _ count: Int) -> Bool { at >= 0 && start + at + count <= end }

    func byte(_ at: Int) -> UInt8? { has(at, 1) ? bytes.bigEndian8(start + at) : nil }
    func word(_ at: Int) -> UInt16? { has(at, 2) ? bytes.bigEndian16(start + at) : nil }
    func doubleWord(_ at: Int) -> UInt32? { has(at, 4) ? bytes.bigEndian32(start + at) : nil }
    func quadWord(_ at: Int) -> UInt64? { has(at, 8) ? bytes.bigEndian64(start + at) : nil }

    func address(_ at: Int) -> UInt128? {
        guard has(at, 16) else { return nil }
        return UInt128(bytes.bigEndian64(start + at)) << 64 | UInt128(bytes.bigEndian64(start + at + 8))
    }
}
