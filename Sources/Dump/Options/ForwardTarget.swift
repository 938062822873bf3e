import NetTypes

/// Where datagrams are forwarded to: an address or a name, and a port.
package struct ForwardTarget: Hashable, Sendable {
    package var host: String
    package var port: UInt16

    /// From `HOST:PORT`, `[IPV6]:PORT` or, as sflowtool has it, `HOST/PORT`; without a port it is 6343.
    package init?(_ text: String) {
        let (host, port) = Self.parts(text)
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace }) else { return nil }
        if let port {
            guard let number = UInt16(port), number > 0 else { return nil }
            self.port = number
        } else {
            self.port = 6343
        }
        self.host = host
    }

    private static func parts(_ text: String) -> (host: String, port: String?) {
        guard let slash = text.lastIndex(of: "/") else { return splitHostPort(text) }
        var host = text[..<slash]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return (String(host), String(text[text.index(after: slash)...]))
    }
}

extension ForwardTarget: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
