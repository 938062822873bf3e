import SFlow

/// The words that the numbers of a record's field stand for. A number without a word is its own.
package enum WordTable: UInt8, CaseIterable, Sendable {
    /// Of `DropReason`.
    case dropReason
    case accessListDirection, packetDirection
    case httpMethod, memcacheProtocol, memcacheCommand, memcacheStatus, applicationStatus

    /// The word of a number; `nil` where it has none.
    func word(_ number: UInt32) -> StaticString? {
        if self == .dropReason { return DropReason.name(of: number) }
        return number < words.count ? words[Int(number)] : nil
    }

    /// The number of a word, or of digits; `nil` where it is neither.
    func number(_ text: String) -> UInt32? {
        if self == .dropReason, let reason = DropReason(name: text) { return reason.code }
        if let place = words.firstIndex(where: { $0.description == text }) { return UInt32(place) }
        return text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? UInt32(text) : nil
    }

    /// One of them, for messages.
    var example: StaticString { self == .dropReason ? "ttl_exceeded" : words[1] }

    /// From 0 on.
    private var words: [StaticString] {
        switch self {
        case .dropReason: []
        case .accessListDirection: Self.accessListDirections
        case .packetDirection: Self.packetDirections
        case .httpMethod: Self.httpMethods
        case .memcacheProtocol: Self.memcacheProtocols
        case .memcacheCommand: Self.memcacheCommands
        case .memcacheStatus: Self.memcacheStatuses
        case .applicationStatus: Self.applicationStatuses
        }
    }
}

extension WordTable {
    private static let accessListDirections: [StaticString] = ["unknown", "ingress", "egress"]
    private static let packetDirections: [StaticString] = ["unknown", "received", "sent"]

    /// sFlow HTTP Structures, `http_method`.
    private static let httpMethods: [StaticString] = [
        "OTHER", "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT",
    ]

    /// sFlow Memcache Structures, `memcache_protocol`, `memcache_cmd` and `memcache_status`.
    private static let memcacheProtocols: [StaticString] = ["OTHER", "ASCII", "BINARY"]
    private static let memcacheCommands: [StaticString] = [
        "OTHER", "SET", "ADD", "REPLACE", "APPEND", "PREPEND", "CAS", "GET", "GETS", "INCR", "DECR", "DELETE", "STATS",
        "FLUSH", "VERSION", "QUIT", "TOUCH",
    ]
    private static let memcacheStatuses: [StaticString] = [
        "UNKNOWN", "OK", "ERROR", "CLIENT_ERROR", "SERVER_ERROR", "STORED", "NOT_STORED", "EXISTS", "NOT_FOUND",
        "DELETED",
    ]

    /// sFlow Application Structures, `status`, spelled as there.
    private static let applicationStatuses: [StaticString] = [
        "SUCCESS", "OTHER", "TIMEOUT", "INTERNAL_ERROR", "BAD_REQUEST", "FORBIDDEN", "TOO_LARGE", "NOT_IMPLEMENTED",
        "NOT_FOUND", "UNAVAILABLE", "UNATHORIZED",
    ]
}
