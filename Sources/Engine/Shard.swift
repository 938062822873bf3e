import Budget
import FlowLanguage
import FlowTables
import MetricStore
import NetTypes
import PacketHeaders
import SFlow
import Workloads
import XDR

/// The agents that one ingest thread serves, and all that is known of them. Owned by its thread; questions are asked
/// between batches.
struct Shard: ~Copyable {
    var agents: AgentTable
    var metrics: MetricStore
    /// Beside `metrics.sources`, by the same numbers.
    var sources: [SourceState] = []
    var flows: FlowSet
    var workloads: WorkloadLedger
    var stations = StationLedger()
    var thresholds = ShardThresholds()
    /// The packets of the datagram at hand that have not gone through the flows yet.
    private var packets = PacketSamples()
    private(set) var keysSeen = FlowKeyLedger()
    var status = ShardStatus()
    private let expiryFloor: Int64

    init(
        _ configuration: EngineConfiguration,
        hash: KeyHash,
        _ environment: FlowEnvironment,
        _ memory: ShardMemory
    ) {
        agents = AgentTable(capacity: max(configuration.maximumAgents / configuration.shards, 1))
        metrics = MetricStore(
            MetricLimits(configuration),
            reserved: WorkloadLabels.fields.map(\.rawValue),
            allowance: ByteAllowance(memory.sources)
        )
        workloads = WorkloadLedger(configuration)
        flows = FlowSet(configuration, hash: hash, environment, memory: memory.flows)
        expiryFloor = configuration.expiryFloor
    }

    /// Sets the time of the batch that follows, in nanoseconds.
    mutating func begin(now: Int64) { flows.advance(to: Double(now) / 1e9) }

    /// After the last datagram of a batch.
    mutating func finish() { flows.finish() }

    /// Takes one datagram. `now` is in nanoseconds.
    mutating func ingest(_ bytes: RawSpan, from sender: IPAddress, now: Int64) {
        status.datagrams += 1
        status.bytes += bytes.byteCount
        var tally = RecordTally()
        do throws(DatagramFault) {
            try read(bytes, from: sender, now: now, &tally)
            if let fault = tally.fault { status.faults[fault.index] += 1 }
        } catch {
            status.faults[error.index] += 1
        }
        status.unknownFormats += tally.unknownFormats
    }

    /// Takes the samples of a datagram; those before a fault count.
    private mutating func read(
        _ bytes: RawSpan,
        from sender: IPAddress,
        now: Int64,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        var reader = try DatagramReader(bytes)
        guard var context = admit(reader.header, from: sender, now: now) else { return }
        defer { runFlows(bytes, context) }
        while let sample = try reader.nextSample() {
            try take(sample, &context, &reader, &tally)
        }
    }

    /// Takes the packets at hand through the flows.
    private mutating func runFlows(_ bytes: RawSpan, _ context: DatagramContext) {
        guard packets.count > 0 else { return }
        packets.context = context.samples
        keysSeen.note(packets, in: bytes, now: context.milliseconds)
        flows.take(packets, in: bytes)
        if !flows.log.unplaced.isEmpty { placeLiveFlows() }
        packets.removeAll()
    }

    /// Finds the agent and follows its sequence; `nil`: the datagram is not to be used.
    private mutating func admit(_ header: DatagramHeader, from sender: IPAddress, now: Int64) -> DatagramContext? {
        guard let address = IPAddress(header.agent) else { return nil }
        guard let agent = agents.number(address, header.subAgent, now: now) else {
            status.discarded += 1
            return nil
        }
        guard agents[agent].observe(header, from: sender, now: now) else { return nil }
        return DatagramContext(
            agent: agent,
            address: address,
            epoch: agents.states[agent]!.epoch,
            uptime: header.uptime,
            milliseconds: now / 1_000_000
        )
    }

    private mutating func take(
        _ sample: Sample,
        _ context: inout DatagramContext,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        switch sample {
        case .flow(let flow): try take(flow, &context, &reader, &tally)
        case .counters(let counters) where counters.source.isVirtual:
            try takeVirtual(counters, &context, &reader, &tally)
        case .counters(let counters): try take(counters, &context, &reader, &tally)
        case .discarded(let packet): try take(packet, &context, &reader, &tally)
        case .realTimeMetrics(let body): take(metrics: body, reader.bytes, &context, &tally)
        case .realTimeFlow(let body): take(realTimeFlow: body, reader.bytes, &context, &tally)
        case .unknown: tally.unknownFormats += 1
        }
    }

    /// Takes what an application tells of itself, through the flows.
    private mutating func take(
        realTimeFlow body: ByteRange,
        _ bytes: RawSpan,
        _ context: inout DatagramContext,
        _ tally: inout RecordTally
    ) {
        guard let head = RealTimeFlowHead(bytes, body) else {
            tally.hasBadSample = true
            return
        }
        guard let number = number(named: head.source, bytes, &context) else { return }
        if packets.isFull { runFlows(bytes, context) }
        packets.read(realTimeFlow: body, samplingRate: head.samplingRate, source: number)
    }

    /// The number of the data source that an application names, which may be one of the standard's.
    private mutating func number(named name: ByteRange, _ bytes: RawSpan, _ context: inout DatagramContext) -> Int? {
        if let source = DataSource(naming: name, bytes) { return number(source, &context) }
        guard let number = metrics.number(agent: context.agent, named: bytes.text(name), now: context.milliseconds)
        else { return nil }
        prepare(number, context)
        return number
    }

    /// The number of a sample's data source; `nil` when there is no room for it. Most often it is that of the sample before.
    @inline(__always)
    private mutating func number(_ source: DataSource, _ context: inout DatagramContext) -> Int? {
        if let latest = context.latestSource, latest.source == source { return latest.number }
        guard let number = find(source, context) else { return nil }
        context.latestSource = (source, number)
        return number
    }

    @inline(never)
    private mutating func find(_ source: DataSource, _ context: DatagramContext) -> Int? {
        guard let number = metrics.number(agent: context.agent, source, now: context.milliseconds) else { return nil }
        prepare(number, context)
        return number
    }

    private mutating func prepare(_ number: Int, _ context: DatagramContext) {
        while sources.count <= number { sources.append(SourceState()) }
        sources[number].follow(context.epoch)
    }

    private mutating func take(
        _ sample: CountersSample,
        _ context: inout DatagramContext,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        guard let number = number(sample.source, &context) else { return }
        _ = try take(sample, of: number, context, &reader, &tally)
    }

    /// Takes the records of a counters sample; false where it is late or a duplicate.
    private mutating func take(
        _ sample: CountersSample,
        of number: Int,
        _ context: DatagramContext,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) -> Bool {
        status.counterSamples += 1
        let usable = sources[number].observe(counters: sample.sequence, uptime: context.uptime)
        while let record = try reader.nextRecord() {
            guard usable else { continue }
            do {
                let known = try metrics.update(
                    source: number,
                    record,
                    in: reader.bytes,
                    uptime: context.uptime,
                    epoch: sources[number].epoch,
                    now: context.milliseconds
                )
                if !known { tally.unknownFormats += 1 }
                stations.note(record, in: reader.bytes, of: number)
            } catch {
                tally.hasBadRecord = true
            }
        }
        if usable {
            check(number, now: context.milliseconds)
            reconcile(number, context)
        }
        return usable
    }

    /// The counters of a container, pod, service or virtual machine, whose life is followed.
    private mutating func takeVirtual(
        _ sample: CountersSample,
        _ context: inout DatagramContext,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        var records = reader
        let report = WorkloadReport(recordsOf: &records, context)
        if isOver(sample.source, context), !beginsAnew(sample.source, report, context) {
            status.counterSamples += 1
            return
        }
        guard let number = number(sample.source, &context) else { return }
        let usable = try take(sample, of: number, context, &reader, &tally)
        if usable, report.isOfWorkload, follow(report, of: number, context) { end(number, reader.bytes, &context) }
    }

    /// Takes the metrics of an application, or of a workload beside its counters.
    private mutating func take(
        metrics body: ByteRange,
        _ bytes: RawSpan,
        _ context: inout DatagramContext,
        _ tally: inout RecordTally
    ) {
        guard var reader = RealTimeMetricsReader(bytes, body) else {
            tally.hasBadSample = true
            return
        }
        status.metricSamples += 1
        guard let source = DataSource(naming: reader.source, bytes) else {
            let name = bytes.text(reader.source)
            guard let number = metrics.number(agent: context.agent, named: name, now: context.milliseconds) else {
                return
            }
            prepare(number, context)
            metrics.update(source: number, &reader, at: moment(number, context)) { _, _ in }
            check(number, now: context.milliseconds)
            return
        }
        if source.isVirtual { return takeVirtual(&reader, of: source, &context) }
        guard let number = number(source, &context) else { return }
        let news = metrics.update(source: number, &reader, at: moment(number, context)) { _, _ in }
        check(number, now: context.milliseconds)
        if news != .none, source == .host { stations.mark(number) }
    }

    private mutating func takeVirtual(
        _ reader: inout RealTimeMetricsReader,
        of source: DataSource,
        _ context: inout DatagramContext
    ) {
        var report = WorkloadReport(.fields, context)
        if isOver(source, context) {
            var late = reader, whole = report
            whole.note(allOf: &late)
            guard beginsAnew(source, whole, context) else { return }
        }
        guard let number = number(source, &context) else { return }
        let news = metrics.update(source: number, &reader, at: moment(number, context)) { report.note($0, $1) }
        check(number, now: context.milliseconds)
        if news != .none { stations.mark(number) }
        if report.isOfWorkload, follow(report, of: number, hasNewText: news == .reserved, context) {
            end(number, reader.bytes, &context)
        }
    }

    private func moment(_ number: Int, _ context: DatagramContext) -> ReportMoment {
        ReportMoment(uptime: context.uptime, epoch: sources[number].epoch, now: context.milliseconds)
    }

    /// The workload of a data source has ended: nothing of it is shown as running any more.
    private mutating func end(_ number: Int, _ bytes: RawSpan, _ context: inout DatagramContext) {
        // Packets that wait may be of this data source.
        runFlows(bytes, context)
        makeEvents(now: context.milliseconds * 1_000_000)
        end(number, .ended, now: context.milliseconds)
        metrics.remove(number)
        remove(number)
        context.latestSource = nil
    }

    /// Forgets what is kept of a data source beside its metrics.
    private mutating func remove(_ number: Int) {
        flows.remove(source: number)
        thresholds.remove(source: number)
        stations.remove(number)
        sources[number] = SourceState()
    }

    private mutating func take(
        _ sample: FlowSample,
        _ context: inout DatagramContext,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        guard let number = number(sample.source, &context) else { return }
        status.flowSamples += 1
        if packets.isFull { runFlows(reader.bytes, context) }
        let isWanted = sources[number].observe(flow: sample, uptime: context.uptime)
        let before = packets.count
        try packets.read(sample, source: number, isWanted: isWanted, &reader, &tally)
        guard packets.count > before else { return }
        packets.withSample(before) { sources[number].sampled.add($0) }
    }

    private mutating func take(
        _ sample: DiscardedPacket,
        _ context: inout DatagramContext,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        guard let number = number(sample.source, &context) else { return }
        status.discardSamples += 1
        agents[context.agent].discardSamples += 1
        if packets.isFull { runFlows(reader.bytes, context) }
        try packets.read(sample, source: number, &reader, &tally)
    }

    /// Removes what has stopped reporting. To be called about once a second.
    mutating func expire(now: Int64) {
        for number in metrics.expire(now: now / 1_000_000, floor: expiryFloor) {
            end(number, .silent, now: now / 1_000_000)
            remove(number)
        }
        workloads.expire(now: now / 1_000_000)
        flows.reclaim(now: Double(now) / 1e9)
        thresholds.expire(now: Double(now) / 1e9)
        expireAgents(silentSince: now - 10 * expiryFloor * 1_000_000)
    }

    /// Removes the agents that nothing was heard of and that have no data source left.
    private mutating func expireAgents(silentSince limit: Int64) {
        for number in agents.states.indices {
            guard let state = agents.states[number], state.lastSeen < limit else { continue }
            if metrics.sourceCount(ofAgent: number) == 0 { agents.remove(number) }
        }
    }
}

/// The memory that shards share: what one does not use another may.
struct ShardMemory {
    let flows: BytePool
    let sources: BytePool

    init(_ configuration: EngineConfiguration) {
        flows = BytePool(limit: configuration.maximumFlowMemory)
        sources = BytePool(limit: configuration.maximumSourceMemory)
    }
}

/// What the samples of a datagram share.
struct DatagramContext {
    let agent: Int
    let address: IPAddress
    let epoch: UInt32
    let uptime: UInt32
    /// When it came.
    let milliseconds: Int64
    /// The data source of the sample before, and its number.
    var latestSource: (source: DataSource, number: Int)?

    /// What key functions ask for.
    var samples: SampleContext {
        SampleContext(agent: address, agentNumber: agent, now: Double(milliseconds) / 1000)
    }
}

/// What a shard has counted.
struct ShardStatus {
    var datagrams = 0, bytes = 0, discarded = 0
    /// By `DatagramFault.index`.
    var faults = Array(repeating: 0, count: DatagramFault.allCases.count)
    var flowSamples = 0, counterSamples = 0, discardSamples = 0, metricSamples = 0, unknownFormats = 0
}

extension MetricLimits {
    /// The part of one shard.
    fileprivate init(_ configuration: EngineConfiguration) {
        func part(_ whole: Int) -> Int { max(whole / configuration.shards, 1) }
        self.init(
            sources: part(configuration.maximumSources),
            names: part(configuration.maximumCustomNames),
            metrics: part(configuration.maximumCustomMetrics),
            metricsPerSource: configuration.maximumCustomMetricsPerSource,
            textBytes: part(configuration.maximumCustomText)
        )
    }
}
