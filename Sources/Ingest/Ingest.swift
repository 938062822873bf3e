import CLinux
import Engine
import Glibc
import NetTypes
import Synchronization

/// The threads that receive sFlow: each owns a socket, and feeds the shard of its number; with several addresses a shard has
/// several.
///
/// With several threads the kernel chooses the socket by the agent's address, so that one agent always comes to the same
/// thread and its order is kept. Overload drops in the kernel, where it is counted.
package final class Ingest: Sendable {
    /// The longest UDP payload: a datagram is never cut.
    static let datagramBytes: UInt32 = 65_536
    static let batch: UInt32 = 64
    /// Microseconds in which datagrams gather before they are taken.
    static let gathering = 500
    /// The socket buffer that is asked for.
    static let bufferBytes: Int32 = 16 << 20

    private let listeners: [Listener]
    private let threads: [pthread_t]
    private let wake: Int32
    /// Where datagrams are received, with the port that was given for port 0.
    package let addresses: [SocketAddress]
    /// Binds every address and starts a thread for each shard of the engine.
    package init(_ engine: Engine, on addresses: [SocketAddress]) throws(IngestError) {
        let shards = engine.configuration.shards
        var listeners: [Listener] = []
        for address in addresses { listeners += try Listener.bind(address, shards: shards) }
        self.addresses = addresses.map { asked in listeners.first { $0.asked == asked }!.address }
        self.listeners = listeners
        wake = sl_wake_new()
        threads = try Self.start(listeners, engine, wake)
    }

    package var sockets: [SocketStatus] {
        listeners.map {
            SocketStatus(
                $0.address,
                shard: $0.shard,
                receiveBuffer: $0.granted,
                drops: $0.kernelDrops.load(ordering: .relaxed)
            )
        }
    }

    /// Ends the threads; what the sockets hold is taken in first, but what goes on coming does not keep them.
    package func stop() { Self.end(threads, listeners, wake) }

    private static func start(
        _ listeners: [Listener],
        _ engine: Engine,
        _ wake: Int32
    ) throws(IngestError) -> [pthread_t] {
        var threads: [pthread_t] = []
        do throws(IngestError) {
            for listener in listeners { threads.append(try start(IngestThread(engine, listener, wake), listener)) }
        } catch {
            end(threads, listeners, wake)
            throw error
        }
        return threads
    }

    private static func start(_ thread: IngestThread, _ listener: Listener) throws(IngestError) -> pthread_t {
        var handle = pthread_t()
        let argument = unsafe Unmanaged.passRetained(thread).toOpaque()
        let code = unsafe pthread_create(
            &handle,
            nil,
            { argument in
                let thread = unsafe Unmanaged<IngestThread>.fromOpaque(argument!).takeRetainedValue()
                thread.run()
                return nil
            },
            argument
        )
        guard code == 0 else { throw IngestError(listener.asked, errno: code) }
        return handle
    }

    private static func end(_ threads: [pthread_t], _ listeners: [Listener], _ wake: Int32) {
        for listener in listeners { listener.isStopping.store(true, ordering: .releasing) }
        sl_wake(wake)
        for thread in threads { pthread_join(thread, nil) }
        close(wake)
    }
}

/// A bound socket that belongs to a shard; it is closed when nobody has it any more.
final class Listener: Sendable {
    let fd: Int32
    let shard: Int
    let asked: SocketAddress
    let address: SocketAddress
    let granted: Int
    /// Microseconds in which datagrams gather before they are taken: fewer where the kernel granted a small buffer, so that
    /// it is half full at a million datagrams a second.
    var gathering: UInt32 { UInt32(min(Ingest.gathering, granted / (2 * Self.accountedBytes))) }
    /// What the kernel counts for a datagram of 1,400 bytes, about.
    private static let accountedBytes = 2304
    let kernelDrops = Atomic<Int>(0)
    /// What the socket holds is to be taken in, and then no more.
    let isStopping = Atomic(false)

    private init(fd: Int32, shard: Int, asked: SocketAddress, granted: Int) {
        self.fd = fd
        self.shard = shard
        self.asked = asked
        self.granted = granted
        address = SocketAddress(asked.address, port: UInt16(clamping: sl_udp_port(fd)))
    }

    deinit { close(fd) }

    /// A socket for each shard on one address.
    static func bind(_ address: SocketAddress, shards: Int) throws(IngestError) -> [Listener] {
        guard shards > 1 else { return [try Listener(address, asked: address, shard: 0, shared: false)] }
        let free = try probe(address)
        var listeners: [Listener] = []
        for shard in 0..<shards { listeners.append(try Listener(free, asked: address, shard: shard, shared: true)) }
        _ = sl_udp_steer_by_agent(listeners[0].fd, UInt32(shards))
        return listeners
    }

    /// The address, with the port that was given for port 0, if nobody has it. A port that another process shares
    /// willingly would be taken in silence: it is asked for alone first.
    private static func probe(_ address: SocketAddress) throws(IngestError) -> SocketAddress {
        try Listener(address, asked: address, shard: 0, shared: false).address
    }

    private convenience init(
        _ address: SocketAddress,
        asked: SocketAddress,
        shard: Int,
        shared: Bool
    ) throws(IngestError) {
        var granted: Int32 = 0
        let bytes = address.address.networkBytes
        let fd = unsafe sl_udp_socket(
            address.address.family,
            bytes,
            address.port,
            shared ? 1 : 0,
            Ingest.bufferBytes,
            &granted
        )
        guard fd >= 0 else { throw IngestError(address, errno: -fd) }
        sl_udp_join(fd)
        self.init(fd: fd, shard: shard, asked: asked, granted: Int(granted))
    }
}
