/// An address and a UDP or TCP port: `192.0.2.1:6343`, `[::1]:8008`.
public struct SocketAddress: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// From text; a missing port is `defaultPort`, a missing address (`:8008`) is `[::]`.
    public init?(_ text: String, defaultPort: UInt16) {
        let (host, port) = splitHostPort(text)
        guard let address = IPAddress(host.isEmpty ? "::" : host) else { return nil }
        if let port {
            guard let number = UInt16(port) else { return nil }
            self.init(address, port: number)
        } else {
            self.init(address, port: defaultPort)
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    public var description: String {
        switch address {
        case .v4: "\(address):\(port)"
        case .v6: "[\(address)]:\(port)"
        }
    }
}

/// `host:port`, `[v6]:port`, `host` or a bare IPv6 address as host and, if given, port.
public func splitHostPort(_ text: String) -> (host: String, port: String?) {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
        let host = String(text[text.index(after: text.startIndex)..<close])
        let rest = text[text.index(after: close)...]
        return (host, rest.hasPrefix(":") ? String(rest.dropFirst()) : nil)
    }
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    guard colons == 1, let colon = text.firstIndex(of: ":") else { return (text, nil) }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
}
