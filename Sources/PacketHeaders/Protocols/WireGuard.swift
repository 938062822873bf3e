/// WireGuard, "WireGuard: Next Generation Kernel Network Tunnel" §5.4. Numbers are little-endian.
///
///     | type 8 | reserved 24 | sender 32 (1 initiation, 2 response) or receiver 32 (3 cookie, 4 data) | receiver 32 (2) | …
package enum WireGuardMessage {
    package static let type = 0, index = 4, secondIndex = 8, length = 8
    package static let initiation: UInt8 = 1, response: UInt8 = 2, cookie: UInt8 = 3, data: UInt8 = 4
}

extension LayerStack {
    /// The port may be anyone's: only what looks like a message is taken for one.
    mutating func wireguard(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(WireGuardMessage.length) else { return truncated() }
        let head = cursor.doubleWord(WireGuardMessage.type), type = UInt8(truncatingIfNeeded: head >> 24)
        guard (WireGuardMessage.initiation...WireGuardMessage.data).contains(type), head & 0xff_ffff == 0 else {
            return .none
        }
        push(.wireguard, at: cursor.position)
        return .none
    }
}
