import NetTypes
import SFlow
import XDR

/// Puts samples into datagrams: a value without sockets or clocks. The loop sets `now` before it adds samples, asks for
/// `deadline`, and takes what is finished.
package struct Packer: PacketSampleSink, CounterSampleSink {
    /// The largest UDP payload that IPv4 carries.
    package static let absoluteMaximum = 65_507
    /// How long a sampled packet may wait for others: with the time that it waits in the ring less than 100 ms.
    package static let packetDelay = Duration.milliseconds(40)
    /// Counters wait for those that are polled at the same moment only: collectors compute rates over the uptime of
    /// datagrams, which therefore is to be the time at which the counters were read.
    package static let counterDelay = Duration.zero

    /// The time on the agent's clock, whose milliseconds are the uptime in datagrams.
    package var now = MonotonicTime()
    package private(set) var counts = PackerCounts()
    /// Finished datagrams in their order.
    package var finished = DatagramQueue()
    /// When the open datagram must be finished; `nil`: it holds nothing.
    package private(set) var deadline: MonotonicTime?

    private var agent: XDRAddress
    private let subAgent: UInt32
    private var maximumBytes: Int
    private var open = XDRWriter(capacity: 1500)
    private var openSamples: UInt32 = 0
    private var headerEnd = 0
    private var scratch = XDRWriter(capacity: 1500)
    private var sequence: UInt32 = 0
    private var sequences = SampleSequences()
    /// Once an index needs more than 24 bits, all samples are sent expanded, as the specification asks.
    private var isExpanded = false

    /// `maximumBytes` bounds a datagram that holds more than one sample.
    package init(agent: IPAddress, subAgent: Int = 0, maximumBytes: Int = 1400) {
        self.agent = XDRAddress(agent)
        self.subAgent = UInt32(clamping: subAgent)
        self.maximumBytes = maximumBytes
    }

    /// Takes another agent address from the next datagram on.
    package mutating func setAgent(_ address: IPAddress) {
        guard XDRAddress(address) != agent else { return }
        flush()
        agent = XDRAddress(address)
    }

    /// Changes the bound of datagrams that hold more than one sample.
    package mutating func setMaximumBytes(_ bytes: Int) { maximumBytes = bytes }

    /// Forgets the sequence numbers of data sources that are gone.
    package mutating func keep(_ sources: Set<DataSource>) { sequences.keep(sources) }

    /// Packs a sampled packet.
    package mutating func add(_ sample: PacketSample, header: RawSpan) {
        var flow = FlowSample(sample)
        flow.sequence = sequences.next(.flow, flow.source)
        isExpanded = isExpanded || !flow.fitsCompact
        scratch.removeAll()
        var record = SampledHeader()
        record.headerProtocol = sample.headerProtocol
        record.frameLength = sample.frameLength
        record.stripped = sample.stripped
        record.header = scratch.stage(header)
        scratch.flowSample(flow, expanded: isExpanded) { writer in
            writer.record(record)
            return 1
        }
        pack(within: Self.packetDelay)
    }

    /// Packs the counters of a data source; nothing where there are no records.
    package mutating func add(_ source: DataSource, _ sample: CounterSample) {
        if let metrics = sample.metrics, !metrics.metrics.isEmpty { add(metrics) }
        guard sample.recordCount > 0 else { return }
        guard sample.writer.count + Self.overhead <= Self.absoluteMaximum else { return addSplit(source, sample) }
        add(source, records: sample.writer.bytes, count: sample.recordCount)
    }

    /// Finishes the open datagram, if it holds a sample.
    package mutating func flush() {
        guard openSamples > 0 else { return }
        sequence &+= 1
        open.patch(sequence, at: headerEnd - 12)
        open.patch(UInt32(truncatingIfNeeded: now.milliseconds), at: headerEnd - 8)
        open.patchSampleCount(openSamples, headerEnd: headerEnd)
        counts.datagrams += 1
        if !finished.append(open.bytes) { counts.lostDatagrams += 1 }
        open.removeAll()
        openSamples = 0
        deadline = nil
    }

    /// Finishes the open datagram where its time has come.
    package mutating func flushIfDue() {
        if let deadline, deadline <= now { flush() }
    }
}

extension Packer {
    /// A datagram's head with an IPv6 address, and a counters sample's.
    private static let overhead = 40 + 24

    private mutating func add(_ metrics: RealTimeMetrics) {
        scratch.removeAll()
        scratch.sample(metrics)
        pack(within: Self.counterDelay)
    }

    private mutating func add(_ source: DataSource, records: [UInt8], count: UInt32) {
        isExpanded = isExpanded || !source.fitsCompact
        let head = CountersSample(sequence: sequences.next(.counters, source), source: source)
        scratch.removeAll()
        scratch.countersSample(head, expanded: isExpanded) { writer in
            writer.append(records)
            return count
        }
        pack(within: Self.counterDelay)
    }

    /// Sends records that no datagram holds together as several samples, and counts those that none holds alone.
    private mutating func addSplit(_ source: DataSource, _ sample: CounterSample) {
        var part: [UInt8] = [], count: UInt32 = 0
        for range in sample.recordRanges {
            if range.count + Self.overhead > Self.absoluteMaximum {
                counts.lostRecords += 1
                continue
            }
            if part.count + range.count + Self.overhead > Self.absoluteMaximum {
                add(source, records: part, count: count)
                (part, count) = ([], 0)
            }
            part += sample.writer.bytes[range]
            count += 1
        }
        if count > 0 { add(source, records: part, count: count) }
    }

    /// Moves the sample in `scratch` into the open datagram, or into a new one where it would grow too large.
    private mutating func pack(within delay: Duration) {
        if openSamples > 0, open.count + scratch.count > maximumBytes { flush() }
        if openSamples == 0 { begin() }
        open.append(scratch.bytes)
        openSamples += 1
        counts.samples += 1
        deadline = min(deadline ?? now + delay, now + delay)
        if open.count >= maximumBytes { flush() }
    }

    private mutating func begin() {
        var header = DatagramHeader()
        header.agent = agent
        header.subAgent = subAgent
        open.removeAll()
        open.datagramHeader(header)
        headerEnd = open.count
    }
}

extension FlowSample {
    fileprivate init(_ sample: PacketSample) {
        self.init()
        source = sample.dataSource
        samplingRate = sample.samplingRate
        samplePool = sample.samplePool
        drops = sample.drops
        input = sample.input
        output = sample.output
    }
}

extension XDRAddress {
    init(_ address: IPAddress) {
        self =
            switch address {
            case .v4(let value): .ipv4(value)
            case .v6(let value): .ipv6(value)
            }
    }
}
