import NetTypes

/// What is known of a datagram beside its bytes: when it came, and from where.
package enum Arrival: Hashable, Sendable {
    /// From a socket, at so many nanoseconds since 1970.
    case received(from: IPAddress, at: UInt64)
    /// From a capture, which says when it was on the wire.
    case captured(at: UInt64)

    /// Nanoseconds since 1970.
    package var time: UInt64 {
        switch self {
        case .received(_, let time), .captured(let time): time
        }
    }
}
