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
    private let shardCount: Int
    private nonisolated(unsafe) let sender: RelaySender
    /// Microseconds to wait after an error of the socket, so that one that stays does not take a core.
    private static let errorPause: UInt32 = 100_000

    init(_ engine: Engine, _ listener: Listener, _ wake: Int32) throws(IngestError) {
        guard let receiver = unsafe sl_receiver_new(Ingest.batch, Ingest.datagramBytes) else {
            throw IngestError(listener.asked, errno: ENOMEM)
        }
        guard let sender = RelaySender(engine.relay) else {
            unsafe sl_receiver_free(receiver)
            throw IngestError(listener.asked, errno: ENOMEM)
        }
        unsafe self.receiver = unsafe receiver
        unsafe self.sender = sender
        self.engine = engine
        shardCount = engine.configuration.shards
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
            count = unsafe sl_receive(receiver, listener.fd, wake, 1000, listener.gathering, &drops)
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
        var others: Set<Int> = []
        take(count, into: listener.shard, others: &others)
        for shard in others { take(count, into: shard, others: &others) }
        if engine.relay.isActive { sendOn(count) }
    }

    /// Takes those of the batch that are of the shard.
    ///
    /// Datagrams of one sender may have been received as one, and the kernel chose the socket by the first of them. Behind a
    /// relay others may be of agents whose shard is another: the thread itself takes those there.
    private func take(_ count: UInt32, into shard: Int, others: inout Set<Int>) {
        engine.ingest(shard: shard) { sink in
            for index in 0..<count {
                let received = unsafe sl_received(receiver, index)
                let bytes = unsafe UnsafeRawBufferPointer(start: received.bytes, count: Int(received.count)).bytes
                let sender = unsafe IPAddress(received), segment = unsafe Int(received.segment)
                if segment == 0 || shardCount == 1 {
                    if shard == listener.shard { sink.take(bytes, segment: segment, from: sender) }
                } else {
                    take(bytes, segment, from: sender, shard, &sink, &others)
                }
            }
        }
    }

    /// Hands over the datagrams of the batch to be sent on, by the shards of their agents.
    @inline(never)
    private func sendOn(_ count: UInt32) {
        var datagrams = unsafe Array(repeating: [UnsafeRawBufferPointer](), count: shardCount)
        for index in 0..<count {
            let received = unsafe sl_received(receiver, index)
            let bytes = unsafe UnsafeRawBufferPointer(start: received.bytes, count: Int(received.count))
            let segment = unsafe received.segment == 0 ? max(bytes.count, 1) : Int(received.segment)
            // One that is empty is one too.
            for start in stride(from: 0, to: max(bytes.count, 1), by: segment) {
                let datagram = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + segment, bytes.count)])
                let owner = unsafe received.segment == 0 || shardCount == 1 ? listener.shard : shard(of: datagram.bytes)
                unsafe datagrams[owner].append(datagram)
            }
        }
        for shard in 0..<shardCount { unsafe sender.send(datagrams[shard], of: shard) }
    }

    private func take(
        _ bytes: RawSpan,
        _ segment: Int,
        from sender: IPAddress,
        _ shard: Int,
        _ sink: inout DatagramSink,
        _ others: inout Set<Int>
    ) {
        for start in stride(from: 0, to: bytes.byteCount, by: segment) {
            let datagram = bytes.extracting(start..<min(start + segment, bytes.byteCount))
            let owner = self.shard(of: datagram)
            if owner == shard { sink.take(datagram, from: sender) } else { others.insert(owner) }
        }
    }

    private func shard(of datagram: RawSpan) -> Int {
        unsafe datagram.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return Int(unsafe sl_udp_steered(start, UInt32(bytes.count), UInt32(shardCount)))
        }
    }
}

extension DatagramSink {
    /// Takes datagrams of one sender that were received as one, of `segment` bytes each; 0: there is one.
    fileprivate mutating func take(_ bytes: RawSpan, segment: Int, from sender: IPAddress) {
        guard segment > 0 else { return take(bytes, from: sender) }
        for start in stride(from: 0, to: bytes.byteCount, by: segment) {
            take(bytes.extracting(start..<min(start + segment, bytes.byteCount)), from: sender)
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
