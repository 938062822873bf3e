import Agent
import CLinux
import SFlow

extension PacketSocketSampler {
    package func drain<Sink: PacketSampleSink & ~Copyable>(into sink: inout Sink, limit: Int) -> Int {
        drainNumber += 1
        let before = counts.samples
        var left = limit
        for source in sources { drain(source, into: &sink, left: &left) }
        chargeDrops()
        return Int(counts.samples - before)
    }

    private func drain<Sink: PacketSampleSink & ~Copyable>(_ source: Source, into sink: inout Sink, left: inout Int) {
        let before = left
        var frame = clinux_frame()
        while left > 0, unsafe source.ring.next(&frame) {
            left -= 1
            unsafe deliver(frame, rate: source.rate, to: &sink)
        }
        source.ring.releaseReadBlock()
        if left == before { source.ring.clearError() }
    }

    private func deliver<Sink: PacketSampleSink & ~Copyable>(_ frame: clinux_frame, rate: UInt32?, to sink: inout Sink)
    {
        let index = unsafe frame.interface_index
        guard let position = interfaces.index(forKey: index) else { return counts.stale += 1 }
        let wish = interfaces.values[position].wish
        let rate = rate ?? (unsafe interfaces.values[position].rate(at: frame.time))
        guard rate > 0 else { return counts.stale += 1 }
        guard let sampled = unsafe SampledFrame(frame, limit: wish.headerBytes) else {
            return counts.unknownProtocol += 1
        }
        readPool(index, &interfaces.values[position])
        interfaces.values[position].tally.delivered += 1
        counts.samples += 1
        let (input, output) = unsafe ports.ports(
            packetType: frame.packet_type,
            endpoints: Endpoints(sampled),
            interface: index,
            isMember: interfaces.values[position].isMember,
            isLoopback: wish.isLoopback
        )
        let tally = interfaces.values[position].tally
        var sample = PacketSample(
            dataSource: .interface(index),
            input: input,
            output: output,
            samplingRate: rate,
            samplePool: UInt32(truncatingIfNeeded: tally.pool),
            drops: UInt32(truncatingIfNeeded: tally.drops),
            frameLength: sampled.frameLength
        )
        sample.headerProtocol = sampled.headerProtocol
        sample.stripped = sampled.stripped
        unsafe sink.add(sample, header: sampled.header.bytes)
    }

    /// Reads how many packets could have been sampled, once in a drain for each interface that has samples.
    private func readPool(_ index: UInt32, _ interface: inout SampledInterface) {
        guard interface.tally.readInDrain != drainNumber else { return }
        interface.tally.readInDrain = drainNumber
        switch filters {
        case .counting(let filter):
            guard let counters = filter.counters(slot: interface.slot) else { return }
            interface.tally.pool = counters.judged
            interface.tally.taken = counters.taken
        case .classic(let filters):
            interface.tally.pool &+= filters.counters.packets(
                interface: index,
                ingressOnly: interface.wish.isLoopback
            )
        }
    }

    /// Charges the drops that the kernel counts for a whole ring to the interfaces whose samples are missing: where the
    /// filter counts, those that passed it and were not handed over; else in proportion to the samples so far.
    private func chargeDrops() {
        let new = sources.reduce(0) { $0 + UInt64($1.ring.takeDrops()) }
        guard new + pendingDrops > 0 else { return }
        counts.drops += new
        pendingDrops += new
        let keys = interfaces.keys.sorted()
        for key in keys { readPool(key, &interfaces[key]!) }
        guard let shares = dropShares(pendingDrops, weights: keys.map { interfaces[$0]!.tally.missing }) else { return }
        for (key, share) in zip(keys, shares) { interfaces[key]!.tally.drops += share }
        pendingDrops = 0
    }
}

extension SampleTally {
    /// A weight for the blame of drops.
    fileprivate var missing: UInt64 { taken > 0 ? taken - min(taken, delivered + drops) : delivered }
}
