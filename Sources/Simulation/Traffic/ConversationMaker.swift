/// Makes conversations: who talks to whom, for how long and how much.
struct ConversationMaker: Sendable {
    /// Frames of overlays have so much before the inner packet: IPv4, UDP, VXLAN or GENEVE, Ethernet.
    static let encapsulationLength = 20 + 8 + 8 + 14
    private static let tcpLength = 32, udpLength = 8, icmpLength = 8

    let fabric: Fabric
    let placement: Placement
    let services: [Service]
    private let calls: [TrafficKind: (calls: [Call], choice: WeightedChoice)]
    private let gpus: [Int], stores: [Int]
    private let ingress: [Int], dns: [Int], monitoring: [Int]
    private let world: WorldAddresses
    /// The kinds that there can be here.
    private let kinds: WeightedChoice

    init(_ fabric: Fabric, _ placement: Placement, _ catalogue: ServiceCatalogue, _ random: inout Randomness) {
        self.fabric = fabric
        self.placement = placement
        services = catalogue.services
        let services = catalogue.services
        let ends = { (role: ServiceRole) in services.filter { $0.role == role }.flatMap(\.slots) }
        gpus = fabric.nodes(of: .gpu)
        stores = fabric.nodes(of: .storage)
        (ingress, dns, monitoring) = (ends(.ingress), ends(.dns), ends(.monitoring))
        world = WorldAddresses(&random)
        let possible = catalogue.calls.filter {
            !services[$0.caller].slots.isEmpty && !services[$0.callee].slots.isEmpty
        }
        calls = Dictionary(grouping: possible) { Self.kind(ofCallee: services[$0.callee].role) }.mapValues { calls in
            (calls, WeightedChoice(calls.map(\.weight)))
        }
        let isThere: [TrafficKind: Bool] = [
            .call: calls[.call] != nil, .query: calls[.query] != nil, .cache: calls[.cache] != nil, .rdma: false,
            .storage: !stores.isEmpty, .dns: !dns.isEmpty, .scrape: !monitoring.isEmpty,
        ]
        kinds = WeightedChoice(
            TrafficKind.allCases.map {
                isThere[$0, default: true] ? TrafficKind.forms[Int($0.rawValue)].weight : 0
            }
        )
    }

    private static func kind(ofCallee role: ServiceRole) -> TrafficKind {
        switch role {
        case .database: .query
        case .cache: .cache
        default: .call
        }
    }

    /// The kind of each conversation of the cluster; each keeps its own for good.
    func plan(_ random: inout Randomness) -> [TrafficKind] {
        let count = fabric.nodes * (8 + min(placement.perNode, 24) * 2 / 3)
        let ring = gpus.count > 1 ? [TrafficKind](repeating: .rdma, count: gpus.count) : []
        return ring + (0..<count).map { _ in TrafficKind.allCases[kinds.pick(&random)] }
    }

    /// A conversation of a kind, without its streams.
    /// - Parameter number: its place among all.
    func make(_ kind: TrafficKind, number: Int, _ random: inout Randomness) -> Conversation {
        var result = Conversation()
        result.kind = kind
        (result.client, result.server) = ends(kind, number, &random)
        result.clientService = service(result.client)
        result.serverService = service(result.server)
        result.salt = UInt32(truncatingIfNeeded: random.next())
        setPorts(&result, &random)
        setNetwork(&result, &random)
        return result
    }

    private func service(_ end: Endpoint) -> UInt16 {
        if end.slot >= 0 { return placement.services[Int(end.slot)] }
        return end.isWorld ? Conversation.world : Conversation.host
    }

    private func setPorts(_ result: inout Conversation, _ random: inout Randomness) {
        let form = TrafficKind.forms[Int(result.kind.rawValue)]
        result.clientPort = UInt16(32_768 + random.below(28_232))
        result.changesPort = result.kind == .dns
        result.serverPort = form.port
        if form.port == 0, result.serverService < Conversation.host {
            result.serverPort = services[Int(result.serverService)].role.port
        }
        if form.transport == .icmp { (result.clientPort, result.serverPort) = (0, 0) }
    }

    /// Pods reach pods of other nodes through an overlay; everything else has the addresses of nodes.
    private func setNetwork(_ result: inout Conversation, _ random: inout Randomness) {
        let isFar = result.client.slot >= 0 && result.server.slot >= 0 && !result.isLocal
        let namespace =
            result.clientService < Conversation.host ? services[Int(result.clientService)].namespace : 0
        if isFar, hasOverlay(result.client), hasOverlay(result.server) {
            result.encapsulation = namespace % 2 == 0 ? .vxlan : .geneve
            result.network = UInt32(4096 + namespace)
        }
        result.isTagged = result.kind == .storage
        result.nodePort = UInt8(result.kind == .rdma ? Fabric.rdma : Fabric.uplink)
        result.isIPv6 = result.kind != .rdma && result.kind != .storage && random.once(in: 5)
        result.spine = UInt8(random.below(fabric.spines))
        result.spineBack = UInt8(random.below(fabric.spines))
    }

    private func hasOverlay(_ end: Endpoint) -> Bool { fabric.role(Int(end.node)) != .docker }

    // MARK: Ends

    private func ends(
        _ kind: TrafficKind,
        _ number: Int,
        _ random: inout Randomness
    ) -> (client: Endpoint, server: Endpoint) {
        switch kind {
        case .call, .query, .cache: callEnds(kind, &random)
        case .web, .quic: (.world(world.client(&random)), ingress.isEmpty ? anyHost(&random) : pick(ingress, &random))
        case .storage: (anyHost(&random), .host(stores[random.below(stores.count)]))
        // A ring: each GPU's node sends to the next.
        case .rdma: (.host(gpus[number]), .host(gpus[(number + 1) % gpus.count]))
        case .dns: (anyContainer(&random), pick(dns, &random))
        case .ssh: (random.once(in: 2) ? .world(world.client(&random)) : .host(0), anyHost(&random))
        case .outside: (anyContainer(&random), .world(world.server(&random)))
        case .scrape: (pick(monitoring, &random), anyHost(&random))
        case .control: (anyHost(&random), .host(random.below(min(3, fabric.nodes))))
        case .ping: (anyHost(&random), anyHost(&random))
        }
    }

    private func callEnds(_ kind: TrafficKind, _ random: inout Randomness) -> (Endpoint, Endpoint) {
        guard let (calls, choice) = calls[kind] else { return (anyHost(&random), anyHost(&random)) }
        let call = calls[choice.pick(&random)]
        return (pick(services[call.caller].slots, &random), pick(services[call.callee].slots, &random))
    }

    private func pick(_ slots: [Int], _ random: inout Randomness) -> Endpoint {
        let slot = slots[random.below(slots.count)]
        return Endpoint(node: Int32(placement.node(ofSlot: slot)), slot: Int32(slot))
    }

    private func anyHost(_ random: inout Randomness) -> Endpoint { .host(random.below(fabric.nodes)) }

    private func anyContainer(_ random: inout Randomness) -> Endpoint {
        guard placement.perNode > 0 else { return anyHost(&random) }
        // What comes and goes has no long conversations.
        for _ in 0..<4 {
            let slot = random.below(placement.services.count)
            if !services[Int(placement.services[slot])].role.isTransient {
                return Endpoint(node: Int32(placement.node(ofSlot: slot)), slot: Int32(slot))
            }
        }
        return anyHost(&random)
    }

    // MARK: Streams

    /// How much a conversation has of its kind's rate: a few have most.
    func tail(_ kind: TrafficKind, _ random: inout Randomness) -> Double {
        kind == .rdma ? 1 : random.pareto(least: 0.3, shape: 1.25, most: 150)
    }

    /// Gives a stream the frames of a new conversation.
    /// - Parameter rate: frames a second of a share of 1.
    func start(_ stream: inout Stream, of conversation: Conversation, rate: Double, _ random: inout Randomness) {
        let kind = conversation.kind, form = TrafficKind.forms[Int(kind.rawValue)]
        let own = form.streams[Int(stream.form)]
        let wanted = own.payload.lowerBound + random.below(own.payload.count)
        let header = headerLength(conversation, form.transport)
        let mtu = kind == .storage || kind == .rdma ? 9000 : 1500
        let payload = min(wanted, mtu - header)
        stream.payload = UInt16(payload)
        stream.length = UInt16(18 + header + payload)
        stream.rate = Float(rate * own.share / Double(SimulatedCluster.ticksPerSecond))
        stream.due = Float(random.unit())
        (stream.sent, stream.counted, stream.told) = (0, 0, 0)
        stream.load = UInt8(load(conversation))
        let isBursty = random.once(in: 5) && (kind == .call || kind == .web || kind == .outside)
        stream.pattern = kind == .rdma ? .collective : isBursty ? .bursts : .steady
    }

    /// Bytes between the Ethernet header and the payload.
    private func headerLength(_ conversation: Conversation, _ transport: TrafficKind.Transport) -> Int {
        let own =
            switch transport {
            case .tcp: Self.tcpLength
            case .udp: Self.udpLength
            case .icmp: Self.icmpLength
            }
        let outer = conversation.encapsulation == .none ? 0 : Self.encapsulationLength
        return outer + (conversation.isIPv6 ? 40 : 20) + own
    }

    private func load(_ conversation: Conversation) -> Int {
        if conversation.kind == .rdma { return ServiceCatalogue.ml }
        let service =
            conversation.clientService < Conversation.host ? conversation.clientService : conversation.serverService
        if conversation.client.isWorld { return ServiceCatalogue.ingress }
        return service < Conversation.host ? services[Int(service)].namespace : ServiceCatalogue.kubeSystem
    }
}
