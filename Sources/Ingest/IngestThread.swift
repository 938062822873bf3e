import CLinux
import Engine
import Glibc
import NetTypes
import Synchronization

/// Receives in batches from one socket into one shard, until its listener is stopping; the wake descriptor ends a wait.
@safe final class IngestThread: Sendable {
    private let engine: Engine
    private let listener: Listener
    private let wake: Int32

    /// Nanoseconds.
    private static let expiryInterval: Int64 = 1_000_000_000
    /// What a full socket holds, and no more of a flood that goes on.
    private static let lastBatches = 1024

    /// Belongs to the thread once it runs, and to nobody else.
    private nonisolated(unsafe) let receiver: OpaquePointer
    /// Microseconds to wait after an error of the socket, so that one that stays does not take a core.
    private static let errorPause: UInt32 = 100_000

    init(_ engine: Engine, _ listener: Listener, _ wake: Int32) throws(IngestError) {
        guard let receiver = unsafe sl_receiver_new(Ingest.batch, Ingest.datagramBytes) else {
            throw IngestError(listener.asked, errno: ENOMEM)
        }
        unsafe self.receiver = unsafe receiver
        self.engine = engine
        self.listener = listener
        self.wake = wake
    }

    deinit { unsafe sl_receiver_free(receiver) }

    func run() {
        unsafe sl_thread_name("ingest-\(listener.shard)")
        var drops: UInt32 = 0, lastDrops: UInt32 = 0
        var count: Int32 = 0, expired = engine.now
        var isStopping = false, left = Self.lastBatches
        repeat {
            // Read first: what was there when the end was asked for is then in the batches that follow.
            isStopping = listener.isStopping.load(ordering: .acquiring)
            count = unsafe sl_receive(receiver, listener.fd, wake, 1000, &drops)
            if count > 0 { take(UInt32(count)) }
            if count < 0 { usleep(Self.errorPause) }
            listener.kernelDrops.add(Int(drops &- lastDrops), ordering: .relaxed)
            lastDrops = drops
            if engine.now - expired > Self.expiryInterval {
                engine.expire(shard: listener.shard)
                expired = engine.now
            }
            if isStopping { left -= 1 }
        } while !isStopping || count == Int32(Ingest.batch) && left > 0
    }

    private func take(_ count: UInt32) {
        engine.ingest(shard: listener.shard) { sink in
            for index in 0..<count {
                let datagram = unsafe sl_received(receiver, index)
                let bytes = unsafe UnsafeRawBufferPointer(start: datagram.bytes, count: Int(datagram.count))
                sink.take(unsafe bytes.bytes, from: unsafe IPAddress(datagram))
            }
        }
    }
}

extension IPAddress {
    /// The sender of a datagram; an IPv4 sender on an IPv6 socket is an IPv4 address.
    init(_ datagram: sl_datagram) {
        let address = unsafe datagram.sender
        self = unsafe withUnsafeBytes(of: address) { unsafe IPAddress(family: datagram.family, $0.bytes) }
    }
}
