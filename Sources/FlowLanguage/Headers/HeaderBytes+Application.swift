import NetTypes
import PacketHeaders

extension HeaderBytes {
    /// The indices of a WireGuard message, which say which peer's session it is of.
    func wireGuard(_ value: HeaderValue) -> UInt64? {
        guard let type = byte(WireGuardMessage.type), let at = Self.wireGuardPlace(value, type) else { return nil }
        return doubleWord(at).map { UInt64($0.byteSwapped) }
    }

    private static func wireGuardPlace(_ value: HeaderValue, _ type: UInt8) -> Int? {
        let isHandshake = type == WireGuardMessage.initiation || type == WireGuardMessage.response
        if value == .wireGuardSender { return isHandshake ? WireGuardMessage.index : nil }
        if type == WireGuardMessage.response { return WireGuardMessage.secondIndex }
        return isHandshake ? nil : WireGuardMessage.index
    }

    /// Type or class of the first question of a DNS message.
    func dnsQuestion(_ value: HeaderValue) -> UInt64? {
        guard let at = DNSHeader.endOfName(bytes, at: start, end: end) else { return nil }
        return word(at - start + (value == .dnsType ? 0 : 2)).map { UInt64($0) }
    }

    /// Appends the name of the first question, in lower case, with a dot behind each label: names differ in nothing but case
    /// (RFC 4343), and resolvers mix it to be hard to deceive. What would be read as something else is escaped (RFC 1035
    /// §5.1). False where there is none, or not all of it.
    func appendDNSName(to text: inout TextBuffer) -> Bool {
        guard let name = DNSHeader.endOfName(bytes, at: start, end: end) else { return false }
        var at = DNSHeader.length
        if name - start == at + 1 { text.append(byte: UInt8(ascii: ".")) }
        while at < name - start - 1, let size = byte(at) {
            for place in at + 1...at + Int(size) { Self.append(byte(place) ?? 0, to: &text) }
            text.append(byte: UInt8(ascii: "."))
            at += 1 + Int(size)
        }
        return true
    }

    /// Bytes of UTF-8 stay as they are: multicast DNS has such names (RFC 6762 §16).
    private static func append(_ byte: UInt8, to text: inout TextBuffer) {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): text.append(byte: byte | 0x20)
        case UInt8(ascii: "."), UInt8(ascii: "\\"):
            text.append(byte: UInt8(ascii: "\\"))
            text.append(byte: byte)
        case 0...0x20, 0x7f:
            text.append(byte: UInt8(ascii: "\\"))
            text.append(UInt32(byte), digits: 3)
        default: text.append(byte: byte)
        }
    }

    /// The kind of packet that a long header of QUIC begins; `nil` of versions that number kinds in their own way.
    var quicPacket: UInt64? {
        guard let first = byte(QUICLongHeader.first), let version = doubleWord(QUICLongHeader.version) else {
            return nil
        }
        let type = UInt64(first >> 4 & 3)
        switch version {
        case 0: return 4
        case QUICLongHeader.version1: return type
        // RFC 9369 §3.2: retry, initial, 0-RTT, handshake.
        case QUICLongHeader.version2: return (type + 3) & 3
        default: return nil
        }
    }

    /// A connection ID of a long header of QUIC as `octets`; `nil` where it is empty.
    func quicConnection(isSource: Bool) -> UInt128? {
        var at = QUICLongHeader.destinationLength
        guard var length = byte(at) else { return nil }
        if isSource {
            at += 1 + Int(length)
            guard let next = byte(at) else { return nil }
            length = next
        }
        guard length > 0 else { return nil }
        var id = CountedBytes()
        for place in 0..<min(Int(length), CountedBytes.limit) {
            guard let byte = byte(at + 1 + place) else { return nil }
            id.append(byte)
        }
        return id.packed
    }
}
