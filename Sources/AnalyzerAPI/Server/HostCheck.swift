import NetTypes

/// Refuses requests whose Host names neither this machine's loopback nor a configured name, while the server is bound to a
/// loopback address: a page of another site that lets its own name resolve to 127.0.0.1 (DNS rebinding) is refused.
struct HostCheck: Sendable {
    private let isActive: Bool
    private let names: Set<String>

    init(settings: HTTPSettings) {
        isActive = Self.isLoopback(settings.hostname)
        names = settings.hosts.union([settings.hostname.lowercased()])
    }

    /// `authority` is the Host header: a name or address, perhaps with a port.
    func permits(_ authority: String?) -> Bool {
        guard isActive, let authority else { return true }
        let host = splitHostPort(authority).host.lowercased()
        return Self.isLoopback(host) || names.contains(host)
    }

    private static func isLoopback(_ host: String) -> Bool {
        switch IPAddress(host)?.unmapped {
        case .v4(let address): address >> 24 == 127
        case .v6(let address): address == 1
        case nil: host == "localhost" || host.hasSuffix(".localhost")
        }
    }
}
