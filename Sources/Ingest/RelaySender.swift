import CLinux
import Engine
import NetTypes

/// Sends on what an ingest thread has received, by its own sockets and without waiting: what the system does not take at
/// once is counted and gone. The thread's own.
@safe final class RelaySender {
    private let relay: Relay
    private let sender: OpaquePointer
    private var generation: UInt64 = 0
    private var targets: [(target: ForwardingTarget, to: Address)] = []
    /// What the datagrams that wait are counted by.
    private var waiting: [(counts: RelayCounts, samples: Int)] = []

    /// An address as the system wants it.
    private struct Address {
        let family: Int32
        let bytes: [UInt8]
        let port: UInt16

        init(_ address: SocketAddress) {
            let unmapped = address.address.unmapped
            family = unmapped.family
            bytes = unmapped.networkBytes
            port = address.port
        }
    }

    /// Chosen samples are sent when so many bytes of them have come together.
    private static let packedLimit = 256 << 10

    /// `nil`: there is no memory.
    init?(_ relay: Relay) {
        guard let sender = unsafe sl_sender_new() else { return nil }
        unsafe self.sender = unsafe sender
        self.relay = relay
    }

    deinit { unsafe sl_sender_free(sender) }

    /// Sends on what is to be, of datagrams whose agents are of one shard. They stay where they are until this returns.
    func send(_ datagrams: [UnsafeRawBufferPointer], of shard: Int) {
        guard unsafe !datagrams.isEmpty else { return }
        follow()
        for (target, to) in targets {
            for place in unsafe datagrams.indices where target.wants(unsafe datagrams[place].bytes) {
                unsafe add(datagrams[place], to, target.counts)
            }
        }
        flush()
        unsafe choose(datagrams, shard)
    }

    /// Takes the list of targets anew where it has changed.
    private func follow() {
        let latest = relay.generation
        guard generation != latest else { return }
        generation = latest
        targets = relay.snapshot.forwardings.values.map { ($0, Address($0.forwarding.target)) }
    }

    private func choose(_ datagrams: [UnsafeRawBufferPointer], _ shard: Int) {
        relay.select(shard: shard) { selector in
            for place in unsafe datagrams.indices {
                selector.take(unsafe datagrams[place].bytes)
                if selector.packedBytes > Self.packedLimit { drain(&selector) }
            }
            selector.finish()
            drain(&selector)
        }
    }

    private func drain(_ selector: inout SampleSelector) {
        selector.drain { packed, arena in
            for datagram in packed {
                let to = Address(datagram.tenant.definition.collector)
                unsafe arena.extracting(datagram.range).withUnsafeBytes {
                    unsafe add($0, to, datagram.tenant.counts, samples: datagram.samples)
                }
            }
            flush()
        }
    }

    private func add(_ bytes: UnsafeRawBufferPointer, _ to: Address, _ counts: RelayCounts, samples: Int = 0) {
        waiting.append((counts, samples))
        let full = unsafe sl_sender_add(sender, to.family, to.bytes, to.port, bytes.baseAddress, UInt32(bytes.count))
        if full == UInt32(SL_SENDER_CAPACITY) { flush() }
    }

    private func flush() {
        guard !waiting.isEmpty else { return }
        unsafe sl_sender_flush(sender)
        for (place, one) in waiting.enumerated() {
            one.counts.count(isSent: unsafe sl_sender_took(sender, UInt32(place)) != 0, samples: one.samples)
        }
        waiting.removeAll(keepingCapacity: true)
    }
}

extension Ingest {
    /// Whether datagrams to an address come to this process.
    package func receives(_ address: SocketAddress) -> Bool {
        let target = address.address.unmapped
        return addresses.contains { own in
            guard own.port == address.port else { return false }
            let bound = own.address.unmapped
            if target.isUnspecified || bound == target { return true }
            guard bound.isUnspecified, bound.family == 6 || target.family == 4 else { return false }
            return unsafe sl_is_local(target.family, target.networkBytes) != 0
        }
    }
}
