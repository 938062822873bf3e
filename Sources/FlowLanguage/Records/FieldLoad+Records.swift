import NetTypes
import SFlow
import XDR

extension FieldLoad {
    /// No other record has the same field.
    static var none: UInt16 { .max }

    /// Reads a field of a record by its name in the record's declaration.
    /// - Parameters:
    ///   - width: which form of an address: 4 or 16 bytes.
    ///   - source: what is made of a list.
    init<Structure: XDRStructure>(
        _ structure: Structure.Type,
        _ name: String,
        width: Int? = nil,
        as source: Source? = nil
    ) {
        let layout = RecordLayout(of: structure), index = layout.index(name), field = layout.fields[index]
        let isFixed = field.offset != nil && field.form == .number && source.map { $0 == .entity } ?? true
        self.init(source ?? (isFixed ? .record : field.form == .text ? .recordText : .walked))
        nth = UInt8(RecordOrdinal.of(structure))
        offset = UInt8(isFixed ? field.offset! : index)
        self.width = UInt8(width ?? (field.form == .number ? field.width : 0))
    }

    /// The same where another record has it, and the one does not occur.
    func or<Structure: XDRStructure>(_ structure: Structure.Type, _ name: String) -> FieldLoad {
        let other = RecordLayout(of: structure)
        var load = self
        load.alternative = UInt16(RecordOrdinal.of(structure)) << 8 | UInt16(other.index(name))
        return load
    }

    /// Some of the bits of the value.
    func bits(low: Int, count: Int) -> FieldLoad {
        var load = self
        (load.shift, load.mask) = (UInt8(low), 1 << UInt64(count) - 1)
        return load
    }
}

// MARK: Reading

extension SampleFields {
    /// A value of at most eight bytes that a record has.
    func recordBits(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        guard let range = recordField(field, bytes), range.count == UInt32(field.width),
            let value = Self.number(bytes, range)
        else { return nil }
        return value &>> UInt64(field.shift) & field.mask
    }

    /// A value of sixteen bytes that a record has.
    func recordWide(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt128? {
        guard let range = recordField(field, bytes), range.count == 16, range.end <= bytes.byteCount else { return nil }
        return UInt128(bytes.bigEndian64(range.start)) << 64 | UInt128(bytes.bigEndian64(range.start + 8))
    }

    /// The first number of a list that a record has.
    func recordListFirst(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        guard let range = recordField(field, bytes), range.count >= 4,
            let value = Self.number(bytes, ByteRange(offset: range.start, count: 4))
        else { return nil }
        return value &>> UInt64(field.shift) & field.mask
    }

    /// Where the value of a record's field lies in the datagram; `nil` where the sample lacks it.
    func recordField(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> ByteRange? {
        let source = field.source
        if let record = records[Int(field.nth)] {
            return source == .record || source == .entity
                ? Self.fixed(field, of: record)
                : FieldFinder.find(Int(field.offset), of: record, Int(field.nth), bytes)
        }
        guard field.alternative != FieldLoad.none, let record = records[Int(field.alternative >> 8)] else { return nil }
        return FieldFinder.find(Int(field.alternative & 0xff), of: record, Int(field.alternative >> 8), bytes)
    }

    private static func fixed(_ field: borrowing FieldLoad, of record: ByteRange) -> ByteRange? {
        guard Int(field.offset) + Int(field.width) <= Int(record.count) else { return nil }
        return ByteRange(offset: record.start + Int(field.offset), count: Int(field.width))
    }

    private static func number(_ bytes: RawSpan, _ range: ByteRange) -> UInt64? {
        guard range.end <= bytes.byteCount else { return nil }
        switch range.count {
        case 4: return UInt64(bytes.bigEndian32(range.start))
        case 6: return UInt64(bytes.bigEndian16(range.start)) << 32 | UInt64(bytes.bigEndian32(range.start + 2))
        case 8: return bytes.bigEndian64(range.start)
        default: return nil
        }
    }
}

// MARK: Texts

extension SampleFields {
    /// Appends a text that a record has; false where the sample lacks it, or where it is empty: an agent that does not know
    /// a text sends none.
    func appendRecordText(_ field: borrowing FieldLoad, _ bytes: RawSpan, to text: inout TextBuffer) -> Bool {
        guard let range = recordField(field, bytes), !range.isEmpty, range.end <= bytes.byteCount else { return false }
        switch field.source {
        case .asPathText: ASPath(range: range).append(bytes, to: &text)
        case .communitiesText: Self.append(communities: range, bytes, to: &text)
        default: text.append(bytes.extracting(range.start..<range.end))
        }
        return true
    }

    /// `65000:666` for each (RFC 1997), with spaces between them.
    private static func append(communities range: ByteRange, _ bytes: RawSpan, to text: inout TextBuffer) {
        for offset in stride(from: range.start, to: range.end - 3, by: 4) {
            if offset > range.start { text.append(byte: UInt8(ascii: " ")) }
            text.append(decimal: UInt32(bytes.bigEndian16(offset)))
            text.append(byte: UInt8(ascii: ":"))
            text.append(decimal: UInt32(bytes.bigEndian16(offset + 2)))
        }
    }
}

extension ASPath {
    /// `1-2-3`; those of a set stand in braces with commas between them: `1-2-{3,4}`.
    func append(_ bytes: RawSpan, to text: inout TextBuffer) {
        var isFirst = true, wasSet = false
        forEach(bytes) { system, isSet in
            if wasSet, !isSet { text.append(byte: UInt8(ascii: "}")) }
            if !isFirst { text.append(byte: isSet && wasSet ? UInt8(ascii: ",") : UInt8(ascii: "-")) }
            if isSet, !wasSet { text.append(byte: UInt8(ascii: "{")) }
            text.append(decimal: system)
            (isFirst, wasSet) = (false, isSet)
        }
        if wasSet { text.append(byte: UInt8(ascii: "}")) }
    }
}

// MARK: What is made of records

extension SampleFields {
    /// How long packets of the connection wait on their way, in microseconds: by how much the round trip time is above
    /// the least that was seen.
    func tcpWait(_ bytes: RawSpan) -> UInt64? {
        guard let time = recordBits(Self.roundTripTime, bytes), let least = recordBits(Self.leastRoundTripTime, bytes)
        else { return nil }
        return time >= least ? time - least : 0
    }

    private static let roundTripTime = FieldLoad(ExtendedTCPInfo.self, "tcpinfo_rtt_uS")
    private static let leastRoundTripTime = FieldLoad(ExtendedTCPInfo.self, "tcpinfo_rtt_uS_min")

    /// The number n of the workload that is the agent's data source `3.n`: the class stands before the index.
    func entity(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        guard let range = recordField(field, bytes), range.start >= 4, range.end <= bytes.byteCount,
            bytes.bigEndian32(range.start - 4) == 3
        else { return nil }
        return UInt64(bytes.bigEndian32(range.start))
    }

    /// How long the operation took, in microseconds.
    func duration(_ bytes: RawSpan) -> UInt64? {
        guard kind == .operation else { return nil }
        for field in Self.durations {
            if let value = recordBits(field, bytes) { return value }
        }
        return nil
    }

    private static let durations = [
        FieldLoad(HTTPRequest.self, "http_duration_uS"), FieldLoad(DraftHTTPRequest.self, "http_duration_uS"),
        FieldLoad(MemcacheOperation.self, "memcache_op_duration_uS"), FieldLoad(AppOperation.self, "duration_uS"),
    ]

    /// The code of why the packet was discarded.
    var discardReason: UInt64? {
        if kind == .discarded { return UInt64(reason) }
        return output.format == 1 ? UInt64(output.value) : nil
    }
}
