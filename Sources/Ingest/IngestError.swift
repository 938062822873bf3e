import Glibc
import NetTypes

/// Why datagrams cannot be received.
package enum IngestError: Error, CustomStringConvertible {
    case portTaken(SocketAddress)
    case notPermitted(SocketAddress)
    case noSuchAddress(SocketAddress)
    case system(SocketAddress, errno: Int32)

    init(_ address: SocketAddress, errno: Int32) {
        self =
            switch errno {
            case EADDRINUSE: .portTaken(address)
            case EACCES, EPERM: .notPermitted(address)
            case EADDRNOTAVAIL: .noSuchAddress(address)
            default: .system(address, errno: errno)
            }
    }

    package var description: String {
        switch self {
        case .portTaken(let address):
            "UDP \(address) is taken by another process; stop it (ss -ulnp 'sport = :\(address.port)' names it), or choose another with --sflow"
        case .notPermitted(let address):
            "not permitted to receive on UDP \(address); choose a port above 1023 with --sflow, or run as root"
        case .noSuchAddress(let address):
            "this host has no address \(address.address) to receive sFlow on; see `ip address`, and choose one with --sflow"
        case .system(let address, let errno):
            "cannot receive on UDP \(address): \(unsafe String(cString: strerror(errno)))"
        }
    }
}
