import NetTypes
import XDR

/// The values of chosen fields, as they go by.
struct FieldSelection: Sendable {
    private let names: [[UInt8]]
    /// A bit for each length that a name has.
    private let lengths: UInt64
    private var values: [[UInt8]]
    private var isOfSample: [Bool]
    /// Whether the fields that come are of a sample, not of the datagram.
    var isInSample = false
    /// Values that the sample has given.
    private var taken = 0

    init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        lengths = self.names.reduce(0) { $0 | 1 << UInt64($1.count & 63) }
        values = Array(repeating: [], count: names.count)
        isOfSample = Array(repeating: false, count: names.count)
    }

    /// The place of a name among those that are wanted: it is what the buffer has behind `start`.
    func slot(_ buffer: borrowing TextBuffer, from start: Int) -> Int? {
        let name = buffer.bytes.extracting(start...)
        guard lengths & 1 << UInt64(name.byteCount & 63) != 0 else { return nil }
        for (slot, wanted) in names.enumerated() where wanted.count == name.byteCount {
            if name.isEqual(to: wanted) { return slot }
        }
        return nil
    }

    /// Keeps a value, which is what the buffer has behind `start`; the last one counts.
    mutating func take(_ buffer: borrowing TextBuffer, from start: Int, _ slot: Int) {
        let value = buffer.bytes.extracting(start...)
        values[slot].removeAll(keepingCapacity: true)
        unsafe value.withUnsafeBytes { unsafe values[slot].append(contentsOf: $0) }
        isOfSample[slot] = isInSample
        if isInSample { taken += 1 }
    }

    /// Writes the line of a sample, if it had any of the fields, and forgets its values.
    mutating func endSample(_ buffer: inout TextBuffer) {
        if taken > 0 {
            for slot in values.indices {
                if slot > 0 { buffer.append(byte: UInt8(ascii: ",")) }
                Self.append(values[slot], to: &buffer)
            }
            buffer.append(byte: UInt8(ascii: "\n"))
        }
        forget(ofSample: true)
        taken = 0
    }

    mutating func endDatagram() { forget(ofSample: false) }

    private mutating func forget(ofSample: Bool) {
        for slot in values.indices where isOfSample[slot] == ofSample { values[slot].removeAll(keepingCapacity: true) }
    }

    /// A value with a comma or a quote is quoted (RFC 4180, section 2), so that a name cannot forge a column.
    private static func append(_ value: [UInt8], to buffer: inout TextBuffer) {
        let quote = UInt8(ascii: "\"")
        guard value.contains(where: { $0 == UInt8(ascii: ",") || $0 == quote }) else {
            return buffer.append(utf8: value)
        }
        buffer.append(byte: quote)
        for byte in value {
            if byte == quote { buffer.append(byte: quote) }
            buffer.append(byte: byte)
        }
        buffer.append(byte: quote)
    }
}

extension RawSpan {
    /// Both have as many bytes.
    fileprivate func isEqual(to other: [UInt8]) -> Bool {
        for index in byteOffsets where bigEndian8(index) != other[index] { return false }
        return true
    }
}
