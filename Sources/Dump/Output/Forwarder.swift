import Glibc
import NetTypes

/// Why datagrams cannot be forwarded: one line that says what to do.
struct ForwardError: Error, CustomStringConvertible {
    let description: String
}

/// Sends datagrams on, byte by byte as they came, from an address of this host.
@safe struct Forwarder: ~Copyable {
    /// A target, and what became of what was sent there.
    struct Destination {
        let target: ForwardTarget
        fileprivate let socket: Int32
        var sent = 0
        /// The system would not send it.
        var failed = 0
        /// Nobody received it there: the target's host said so.
        var refused = 0
        fileprivate(set) var lastError: Int32 = 0
    }

    private(set) var destinations: [Destination] = []

    /// Looks up the names.
    /// - Parameter receiving: the port that this process receives on; it does not forward to itself.
    init(_ targets: [ForwardTarget], receiving: SocketAddress? = nil) throws(ForwardError) {
        for target in targets {
            let socket = try Self.connect(target)
            destinations.append(Destination(target: target, socket: socket))
            if let receiving, Self.leads(socket, to: receiving, target) {
                throw ForwardError(
                    description: "\(target) is where datagrams are received: they would come again and again"
                )
            }
        }
    }

    deinit { for destination in destinations { close(destination.socket) } }

    private static func connect(_ target: ForwardTarget) throws(ForwardError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(target.host, "\(target.port)", &hints, &found)
        guard code == 0 else {
            throw ForwardError(
                description: "cannot forward to \(target): \(unsafe String(cString: gai_strerror(code)))"
            )
        }
        defer { unsafe freeaddrinfo(found) }
        var next = unsafe found, failure: Int32 = 0
        while let address = unsafe next {
            let descriptor = unsafe open(address.pointee)
            if descriptor >= 0 { return descriptor }
            failure = errno
            unsafe next = address.pointee.ai_next
        }
        throw ForwardError(description: "cannot forward to \(target): \(systemMessage(failure))")
    }

    /// A socket that is connected to an address; -1 with `errno`.
    private static func open(_ address: addrinfo) -> Int32 {
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(address.ai_family, type, 0)
        guard descriptor >= 0 else { return -1 }
        if unsafe Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
        let failure = errno
        close(descriptor)
        errno = failure
        return -1
    }

    /// Whether a target is this host, at the port that this process receives on.
    private static func leads(_ socket: Int32, to receiving: SocketAddress, _ target: ForwardTarget) -> Bool {
        guard target.port == receiving.port, let own = unsafe end(socket, getsockname),
            let peer = unsafe end(socket, getpeername), own == peer
        else { return false }
        return receiving.address.isUnspecified || receiving.address == peer
    }

    /// The address of one end of a socket.
    private static func end(
        _ socket: Int32,
        _ ask: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
    ) -> IPAddress? {
        var storage = sockaddr_storage(), length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            let result = unsafe ask(socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &length)
            guard result == 0 else { return nil }
            // sin_addr is behind the family and the port, sin6_addr behind the flow label as well.
            let isV4 = unsafe bytes.load(as: sa_family_t.self) == AF_INET
            let address = unsafe UnsafeRawBufferPointer(rebasing: bytes[(isV4 ? 4 : 8)...])
            return unsafe IPAddress(family: isV4 ? 4 : 6, address.bytes)
        }
    }

    /// Sends a datagram to every target. What fails is counted.
    mutating func send(_ datagram: RawSpan) {
        for index in destinations.indices { Self.send(datagram, &destinations[index]) }
    }

    /// An error may be that of a datagram before, which was refused: it is told once, and this one is sent all the same.
    private static func send(_ datagram: RawSpan, _ destination: inout Destination) {
        let socket = destination.socket
        for _ in 0..<4 {
            let count = unsafe datagram.withUnsafeBytes { bytes in
                unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, 0x4000)
            }
            if count >= 0 {
                destination.sent += 1
                return
            }
            let error = errno
            if error == ECONNREFUSED {
                destination.refused += 1
            } else if error != EINTR {
                return destination.fail(error)
            }
        }
        destination.fail(ECONNREFUSED)
    }
}

extension Forwarder.Destination {
    fileprivate mutating func fail(_ error: Int32) {
        failed += 1
        lastError = error
    }

    /// What went wrong, as a line; `nil`: nothing did.
    var report: String? {
        var parts: [String] = []
        if refused > 0 { parts.append("\(refused) refused: nobody receives there") }
        if failed > 0 { parts.append("\(failed) not sent: \(systemMessage(lastError))") }
        return parts.isEmpty ? nil : "forwarding to \(target): \(sent) sent, \(parts.joined(separator: ", "))"
    }
}
