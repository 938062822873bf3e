import PacketHeaders
import SFlow
import XDR

/// A packet's header, made of the fields that an agent sends in place of it (`sampled_ethernet`, `sampled_ipv4`,
/// `sampled_ipv6`), so that it is dissected and read as any other. What they do not say is not known, and no key has it.
///
/// One for each `SampleFields`, used again and again; a pointer for the same reason as in `LayerPlaces`.
@safe struct StandInHeader: ~Copyable {
    private let base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    /// One bit for each byte that the agent told.
    private var known: UInt128 = 0
    /// Ethernet, IPv6 and TCP take 74 bytes.
    private static let capacity = 96

    init() {
        unsafe base = UnsafeMutablePointer.allocate(capacity: Self.capacity)
        unsafe base.initialize(repeating: 0, count: Self.capacity)
    }

    deinit { unsafe base.deallocate() }

    /// All of it. Behind `count` may be bytes of samples before, which nothing reads.
    var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let all = unsafe UnsafeBufferPointer(start: base, count: Self.capacity)
            return unsafe _overrideLifetime(all.span.bytes, borrowing: self)
        }
    }

    mutating func removeAll() { (count, known) = (0, 0) }

    /// Appends a number in network order. There is room for what this file makes.
    mutating func append<Number: FixedWidthInteger>(_ number: Number, isKnown: Bool = true) {
        let width = Number.bitWidth / 8
        guard count + width <= Self.capacity else { return }
        for place in 0..<width {
            unsafe base[count + place] = UInt8(truncatingIfNeeded: number >> Number(8 * (width - 1 - place)))
        }
        if isKnown { known |= (1 << UInt128(width) - 1) << UInt128(count) }
        count += width
    }

    func dissect(into layers: inout LayerStack, headerProtocol: UInt32) {
        layers.dissect(bytes, at: 0, count: count, headerProtocol: headerProtocol)
    }

    /// The eight bytes at a place, shifted and masked, where the agent told all that is left of them.
    func value(at: Int, shift: UInt64, mask: UInt64) -> UInt64? {
        guard at >= 0, at + 8 <= Self.capacity else { return nil }
        let bits = mask &<< shift
        for place in 0..<8 where bits >> UInt64(56 - 8 * place) & 0xff != 0 {
            guard known >> UInt128(at + place) & 1 != 0 else { return nil }
        }
        return bytes.bigEndian64(at) &>> shift & mask
    }

    /// Sixteen bytes.
    func wide(at: Int) -> UInt128? {
        guard at >= 0, at + 16 <= Self.capacity, known >> UInt128(at) & 0xffff == 0xffff else { return nil }
        return UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at + 8))
    }
}

// The storage belongs to this value alone.
extension StandInHeader: @unchecked Sendable {}

// MARK: Making

extension StandInHeader {
    /// Ethernet's header. `next`: the EtherType of what follows, where that is known otherwise.
    mutating func append(_ record: SampledEthernet, next: UInt16?) {
        append48(record.destination)
        append48(record.source)
        append(next ?? UInt16(truncatingIfNeeded: record.etherType), isKnown: next != nil || record.etherType <= 0xffff)
    }

    private mutating func append48(_ address: UInt64) {
        append(UInt16(truncatingIfNeeded: address >> 32))
        append(UInt32(truncatingIfNeeded: address))
    }

    mutating func append(_ record: SampledIPv4) {
        let least = 20 + Self.transportLength(record.ipProtocol)
        append(UInt8(0x45))
        append(UInt8(truncatingIfNeeded: record.tos))
        append(UInt16(clamping: max(Int(record.length), least)), isKnown: (least...0xffff).contains(Int(record.length)))
        append(UInt32(0), isKnown: false)
        append(UInt8(64), isKnown: false)
        append(UInt8(truncatingIfNeeded: record.ipProtocol))
        append(UInt16(0), isKnown: false)
        append(record.source)
        append(record.destination)
        appendTransport(record.ipProtocol, record.sourcePort, record.destinationPort, record.tcpFlags)
    }

    mutating func append(_ record: SampledIPv6) {
        let least = Self.transportLength(record.ipProtocol), payload = Int(record.length) - 40
        append(UInt8(truncatingIfNeeded: 0x60 | record.priority >> 4 & 0xf))
        append(UInt8(truncatingIfNeeded: record.priority << 4))
        append(UInt16(0), isKnown: false)
        append(UInt16(clamping: max(payload, least)), isKnown: (least...0xffff).contains(payload))
        append(UInt8(truncatingIfNeeded: record.ipProtocol))
        append(UInt8(64), isKnown: false)
        append(record.source)
        append(record.destination)
        appendTransport(record.ipProtocol, record.sourcePort, record.destinationPort, record.tcpFlags)
    }

    private static func transportLength(_ ipProtocol: UInt32) -> Int {
        switch ipProtocol {
        case 6: 20
        case 1, 17, 58: 8
        case 132: 12
        default: 0
        }
    }

    private mutating func appendTransport(
        _ ipProtocol: UInt32,
        _ source: UInt32,
        _ destination: UInt32,
        _ flags: UInt32
    ) {
        switch ipProtocol {
        case 6:
            appendPorts(source, destination)
            append(UInt64(0), isKnown: false)
            append(0x5000 | UInt16(truncatingIfNeeded: flags & 0x1ff))
            append(UInt16(0), isKnown: false)
            append(UInt32(0), isKnown: false)
        case 17:
            appendPorts(source, destination)
            append(UInt16(8), isKnown: false)
            append(UInt16(0), isKnown: false)
        case 132:
            appendPorts(source, destination)
            append(UInt64(0), isKnown: false)
        case 1, 58:
            append(UInt8(truncatingIfNeeded: source), isKnown: source <= 0xff)
            append(UInt8(truncatingIfNeeded: destination), isKnown: destination <= 0xff)
            append(UInt16(0), isKnown: false)
            append(UInt32(0), isKnown: false)
        default: break
        }
    }

    private mutating func appendPorts(_ source: UInt32, _ destination: UInt32) {
        append(UInt16(truncatingIfNeeded: source), isKnown: source <= 0xffff)
        append(UInt16(truncatingIfNeeded: destination), isKnown: destination <= 0xffff)
    }
}
