import Engine
import NetTypes

/// A layout under a number, for agents with addresses of one family.
struct IPFIXTemplate: Sendable {
    let id: UInt16
    let layout: IPFIXLayout
    /// The set that says what the records are: `set header | id | number of elements | elements` (RFC 7011, section 3.4.1).
    let set: [UInt8]
    /// Bytes of a record.
    let recordBytes: Int

    init(id: UInt16, _ layout: IPFIXLayout, family: Int32) {
        self.id = id
        self.layout = layout
        let head: [IPFIXElement] = [
            .flowStartMilliseconds, .flowEndMilliseconds, layout.value,
            family == 4 ? .exporterIPv4Address : .exporterIPv6Address,
        ]
        let elements = head + (layout.tellsEnds ? [.flowEndReason] : []) + layout.fields.map(\.element)
        recordBytes = elements.reduce(0) { $0 + $1.length }
        var writer = NetworkOrderWriter()
        writer.put(2, bytes: 2)
        writer.put(UInt128(8 + 4 * elements.count), bytes: 2)
        writer.put(UInt128(id), bytes: 2)
        writer.put(UInt128(elements.count), bytes: 2)
        for element in elements {
            writer.put(UInt128(element.id), bytes: 2)
            writer.put(UInt128(element.length), bytes: 2)
        }
        set = writer.bytes
    }

    /// Writes a record.
    func write(_ record: FlowRecord, to writer: inout NetworkOrderWriter) {
        writer.put(UInt128(clamping: record.start), bytes: 8)
        writer.put(UInt128(clamping: record.end), bytes: 8)
        writer.put(UInt128(UInt64(clamping: record.value)), bytes: layout.value.length)
        switch record.agent {
        case .v4(let address): writer.put(UInt128(address), bytes: 4)
        case .v6(let address): writer.put(address, bytes: 16)
        }
        if layout.tellsEnds { writer.put(UInt128(record.reason.ipfix), bytes: 1) }
        for field in layout.fields {
            switch field.source {
            case .constant(let value): writer.put(UInt128(value), bytes: field.element.length)
            case .key(let at, let width, let key):
                writer.put(key.value(record.packedValue(at: at, width: width)), bytes: field.element.length)
            }
        }
    }
}

extension UInt64 {
    /// The nearest whole number; what is below or above the range is its end.
    fileprivate init(clamping value: Double) {
        self = value >= 0x1p64 ? .max : value > 0 ? UInt64(value.rounded()) : 0
    }
}

extension FlowEndReason {
    /// The value of `flowEndReason` (RFC 5102, section 5.11.3); 0 is reserved.
    fileprivate var ipfix: UInt8 {
        switch self {
        case .started: 0
        case .idle: 1
        case .active: 2
        case .withdrawn: 4
        case .crowdedOut: 5
        }
    }
}

extension FlowRecord {
    /// The value of a key that lies in the packed key from a byte on, the lowest byte first.
    fileprivate func packedValue(at: Int, width: Int) -> UInt128 {
        var value: UInt128 = 0
        for place in (at..<at + width).reversed() where place >> 3 < key.count {
            value = value << 8 | UInt128(key[place >> 3] >> UInt64(8 * (place & 7)) & 255)
        }
        return value
    }
}

/// Appends numbers in network order.
struct NetworkOrderWriter {
    private(set) var bytes: [UInt8] = []

    /// The lowest bytes of a number, the highest of them first.
    mutating func put(_ value: UInt128, bytes count: Int) {
        for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt128(8 * place))) }
    }

    mutating func append(_ other: [UInt8]) { bytes += other }

    /// Writes two bytes again.
    mutating func patch16(_ value: Int, at offset: Int) {
        bytes[offset] = UInt8(truncatingIfNeeded: value >> 8)
        bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
    }
}
