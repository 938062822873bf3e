/// QUIC's long header, RFC 9000 §17.2 and RFC 8999 §5.1.
///
///     | long 1, fixed 1, type 2, … 4 | version 32 | length 8, destination connection | length 8, source connection | …
///
/// Short headers say nothing that an observer could read: they are not looked at.
package enum QUICLongHeader {
    package static let first = 0, version = 1, destinationLength = 5, destination = 6, length = 7
    package static let version1: UInt32 = 1, version2: UInt32 = 0x6b33_43cf
    /// The longest connection ID of versions 1 and 2.
    package static let longestID = 20
    private static let isLong: UInt8 = 0x80, isFixed: UInt8 = 0x40

    /// Whether what begins so may be a long header. The fixed bit is free in a version negotiation.
    static func isPlausible(_ first: UInt8, _ version: UInt32, _ idLength: UInt8) -> Bool {
        guard first & isLong != 0, version == 0 || first & isFixed != 0 else { return false }
        return version != version1 && version != version2 || idLength <= longestID
    }
}

extension LayerStack {
    mutating func quic(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.byte(QUICLongHeader.first) & 0x80 != 0 else { return .none }
        guard cursor.has(QUICLongHeader.length) else { return truncated() }
        let first = cursor.byte(QUICLongHeader.first), version = cursor.doubleWord(QUICLongHeader.version)
        let idLength = cursor.byte(QUICLongHeader.destinationLength)
        guard QUICLongHeader.isPlausible(first, version, idLength) else { return .none }
        push(.quic, at: cursor.position)
        return .none
    }
}
