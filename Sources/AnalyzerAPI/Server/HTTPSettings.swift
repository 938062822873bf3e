/// How the API is served.
package struct HTTPSettings: Hashable, Sendable {
    /// The address, or a name that resolves to it.
    package var hostname = "127.0.0.1"
    /// 0: any free port.
    package var port: UInt16 = 8008
    /// Refuses changes with 403.
    package var isReadOnly = false
    /// Spaces for each level of JSON; 0: compact.
    package var jsonIndent = 1
    /// Logs every request.
    package var logsRequests = false
    /// Host names that requests may name beside the loopback names, when bound to a loopback address.
    package var hosts: Set<String> = []
    package var prometheus = PrometheusSettings()

    package init() {}
}

/// Bounds on what clients may ask for.
package enum RequestLimits {
    /// Bytes of a body.
    package static let body = 64 << 10
    /// Bytes of a body where it may be long. Its length has to be said before it comes.
    package static let longBody = 32 << 20
    /// Bytes of one header, and of all headers together.
    package static let header = 16 << 10, headers = 32 << 10
    /// Headers.
    package static let headerCount = 100
    /// Connections; more wait in the kernel's queue.
    package static let connections = 1024
    /// Streams at the same time.
    package static let streams = 256
    /// Seconds without a request before a connection is closed.
    package static let idleSeconds: Int64 = 75
    /// Milliseconds that sent bytes may stay unacknowledged before a connection is given up.
    package static let unacknowledged: Int32 = 30_000
}
