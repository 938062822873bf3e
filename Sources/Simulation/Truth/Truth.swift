import JSON
import NetTypes
import SFlow

/// What really happened, as lines of JSON. It looks at the cluster and changes nothing of what that sends.
final class Truth {
    private let interval: UInt32
    private let flowCount: Int
    private var lines: [UInt8] = []
    /// When the interval began.
    private var from: UInt32 = 0

    private var flows: [[TruthKey: TruthAmount]] = TruthView.allCases.map { _ in [:] }
    private var calls: [UInt32: TruthAmount] = [:]
    private var drops: [UInt64: UInt64] = [:]
    private var path = Path()

    /// As of the last report of each source, and when that was; `.max`: there was none.
    private let ports: Table<PortState>, portTicks: Table<UInt32>
    private let networks: Table<TrafficCounters>
    private let containers: Table<ContainerSlot>, containerTicks: Table<UInt32>
    private let hosts: Table<TrafficCounters>, hostTicks: Table<UInt32>
    /// As of the beginning of the interval.
    private let nodes: Table<TrafficCounters>

    init(_ cluster: SimulatedCluster) {
        interval = UInt32((cluster.options.truthInterval ?? 10) * SimulatedCluster.ticksPerSecond)
        flowCount = cluster.options.truthFlows
        ports = Table(repeating: PortState(), count: cluster.fabric.portCount)
        portTicks = Table(repeating: .max, count: cluster.fabric.portCount)
        networks = Table(repeating: TrafficCounters(), count: cluster.slots.count)
        containers = Table(repeating: ContainerSlot(), count: cluster.slots.count)
        containerTicks = Table(repeating: .max, count: cluster.slots.count)
        hosts = Table(repeating: TrafficCounters(), count: cluster.fabric.nodes)
        hostTicks = Table(repeating: .max, count: cluster.fabric.nodes)
        nodes = Table(repeating: TrafficCounters(), count: cluster.fabric.nodes)
        describe(cluster)
    }

    /// The lines since the last time.
    func take() -> [UInt8] {
        defer { lines.removeAll(keepingCapacity: true) }
        return lines
    }

    private func line(_ type: String, _ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object {
            $0.member("type", type)
            body(&$0)
        }
        lines += writer.bytes
        lines.append(UInt8(ascii: "\n"))
    }

    private func describe(_ cluster: SimulatedCluster) {
        let options = cluster.options
        line("run") {
            $0.member("version", starlingVersion)
            $0.member("seed", options.seed)
            $0.member("start", options.start)
            $0.member("nodes", options.nodes)
            $0.member("agents", cluster.agentCount)
            $0.member("containers", options.containers)
            $0.member("sampling", cluster.sampling)
            $0.member("polling", options.polling)
            $0.member("interval", options.truthInterval)
        }
        for view in TruthView.allCases {
            line("view") {
                $0.member("view", view.name)
                $0.member("keys", view.keys)
                $0.member("filter", view.filter)
                $0.member("value", "bytes")
            }
        }
    }

    // MARK: Flows

    /// A conversation is over: what it sent since the last report belongs to this interval.
    func ended(_ index: Int, _ cluster: SimulatedCluster) {
        for place in cluster.conversations[index].streamPlaces { gather(place, cluster) }
    }

    private func gather(_ place: Int, _ cluster: SimulatedCluster) {
        let stream = cluster.streams[place], frames = UInt64(stream.sent &- stream.told)
        guard frames > 0 else { return }
        cluster.streams[place].told = stream.sent
        let conversation = cluster.conversations[Int(stream.conversation)]
        let sides = (conversation.clientService, conversation.serverService)
        let (caller, callee) = stream.isForward ? sides : (sides.1, sides.0)
        calls[UInt32(caller) << 16 | UInt32(callee), default: TruthAmount()].add(frames, frames * UInt64(stream.length))
        path.lead(conversation, forward: stream.isForward, in: cluster.fabric)
        guard path.count > 0 else { return }
        let entry = Int(path[0].agent) < cluster.fabric.nodes ? path[1] : path[0]
        let bytes = frames * UInt64(cluster.frameLength(stream, conversation, entry))
        let keys = TruthKeys(cluster, stream, conversation, entry: entry)
        for view in TruthView.allCases {
            guard let key = keys.key(view) else { continue }
            flows[view.rawValue][key, default: TruthAmount()].add(frames, bytes)
        }
    }

    func dropped(_ frames: Int, _ code: UInt32, _ agent: Int) {
        drops[UInt64(agent) << 32 | UInt64(code), default: 0] += UInt64(frames)
    }

    // MARK: Intervals

    func endOfTick(_ cluster: SimulatedCluster) {
        if cluster.tick - from == interval { report(cluster) }
    }

    /// Tells of what is left, and what was sent.
    func finish(_ cluster: SimulatedCluster) {
        if cluster.tick > from { report(cluster) }
        let totals = cluster.totals
        line("sent") {
            $0.member("to", seconds(cluster.tick))
            $0.member("datagrams", totals.datagrams)
            $0.member("bytes", totals.bytes)
            $0.member("flowSamples", totals.flowSamples)
            $0.member("counterSamples", totals.counterSamples)
            $0.member("drops", totals.drops)
        }
    }

    private func report(_ cluster: SimulatedCluster) {
        for place in 0..<cluster.streams.count { gather(place, cluster) }
        for view in TruthView.allCases { report(view, cluster) }
        reportCalls(cluster)
        reportNodes(cluster)
        reportDrops(cluster)
        from = cluster.tick
    }

    private func seconds(_ tick: UInt32) -> Double { Double(tick) / Double(SimulatedCluster.ticksPerSecond) }

    private func period(_ writer: inout JSONWriter, _ cluster: SimulatedCluster) {
        writer.member("from", seconds(from))
        writer.member("to", seconds(cluster.tick))
    }

    private func perSecond(_ count: UInt64, _ cluster: SimulatedCluster) -> Double {
        Double(count) / seconds(cluster.tick - from)
    }

    private func report(_ view: TruthView, _ cluster: SimulatedCluster) {
        let sorted = flows[view.rawValue].sorted {
            $0.value.bytes != $1.value.bytes
                ? $0.value.bytes > $1.value.bytes : TruthKey.precedes($0.key, $1.key)
        }
        for (key, amount) in sorted.prefix(flowCount) {
            let port = Int(key.entry), agent = cluster.fabric.agent(ofPort: port)
            line("flow") {
                $0.member("view", view.name)
                period(&$0, cluster)
                $0.member("agent", ipv4Text(cluster.fabric.address(agent)))
                $0.member("dataSource", "\(cluster.fabric.ifIndex(agent, port))")
                $0.member("key", key.text(view))
                $0.member("bytes", perSecond(amount.bytes, cluster))
                $0.member("frames", perSecond(amount.frames, cluster))
            }
        }
        flows[view.rawValue].removeAll(keepingCapacity: true)
    }

    private func reportCalls(_ cluster: SimulatedCluster) {
        for (pair, amount) in calls.sorted(by: { $0.key < $1.key }) {
            line("services") {
                period(&$0, cluster)
                $0.member("source", name(UInt16(pair >> 16), cluster))
                $0.member("destination", name(UInt16(pair & 0xffff), cluster))
                $0.member("bytes", perSecond(amount.bytes, cluster))
                $0.member("frames", perSecond(amount.frames, cluster))
            }
        }
        calls.removeAll(keepingCapacity: true)
    }

    /// `shop/orders`; `node` and `world` are no services.
    private func name(_ service: UInt16, _ cluster: SimulatedCluster) -> String {
        if service == Conversation.world { return "world" }
        guard service != Conversation.host else { return "node" }
        let service = cluster.services[Int(service)]
        return "\(ServiceCatalogue.namespaces[service.namespace])/\(service.name)"
    }

    private func reportNodes(_ cluster: SimulatedCluster) {
        for node in 0..<cluster.fabric.nodes {
            let now = uplinks(node, cluster), before = nodes[node]
            nodes[node] = now
            line("node") {
                period(&$0, cluster)
                $0.member("agent", ipv4Text(cluster.fabric.address(node)))
                $0.member("name", cluster.fabric.name(node))
                $0.member("bytesIn", perSecond(now.octetsIn - before.octetsIn, cluster))
                $0.member("bytesOut", perSecond(now.octetsOut - before.octetsOut, cluster))
                $0.member("framesIn", perSecond(now.framesIn - before.framesIn, cluster))
                $0.member("framesOut", perSecond(now.framesOut - before.framesOut, cluster))
                $0.member("containers", cluster.placement.slots(ofNode: node).count { cluster.slots[$0].isRunning })
            }
        }
    }

    private func uplinks(_ node: Int, _ cluster: SimulatedCluster) -> TrafficCounters {
        var sum = TrafficCounters()
        for port in [Fabric.uplink, Fabric.rdma] {
            let counted = cluster.ports[cluster.fabric.nodePort(node, port)].counters
            sum.octetsIn += counted.octetsIn
            sum.octetsOut += counted.octetsOut
            sum.framesIn += counted.framesIn
            sum.framesOut += counted.framesOut
        }
        return sum
    }

    private func reportDrops(_ cluster: SimulatedCluster) {
        for (place, count) in drops.sorted(by: { $0.key < $1.key }) {
            line("drops") {
                period(&$0, cluster)
                $0.member("agent", ipv4Text(cluster.fabric.address(Int(place >> 32))))
                $0.member("reason", DropReason.name(of: UInt32(place & 0xffff_ffff)).map { "\($0)" })
                $0.member("frames", count)
            }
        }
        drops.removeAll(keepingCapacity: true)
    }

    // MARK: Counters

    /// The rates between two counters samples of a data source, as the analyzer can only find them.
    private func counters(
        _ agent: Int,
        _ source: String,
        _ elapsed: UInt32,
        _ cluster: SimulatedCluster,
        _ rates: [(String, UInt64)]
    ) {
        line("counters") {
            $0.member("at", seconds(cluster.tick))
            $0.member("agent", ipv4Text(cluster.fabric.address(agent)))
            $0.member("dataSource", source)
            $0.member("seconds", seconds(elapsed))
            $0.member("rates") { writer in
                writer.object { writer in
                    for (name, count) in rates { writer.member(name, Double(count) / seconds(elapsed)) }
                }
            }
        }
    }

    func polled(port: Int, _ agent: Int, _ cluster: SimulatedCluster) {
        let now = cluster.ports[port], before = ports[port], last = portTicks[port]
        (ports[port], portTicks[port]) = (now, cluster.tick)
        guard last != .max else { return }
        counters(
            agent,
            "\(cluster.fabric.ifIndex(agent, port))",
            cluster.tick - last,
            cluster,
            [
                ("ifinoctets", now.counters.octetsIn - before.counters.octetsIn),
                ("ifoutoctets", now.counters.octetsOut - before.counters.octetsOut),
                ("ifinucastpkts", now.counters.framesIn - before.counters.framesIn),
                ("ifoutucastpkts", now.counters.framesOut - before.counters.framesOut),
                ("ifindiscards", now.discardsIn - before.discardsIn),
                ("ifoutdiscards", now.discardsOut - before.discardsOut),
            ]
        )
    }

    func polled(node: Int, _ cluster: SimulatedCluster) {
        let now = uplinks(node, cluster), before = hosts[node], last = hostTicks[node]
        (hosts[node], hostTicks[node]) = (now, cluster.tick)
        guard last != .max else { return }
        counters(
            node,
            "2.1",
            cluster.tick - last,
            cluster,
            [
                ("bytes_in", now.octetsIn - before.octetsIn), ("bytes_out", now.octetsOut - before.octetsOut),
                ("pkts_in", now.framesIn - before.framesIn), ("pkts_out", now.framesOut - before.framesOut),
            ]
        )
    }

    func polled(slot: Int, _ cluster: SimulatedCluster) {
        let now = cluster.slots[slot], before = containers[slot], last = containerTicks[slot]
        let sent = cluster.networks[slot], sentBefore = networks[slot]
        (containers[slot], containerTicks[slot], networks[slot]) = (now, cluster.tick, sent)
        let elapsed = cluster.tick &- last, node = cluster.placement.node(ofSlot: slot)
        guard last != .max, elapsed > 0, now.generation == before.generation else { return }
        let network = [
            ("vir_bytes_in", sent.octetsIn - sentBefore.octetsIn),
            ("vir_bytes_out", sent.octetsOut - sentBefore.octetsOut),
        ]
        // Percent of a processor, of nanoseconds.
        let used = [("vir_cpu_utilization", (now.processorTime - before.processorTime) / 10_000_000)]
        if now.podSource != 0 { counters(node, "3.\(now.podSource)", elapsed, cluster, network) }
        counters(node, "3.\(now.containerSource)", elapsed, cluster, now.podSource != 0 ? used : used + network)
    }

    // MARK: Containers

    func started(_ slot: Int, _ cluster: SimulatedCluster) { workload("started", slot, cluster) { _ in } }

    func ended(slot: Int, exitCode: Int32, _ cluster: SimulatedCluster) {
        let state = cluster.slots[slot], network = cluster.networks[slot]
        workload("ended", slot, cluster) {
            $0.member("exitCode", exitCode)
            $0.member("lifeSeconds", Double(cluster.wallClock - state.started) / 1000)
            $0.member("cpuSeconds", Double(state.processorTime) / 1e9)
            $0.member("bytesIn", network.octetsIn)
            $0.member("bytesOut", network.octetsOut)
        }
    }

    private func workload(
        _ event: String,
        _ slot: Int,
        _ cluster: SimulatedCluster,
        _ more: (inout JSONWriter) -> Void
    ) {
        let names = WorkloadNames(cluster, slot: slot), node = cluster.placement.node(ofSlot: slot)
        line("workload") {
            $0.member("event", event)
            $0.member("at", seconds(cluster.tick))
            $0.member("agent", ipv4Text(cluster.fabric.address(node)))
            $0.member("dataSource", "3.\(cluster.slots[slot].containerSource)")
            $0.member("namespace", names.namespace)
            $0.member("name", names.pod)
            $0.member("service", names.service)
            more(&$0)
        }
    }
}
