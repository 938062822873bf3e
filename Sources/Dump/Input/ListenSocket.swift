import CLinux
import Glibc
import NetTypes

/// Why datagrams cannot be received: one line that says what to do.
struct ListenError: Error, CustomStringConvertible {
    let description: String

    init(_ address: SocketAddress, errno: Int32) {
        description =
            switch errno {
            case EADDRINUSE:
                "UDP \(address) is taken by another process; stop it (ss -ulnp 'sport = :\(address.port)' names it), or choose another port with --port"
            case EACCES, EPERM:
                "not permitted to receive on UDP \(address); choose a port above 1023 with --port, or run as root"
            case EADDRNOTAVAIL:
                "this host has no address \(address.address); see `ip address`, and choose one with --listen-address"
            default: "cannot receive on UDP \(address): \(systemMessage(errno))"
            }
    }
}

/// The system's words for an error number.
func systemMessage(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }

/// A socket that datagrams are received from in batches.
@safe struct ListenSocket: ~Copyable {
    /// A burst of 64 datagrams is taken at once, each as long as UDP can have it.
    private static let batch: UInt32 = 64
    private static let datagramBytes: UInt32 = 65_536
    private static let bufferBytes: Int32 = 16 << 20

    let descriptor: Int32
    let address: SocketAddress
    private let receiver: OpaquePointer
    private var lastDrops: UInt32 = 0
    /// Datagrams that the kernel dropped because the socket's buffer was full.
    private(set) var drops = 0

    /// Every address of the host is `::`, which takes IPv4 as well, and `0.0.0.0` where there is no IPv6.
    init(_ listening: DumpPlan.Listening) throws(ListenError) {
        let asked = listening.address ?? (listening.family == .v4 ? .v4(0) : .v6(0))
        var address = SocketAddress(asked, port: listening.port)
        var descriptor = Self.open(address)
        if descriptor == -EAFNOSUPPORT || descriptor == -EADDRNOTAVAIL, listening.address == nil,
            listening.family == .both
        {
            address.address = .v4(0)
            descriptor = Self.open(address)
        }
        guard descriptor >= 0 else { throw ListenError(address, errno: -descriptor) }
        guard let receiver = unsafe sl_receiver_new(Self.batch, Self.datagramBytes) else {
            close(descriptor)
            throw ListenError(address, errno: ENOMEM)
        }
        unsafe self.receiver = unsafe receiver
        self.descriptor = descriptor
        self.address = SocketAddress(address.address, port: UInt16(clamping: sl_udp_port(descriptor)))
    }

    deinit {
        unsafe sl_receiver_free(receiver)
        close(descriptor)
    }

    private static func open(_ address: SocketAddress) -> Int32 {
        var granted: Int32 = 0
        return unsafe sl_udp_socket(
            address.address.family,
            address.address.networkBytes,
            address.port,
            0,
            bufferBytes,
            &granted
        )
    }

    /// Waits up to a second for datagrams, or until the descriptor is readable; how many came, or a negated errno.
    mutating func receive(wake: Int32) -> Int {
        var running = lastDrops
        let count = unsafe sl_receive(receiver, descriptor, wake, 1000, 0, &running)
        drops += Int(running &- lastDrops)
        lastDrops = running
        return Int(count)
    }

    /// Hands over a datagram of the last batch, and who sent it.
    func withDatagram<Failure>(
        _ index: Int,
        _ body: (RawSpan, SocketAddress) throws(Failure) -> Void
    ) throws(Failure) {
        let datagram = unsafe sl_received(receiver, UInt32(index))
        let bytes = unsafe UnsafeRawBufferPointer(start: datagram.bytes, count: Int(datagram.count))
        try unsafe body(bytes.bytes, SocketAddress(IPAddress(datagram), port: datagram.sender_port))
    }
}

extension IPAddress {
    /// The sender of a datagram; an IPv4 sender on an IPv6 socket is an IPv4 address.
    fileprivate init(_ datagram: sl_datagram) {
        let address = unsafe datagram.sender
        self = unsafe withUnsafeBytes(of: address) { unsafe IPAddress(family: datagram.family, $0.bytes) }
    }
}
