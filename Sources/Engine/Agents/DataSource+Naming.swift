import SFlow
import XDR

extension DataSource {
    /// The data source that the text of a `rtmetric` sample names: `3.100123` or `3:100123`, `4` for an interface; without any
    /// text the host. `nil` for every other text, which is an application's name for itself.
    init?(naming text: ByteRange, _ bytes: RawSpan) {
        guard !text.isEmpty else {
            self = .host
            return
        }
        var offset = text.start
        guard let first = Self.number(bytes, &offset, to: text.end) else { return nil }
        guard offset < text.end else {
            self = .interface(first)
            return
        }
        guard [UInt8(ascii: "."), UInt8(ascii: ":")].contains(bytes.bigEndian8(offset)) else { return nil }
        offset += 1
        guard let second = Self.number(bytes, &offset, to: text.end), offset == text.end else { return nil }
        self.init(sourceClass: first, index: second)
    }

    /// Decimal digits without needless zeros.
    private static func number(_ bytes: RawSpan, _ offset: inout Int, to end: Int) -> UInt32? {
        let start = offset
        var value: UInt64 = 0
        while offset < end, 0x30...0x39 ~= bytes.bigEndian8(offset) {
            value = value * 10 + UInt64(bytes.bigEndian8(offset) - 0x30)
            guard value <= UInt64(UInt32.max) else { return nil }
            offset += 1
        }
        guard offset > start, offset == start + 1 || bytes.bigEndian8(start) != 0x30 else { return nil }
        return UInt32(value)
    }
}
