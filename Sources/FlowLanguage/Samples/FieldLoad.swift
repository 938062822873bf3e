import NetTypes
import PacketHeaders
import SFlow
import XDR

/// How one value is read from a sample: flat, so that a program over many of them is an array.
package struct FieldLoad: Hashable, Sendable {
    /// Where the value comes from.
    package enum Source: UInt8, Sendable {
        /// Bits of a header.
        case header
        /// One bit of a header, turned over.
        case headerNot
        /// Whether all bits are set.
        case headerAllOnes
        /// The number of a layer's payload: EtherType or IP protocol.
        case next
        /// Where the layer starts in the sampled header.
        case place
        /// Bits of the outermost header of a virtual network, or of a mirrored frame, whichever of their protocols it is.
        case overlay, mirror
        /// What takes more than bits at a place: `offset` is the `HeaderValue`.
        case computed
        case stack
        case input, output, direction
        case frameLength, stripped
        /// 1 for each packet.
        case one
        /// Why the packet was discarded.
        case reason
        /// A field at one place of a record: `nth` is the record's ordinal.
        case record
        /// A field of a record that follows something of any length: `offset` is its number in the declaration.
        case walked
        /// The first element of a list of such.
        case listFirst
        /// The first and the last of an AS path.
        case asPathFirst, asPathLast
        /// A text that a record has; an AS path and communities as text. What is a text is read by `appendText`.
        case recordText, asPathText, communitiesText
        case tcpWait
        /// A field that an application named, as text and as a number: `mask` is the hash of its name.
        case realTimeText, realTimeNumber
        /// The index of a data source of the class of workloads.
        case entity
        /// 1 for what an application did, and how long it took.
        case operation, duration
        /// The name of a DNS question, a text too.
        case dnsName
    }

    var source: Source
    /// The layer, for `header` and `next`.
    var `protocol` = LayerProtocol.none
    /// Which layer of that protocol: 0 the outermost.
    var nth: UInt8 = 0
    /// Bytes from the start of the layer.
    var offset: UInt8 = 0
    /// Bytes that the header must have there.
    var width: UInt8 = 0
    /// Eight bytes are loaded, shifted right by this and masked.
    var shift: UInt8 = 0
    /// Another record that has the same: its ordinal in the upper byte, and the number of the field.
    var alternative = FieldLoad.none
    var mask: UInt64 = .max

    init(_ source: Source, _ protocol: LayerProtocol = .none) {
        self.source = source
        self.protocol = `protocol`
    }

    /// Reads `count` bits of a header field of `width` bytes, `low` bits above its lowest.
    init(
        _ protocol: LayerProtocol,
        at offset: Int,
        bytes width: Int,
        low: Int = 0,
        count: Int? = nil,
        as source: Source = .header
    ) {
        self.init(source, `protocol`)
        self.offset = UInt8(offset)
        self.width = UInt8(width)
        self.shift = UInt8(max(64 - 8 * width, 0) + low)
        let bits = count ?? 8 * width
        self.mask = bits >= 64 ? .max : 1 << UInt64(bits) - 1
    }

    /// Works a value out of the header.
    init(_ protocol: LayerProtocol, _ value: HeaderValue) {
        self.init(.computed, `protocol`)
        offset = value.rawValue
        width = value.isWide ? 16 : 0
    }

    /// Whether the value is a text, which is read by `appendText` and nothing else.
    var isText: Bool {
        switch source {
        case .recordText, .asPathText, .communitiesText, .realTimeText, .dnsName: true
        default: false
        }
    }

    /// Whether the value has sixteen bytes.
    var isWide: Bool { source == .stack || width == 16 }

    /// Whether the value is bits of a header, of at most eight bytes, of which fewer may be kept.
    var keepsBits: Bool { source == .header && !isWide }

    /// The same with only some of the bits.
    func keeping(_ bits: UInt64) -> FieldLoad {
        var load = self
        load.mask &= bits
        return load
    }

    /// Whether the same may be asked of inner layers (`ipsource.1`).
    var hasLayer: Bool { `protocol` != .none }

    /// The same field of an inner layer.
    func inner(_ nth: Int) -> FieldLoad {
        var load = self
        load.nth = UInt8(nth)
        return load
    }
}

extension SampleFields {
    /// The value, of at most eight bytes; `nil` where the sample lacks it.
    @inline(__always)
    func load(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        field.source == .header ? bits(field, bytes) : other(field, bytes)
    }

    /// The value, of any width.
    @inline(__always)
    func value(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt128? {
        field.isWide ? loadWide(field, bytes) : load(field, bytes).map { UInt128($0) }
    }

    /// The value of sixteen bytes (IPv6 addresses, `stack`).
    @inline(__always)
    func loadWide(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt128? {
        guard field.source == .header else { return otherWide(field, bytes) }
        let at = place(field)
        guard at >= 0, at &+ 16 <= headerEnd, at &+ 16 <= bytes.byteCount else {
            return headerEnd < 0 ? standInWide(at) : nil
        }
        return UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at &+ 8))
    }

    @inline(never)
    private func otherWide(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt128? {
        switch field.source {
        case .stack: return layers.count == 0 ? nil : layers.packed
        case .computed: return wideHeaderValue(field, bytes)
        case .record, .walked: return recordWide(field, bytes)
        default: return nil
        }
    }

    /// Where the field lies in the datagram; negative where the layer is missing. Offsets are small: no sum overflows.
    @inline(__always)
    private func place(_ field: borrowing FieldLoad) -> Int {
        let offset = layers.offset(of: field.protocol, nth: Int(field.nth))
        return offset < 0 ? -1 : headerStart &+ offset &+ Int(field.offset)
    }

    @inline(__always)
    private func bits(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        bits(field, at: place(field), bytes)
    }

    @inline(__always)
    private func bits(_ field: borrowing FieldLoad, at: Int, _ bytes: RawSpan) -> UInt64? {
        guard at >= 0, at &+ Int(field.width) <= headerEnd else {
            return headerEnd < 0 ? standInBits(at, UInt64(field.shift), field.mask) : nil
        }
        let loaded = at &+ 8 <= bytes.byteCount ? bytes.bigEndian64(at) : Self.tail(bytes, at)
        return loaded &>> UInt64(field.shift) & field.mask
    }

    /// The same in a layer of any of several protocols.
    private func place(_ field: borrowing FieldLoad, ofAny protocols: UInt64) -> Int {
        let index = layers.index(ofAny: protocols, nth: Int(field.nth))
        return index < 0 ? -1 : headerStart &+ layers[index].offset &+ Int(field.offset)
    }

    /// The last bytes of the datagram as if zeros followed.
    @inline(never)
    private static func tail(_ bytes: RawSpan, _ at: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<8 {
            value <<= 8
            if at + index < bytes.byteCount { value |= UInt64(bytes.bigEndian8(at + index)) }
        }
        return value
    }

    @inline(never)
    private func other(_ field: borrowing FieldLoad, _ bytes: RawSpan) -> UInt64? {
        switch field.source {
        case .header, .stack, .recordText, .asPathText, .communitiesText, .realTimeText, .dnsName: return nil
        case .headerNot: return bits(field, bytes).map { $0 ^ 1 }
        case .headerAllOnes:
            let mask = field.mask
            return bits(field, bytes).map { $0 == mask ? 1 : 0 }
        case .next:
            let index = layers.index(of: field.protocol, nth: Int(field.nth))
            return index < 0 ? nil : UInt64(layers[index].next)
        case .place:
            let offset = layers.offset(of: field.protocol, nth: Int(field.nth))
            return offset < 0 || headerEnd < 0 ? nil : UInt64(offset)
        case .overlay: return bits(field, at: place(field, ofAny: LayerProtocol.overlays), bytes)
        case .mirror: return bits(field, at: place(field, ofAny: LayerProtocol.mirrors), bytes)
        case .computed: return headerValue(field, bytes)
        case .input: return input.canonical.packed
        case .output: return output.canonical.packed
        case .direction: return direction
        case .frameLength: return kind == .operation ? nil : UInt64(frameLength)
        case .stripped: return kind == .operation ? nil : UInt64(stripped)
        case .one: return kind == .operation ? nil : 1
        case .reason: return discardReason
        case .record, .walked: return recordBits(field, bytes)
        case .listFirst: return recordListFirst(field, bytes)
        case .asPathFirst: return recordField(field, bytes).flatMap { ASPath(range: $0).first(bytes) }.map(UInt64.init)
        case .asPathLast: return recordField(field, bytes).flatMap { ASPath(range: $0).last(bytes) }.map(UInt64.init)
        case .tcpWait: return tcpWait(bytes)
        case .realTimeNumber: return realTimeNumber(field, bytes)
        case .entity: return entity(field, bytes)
        case .operation: return kind == .operation ? 1 : nil
        case .duration: return duration(bytes)
        }
    }

    /// Appends the text, in UTF-8; false where the sample lacks it.
    func appendText(_ field: borrowing FieldLoad, _ bytes: RawSpan, to text: inout TextBuffer) -> Bool {
        switch field.source {
        case .recordText, .asPathText, .communitiesText: return appendRecordText(field, bytes, to: &text)
        case .realTimeText: return appendRealTimeText(field, bytes, to: &text)
        case .dnsName:
            let index = layers.index(of: field.protocol, nth: Int(field.nth))
            return index >= 0 && header(index, bytes).appendDNSName(to: &text)
        default: return false
        }
    }

    /// 0 ingress, 1 egress: which of the ports the data source is.
    private var direction: UInt64? {
        guard sourceIndex != Self.absent else { return nil }
        if input.format == 0, input.value == sourceIndex { return 0 }
        return output.format == 0 && output.value == sourceIndex ? 1 : nil
    }
}
