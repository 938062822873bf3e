import Glibc

/// The engine's end of the connections.
final class Engine {
    static let greeting =
        "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"ApiVersion\":\"1.41\"}"

    let path = "/tmp/starling-fuzz-\(getpid()).sock"
    private let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    private var connections: [Int32] = []

    init() {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        unlink(path)
        let result = withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        precondition(result == 0 && listen(listener, 64) == 0, "no socket at \(path)")
        atexit { unlink("/tmp/starling-fuzz-\(getpid()).sock") }
    }

    func accept() {
        while case let descriptor = Glibc.accept(listener, nil, nil), descriptor >= 0 { connections.append(descriptor) }
    }

    /// Sends on the connection that was made last, or as many before it.
    func send(_ bytes: ArraySlice<UInt8>, last: Int) {
        guard connections.count > last else { return }
        let descriptor = connections[connections.count - 1 - last]
        _ = bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
    }

    func close(last: Int) {
        guard connections.count > last else { return }
        Glibc.close(connections.remove(at: connections.count - 1 - last))
    }

    func closeAll() {
        accept()
        for descriptor in connections { Glibc.close(descriptor) }
        connections = []
    }
}
