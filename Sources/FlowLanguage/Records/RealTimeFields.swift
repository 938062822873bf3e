import NetTypes
import SFlow
import XDR

/// The fields of what an application tells of itself, an `rtflow` sample (4300:1003), in place: each a name, a type and a
/// value. It is walked for the field that a key names; nothing is read beyond it.
struct RealTimeFields: ~Escapable {
    private var reader: XDRReader
    private var left = 0

    /// - Parameter body: of the sample, from the name of its data source on.
    @_lifetime(copy bytes)
    init?(_ bytes: RawSpan, _ body: ByteRange) {
        guard body.end <= bytes.byteCount else { return nil }
        reader = XDRReader(bytes, at: body.start)
        reader.end = body.end
        do {
            _ = try reader.variable(max: XDRReader.longestText)
            _ = try reader.take(8)
            left = try reader.count(of: RealTimeFlowField.self, max: 1024)
        } catch { return nil }
    }

    /// The type and the place of the value under a name; `nil` where there is none.
    @_lifetime(self: copy self)
    mutating func find(_ name: UInt64) -> (type: UInt32, value: ByteRange)? {
        do {
            while left > 0 {
                left -= 1
                let found = try reader.variable(max: XDRReader.longestText), type = try reader.word()
                let value = try self.value(type)
                if Self.hash(reader.bytes, found) == name { return (type, value) }
            }
        } catch {}
        return nil
    }

    @_lifetime(self: copy self)
    private mutating func value(_ type: UInt32) throws(XDRError) -> ByteRange {
        switch type {
        case 0: try reader.variable(max: XDRReader.longestText)
        case 1: ByteRange(offset: try reader.take(8), count: 6)
        case 2, 4, 6: ByteRange(offset: try reader.take(4), count: 4)
        case 3: ByteRange(offset: try reader.take(16), count: 16)
        case 5, 7: ByteRange(offset: try reader.take(8), count: 8)
        default: try Self.fail(type)
        }
    }

    @inline(never)
    private static func fail(_ type: UInt32) throws(XDRError) -> ByteRange { throw .badValue(at: 0, value: type) }

    /// What stands for a name in a `FieldLoad`.
    static func hash(_ name: String) -> UInt64 { name.utf8.reduce(0xcbf2_9ce4_8422_2325) { step($0, $1) } }

    private static func hash(_ bytes: RawSpan, _ name: ByteRange) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for place in name.start..<name.end { hash = step(hash, bytes.bigEndian8(place)) }
        return hash
    }

    /// FNV-1a. Two names of one hash would be an application's own doing.
    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
}

// MARK: Keys

extension FlowKey {
    /// What stands before the name of a field that an application chose: its value as text, and as a number.
    static let realTimeText = "rtflow.", realTimeNumber = "rtvalue."

    /// The key of such a field; `nil` where the name is none.
    static func realTime(_ name: String) -> FlowKey? {
        let isText = name.hasPrefix(realTimeText)
        guard isText || name.hasPrefix(realTimeNumber) else { return nil }
        let field = String(name.dropFirst(isText ? realTimeText.count : realTimeNumber.count))
        guard (1...XDRReader.longestText).contains(field.utf8.count) else { return nil }
        var load = FieldLoad(isText ? .realTimeText : .realTimeNumber)
        load.mask = RealTimeFields.hash(field)
        return FlowKey(name, isText ? .text : .u64, load, "The field \(field) of what an application tells of itself.")
    }
}

// MARK: Reading

extension SampleFields {
    /// Forgets the packet before and takes what an application tells of itself.
    mutating func begin(realTimeFlow body: ByteRange, samplingRate rate: UInt32) {
        reset()
        kind = .operation
        samplingRate = max(rate, 1)
        records.note(RecordOrdinal.realTimeFlow, body)
    }

    private func realTimeValue(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> (type: UInt32, value: ByteRange)? {
        guard let body = records[RecordOrdinal.realTimeFlow], var fields = RealTimeFields(bytes, body) else {
            return nil
        }
        return fields.find(field.mask)
    }

    /// A whole number that is not negative; what stands behind the point is left out.
    func realTimeNumber(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        guard let (type, value) = realTimeValue(field, bytes) else { return nil }
        switch type {
        case 4: return UInt64(bytes.bigEndian32(value.start))
        case 5: return bytes.bigEndian64(value.start)
        case 6: return Self.whole(Double(Float(bitPattern: bytes.bigEndian32(value.start))))
        case 7: return Self.whole(Double(bitPattern: bytes.bigEndian64(value.start)))
        default: return nil
        }
    }

    private static func whole(_ number: Double) -> UInt64? { UInt64(exactly: number.rounded(.towardZero)) }

    func appendRealTimeText(_ field: borrowing FieldLoad, _ bytes: RawSpan, to text: inout TextBuffer) -> Bool {
        guard let (type, value) = realTimeValue(field, bytes), !value.isEmpty else { return false }
        let at = value.start
        switch type {
        case 0: text.append(bytes.extracting(at..<value.end))
        case 1: append(mac: bytes, at, to: &text)
        case 2: text.append(ipv4: bytes.bigEndian32(at))
        case 3:
            let address = UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at + 8))
            ipv6Text(address, uppercase: true) { text.append(byte: $0) }
        case 4: text.append(decimal: bytes.bigEndian32(at))
        case 5: text.append(decimal: bytes.bigEndian64(at))
        case 6: text.append(utf8: Float(bitPattern: bytes.bigEndian32(at)).description.utf8)
        default: text.append(utf8: Double(bitPattern: bytes.bigEndian64(at)).description.utf8)
        }
        return true
    }

    private func append(mac bytes: RawSpan, _ at: Int, to text: inout TextBuffer) {
        for place in 0..<6 { text.append(upperHex: bytes.bigEndian8(at + place)) }
    }
}
