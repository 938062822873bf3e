import NetTypes
import SFlow
import XDR

/// The segments of an AS path where they lie: each a type (1 a set, 2 a sequence), a count and numbers.
struct ASPath: ~Escapable {
    private let bytes: RawSpan
    private let start: Int
    private let segments: Int
    /// The AS that the path leads to, and the first one on the way; 0 where there is none.
    private(set) var last: UInt32 = 0
    private(set) var first: UInt32 = 0

    /// Checks the segments, and steps over them.
    @_lifetime(copy reader)
    init(segments: Int, _ reader: inout XDRReader) throws(XDRError) {
        bytes = reader.bytes
        start = reader.offset
        self.segments = segments
        for segment in 0..<segments {
            _ = try reader.word()
            for index in 0..<(try reader.count(of: UInt32.self, max: .max)) {
                last = try reader.word()
                if segment == 0, index == 0 { first = last }
            }
        }
    }

    /// `64500-64501(64502-64503)`
    func append(to buffer: inout TextBuffer) {
        var offset = start
        for _ in 0..<segments {
            let isSet = bytes.bigEndian32(offset) == 1, count = Int(bytes.bigEndian32(offset + 4))
            if isSet { buffer.append(byte: UInt8(ascii: "(")) }
            for index in 0..<count {
                if index > 0 { buffer.append(byte: UInt8(ascii: "-")) }
                buffer.append(decimal: bytes.bigEndian32(offset + 8 + 4 * index))
            }
            if isSet { buffer.append(byte: UInt8(ascii: ")")) }
            offset += 8 + 4 * count
        }
    }
}
