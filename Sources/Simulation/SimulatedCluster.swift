import NetTypes

/// A cluster that exists in numbers alone: nodes, switches, containers and what they send to each other, and the sFlow datagrams that
/// agents would make of it. Time goes in ticks and is nobody's clock: the same options give the same datagrams.
package final class SimulatedCluster {
    package static let ticksPerSecond = 10
    static let millisecondsPerTick: UInt64 = 100

    package let options: SimulationOptions
    /// One packet in so many is sampled.
    package let sampling: Int
    /// What has been made so far.
    package internal(set) var totals = SimulationTotals()
    /// Ticks so far.
    package private(set) var tick: UInt32 = 0
    /// What really happened, as lines of JSON; `nil`: it is not asked for.
    var truth: Truth?

    let fabric: Fabric
    let placement: Placement
    let services: [Service]
    let maker: ConversationMaker
    let composer: FrameComposer
    let loads: LoadCurves
    var random: Randomness
    /// Random numbers of the sampling alone.
    var samplingRandom: Randomness

    let conversations: Table<Conversation>
    let streams: Table<Stream>
    /// The streams before it have large frames.
    let largeStreams: Int
    let ports: Table<PortState>
    let drops: Table<PortDrops>
    let slots: Table<ContainerSlot>
    /// The traffic of the containers in the slots.
    let networks: Table<TrafficCounters>
    let nodes: Table<NodeState>
    var path = Path()

    let templates: FlowTemplates
    let skips: SkipCounts
    private var open: OpenDatagrams
    private let batch = DatagramBatch()
    private let sink: (DatagramBatch) -> Void

    private let endings: TimerWheel
    let lives: TimerWheel
    let polls: TimerWheel
    var records = RecordWriter()
    var incident = DropIncident()
    /// By how much all rates differ from those of their kinds.
    let volume: Double

    /// - Parameters:
    ///   - options: without a problem.
    ///   - sink: gets datagrams as they are finished; the batch is its until it returns.
    package init(_ options: SimulationOptions, sink: @escaping (DatagramBatch) -> Void) {
        precondition(options.problem == nil, "options without a problem")
        self.options = options
        self.sink = sink
        fabric = Fabric(nodes: options.nodes)
        var random = Randomness(seed: options.seed)
        var catalogue = ServiceCatalogue(slots: options.nodes * options.containers, &random)
        placement = Placement(fabric, perNode: options.containers, &catalogue, &random)
        services = catalogue.services
        maker = ConversationMaker(fabric, placement, catalogue, &random)
        composer = FrameComposer(fabric, placement, services)
        loads = LoadCurves(start: options.start, seed: options.seed)
        let kinds = maker.plan(&random), layout = StreamLayout(kinds)
        conversations = Table(repeating: Conversation(), count: kinds.count)
        streams = Table(repeating: Stream(conversation: 0, form: 0, isForward: true), count: layout.count)
        largeStreams = layout.largeCount
        layout.fill(conversations, streams, kinds)
        let natural = Self.populate(conversations, streams, maker, fabric, &random)
        (sampling, volume) = Self.scale(options, natural)
        ports = Table(repeating: PortState(), count: fabric.portCount)
        drops = Table(repeating: PortDrops(), count: fabric.portCount)
        slots = Table(repeating: ContainerSlot(), count: placement.services.count)
        networks = Table(repeating: TrafficCounters(), count: placement.services.count)
        nodes = Table(repeating: NodeState(), count: options.nodes)
        templates = FlowTemplates(samplingRate: UInt32(sampling))
        skips = SkipCounts(sampling)
        open = OpenDatagrams(fabric, &random)
        endings = TimerWheel(items: kinds.count)
        lives = TimerWheel(items: slots.count)
        polls = TimerWheel(items: fabric.agentCount + fabric.portCount + slots.count)
        samplingRandom = Randomness(seed: random.next())
        self.random = random
        begin()
    }

    private func begin() {
        for index in 0..<streams.count { streams[index].rate *= Float(volume) }
        for index in 0..<conversations.count { schedule(index, isFirst: true) }
        for port in 0..<ports.count { ports[port].skip = skips.next(&samplingRandom) }
        beginContainers()
        beginPolls()
        if options.truthInterval != nil { truth = Truth(self) }
    }

    /// Nodes, switches, containers: for whoever looks.
    package var agentCount: Int { fabric.agentCount }

    // MARK: Time

    /// Lets a tenth of a second go by.
    package func step() {
        tick += 1
        endings.take(tick) { renew($0) }
        loads.update(tick)
        run(0..<largeStreams)
        run(largeStreams..<streams.count)
        countAtContainers()
        dropPackets()
        lives.take(tick) { turn($0) }
        polls.take(tick) { poll($0) }
        open.closeAll({ finish($0) }, milliseconds: milliseconds)
        if batch.count > 0 { handOver() }
        truth?.endOfTick(self)
    }

    /// Since the simulation began.
    var milliseconds: UInt64 { UInt64(tick) * Self.millisecondsPerTick }

    /// Milliseconds since 1970.
    var wallClock: Int64 { options.start + Int64(milliseconds) }

    /// Takes what the truth has to say since the last time: lines of JSON.
    package func takeTruth() -> [UInt8] { truth?.take() ?? [] }

    // MARK: Datagrams

    /// Where a sample of an agent of at most `count` bytes can be written.
    @inline(__always)
    func reserve(_ count: Int, _ agent: Int) -> UnsafeMutableRawPointer {
        open.reserve(count, agent, { finish($0) }, milliseconds: milliseconds)
    }

    @inline(__always)
    func commit(_ count: Int, _ agent: Int, _ kind: WritableKeyPath<SimulationTotals, UInt64>) {
        open.commit(count, agent)
        totals[keyPath: kind] += 1
    }

    @inline(__always)
    func commitFlowSample(_ count: Int, _ agent: Int) {
        open.commit(count, agent)
        totals.flowSamples += 1
    }

    private func finish(_ datagram: UnsafeRawBufferPointer) {
        batch.append(datagram)
        totals.datagrams += 1
        totals.bytes += UInt64(datagram.count)
        if batch.isFull { handOver() }
    }

    private func handOver() {
        sink(batch)
        batch.removeAll()
    }

    // MARK: Conversations

    /// Another conversation takes the place of one that is over.
    private func renew(_ index: Int) {
        for place in conversations[index].streamPlaces { countAtContainers(place) }
        truth?.ended(index, self)
        Self.start(index, conversations, streams, maker, &random, volume: volume)
        schedule(index, isFirst: false)
    }

    private func schedule(_ index: Int, isFirst: Bool) {
        let life = TrafficKind.forms[Int(conversations[index].kind.rawValue)].life
        let seconds = min(max(random.exponential(mean: life), 1), 20 * life)
        endings.set(index, at: tick + 1 + UInt32(seconds * Double(Self.ticksPerSecond)))
    }

    private static func start(
        _ index: Int,
        _ conversations: borrowing Table<Conversation>,
        _ streams: borrowing Table<Stream>,
        _ maker: ConversationMaker,
        _ random: inout Randomness,
        volume: Double
    ) {
        let old = conversations[index], kind = old.kind
        var fresh = maker.make(kind, number: index, &random)
        (fresh.large, fresh.largeCount) = (old.large, old.largeCount)
        (fresh.small, fresh.smallCount) = (old.small, old.smallCount)
        conversations[index] = fresh
        let rate = TrafficKind.forms[Int(kind.rawValue)].rate * maker.tail(kind, &random) * volume
        for place in fresh.streamPlaces { maker.start(&streams[place], of: fresh, rate: rate, &random) }
    }

    /// The first conversations. Returns how many packets a second could be sampled, over all devices that see them.
    private static func populate(
        _ conversations: borrowing Table<Conversation>,
        _ streams: borrowing Table<Stream>,
        _ maker: ConversationMaker,
        _ fabric: Fabric,
        _ random: inout Randomness
    ) -> Double {
        var seen = 0.0, path = Path()
        for index in 0..<conversations.count {
            start(index, conversations, streams, maker, &random, volume: 1)
            for place in conversations[index].streamPlaces {
                path.lead(conversations[index], forward: streams[place].isForward, in: fabric)
                seen += Double(streams[place].rate) * Double(ticksPerSecond * path.count)
            }
        }
        return seen
    }

    /// More than so many times the traffic that is natural is not made, whatever samples are asked for: ports would count more in a tick
    /// than there are numbers for.
    private static let mostVolume = 10_000.0

    /// One packet in how many is sampled, and how much traffic there is, for the samples that are asked for.
    private static func scale(_ options: SimulationOptions, _ natural: Double) -> (sampling: Int, volume: Double) {
        guard let wanted = options.samplesPerSecond, natural > 0 else { return (options.sampling ?? 1000, 1) }
        let sampling = options.sampling ?? max(1, Int(min((natural / wanted).rounded(), 10_000_000)))
        return (sampling, min(wanted * Double(sampling) / natural, mostVolume))
    }
}

extension Conversation {
    /// Where its streams are.
    var streamPlaces: [Int] {
        Array(Int(large)..<Int(large) + Int(largeCount)) + Array(Int(small)..<Int(small) + Int(smallCount))
    }
}
