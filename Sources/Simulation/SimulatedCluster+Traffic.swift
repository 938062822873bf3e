import SFlow

extension SimulatedCluster {
    /// Sends the frames of these streams that are due.
    func run(_ places: Range<Int>) {
        for place in places {
            let frames = takeDue(place)
            if frames > 0 { send(frames, of: place) }
        }
    }

    @inline(__always)
    private func takeDue(_ place: Int) -> UInt32 {
        let stream = streams[place]
        let factor = stream.pattern == .steady ? 1 : stream.pattern.factor(tick, stream.conversation)
        let due = stream.due + stream.rate * loads[Int(stream.load)] * factor
        let frames = UInt32(due)
        streams[place].due = due - Float(frames)
        return frames
    }

    private func send(_ frames: UInt32, of place: Int) {
        let stream = streams[place], conversation = conversations[Int(stream.conversation)]
        streams[place].sent = stream.sent &+ frames
        path.lead(conversation, forward: stream.isForward, in: fabric)
        for index in 0..<path.count { pass(path[index], frames, stream, conversation) }
    }

    /// Lets containers and tunnels count what was sent since the last time. Every stream has its turn once a second: of many nodes, no cache
    /// holds their counters.
    func countAtContainers() {
        let turn = Int(tick) % Self.ticksPerSecond
        for place in stride(from: turn, to: streams.count, by: Self.ticksPerSecond) { countAtContainers(place) }
    }

    func countAtContainers(_ place: Int) {
        let stream = streams[place], conversation = conversations[Int(stream.conversation)]
        let frames = stream.sent &- stream.counted
        guard frames > 0 else { return }
        streams[place].counted = stream.sent
        let outer = conversation.encapsulation == .none ? 0 : ConversationMaker.encapsulationLength
        let octets = UInt64(frames) * UInt64(Int(stream.length) - 4 - outer)
        let from = Int(stream.isForward ? conversation.client.slot : conversation.server.slot)
        let to = Int(stream.isForward ? conversation.server.slot : conversation.client.slot)
        if from >= 0 {
            networks[from].send(frames, octets: octets)
        }
        if to >= 0 {
            networks[to].receive(frames, octets: octets)
        }
        guard outer > 0 else { return }
        let sender = Int(stream.isForward ? conversation.client.node : conversation.server.node)
        let receiver = Int(stream.isForward ? conversation.server.node : conversation.client.node)
        let out = fabric.nodePort(sender, Fabric.overlay), into = fabric.nodePort(receiver, Fabric.overlay)
        ports[out].counters.send(frames, octets: octets)
        ports[into].counters.receive(frames, octets: octets)
    }

    /// A device sees frames: it counts them, and samples some.
    @inline(__always)
    private func pass(_ hop: Hop, _ frames: UInt32, _ stream: Stream, _ conversation: Conversation) {
        let isNode = Int(hop.agent) < fabric.nodes
        let length = frameLength(stream, conversation, hop)
        // Nodes count without the check sequence, which their adapters take away.
        let octets = UInt64(frames) * UInt64(isNode ? length - 4 : length)
        if hop.input >= 0 { ports[Int(hop.input)].counters.receive(frames, octets: octets) }
        if hop.output >= 0 { ports[Int(hop.output)].counters.send(frames, octets: octets) }
        let sampler = Int(hop.input >= 0 ? hop.input : hop.output)
        let skip = ports[sampler].skip
        if skip >= frames {
            ports[sampler].skip = skip - frames
            ports[sampler].pool &+= frames
        } else {
            sample(hop, sampler, frames, stream, conversation)
        }
    }

    @inline(__always)
    func frameLength(_ stream: Stream, _ conversation: Conversation, _ hop: Hop) -> Int {
        Int(stream.length) + (conversation.isTagged && hop.isAtNode ? 4 : 0)
    }

    private func sample(
        _ hop: Hop,
        _ sampler: Int,
        _ frames: UInt32,
        _ stream: Stream,
        _ conversation: Conversation
    ) {
        var left = frames, skip = ports[sampler].skip
        let pool = ports[sampler].pool
        while skip < left {
            left -= skip + 1
            let position = frames - left - 1
            ports[sampler].flowSequence &+= 1
            write(hop, sampler, pool &+ position &+ 1, stream, conversation, position: stream.sent &+ position)
            skip = skips.next(&samplingRandom)
        }
        ports[sampler].skip = skip - left
        ports[sampler].pool = pool &+ frames
    }

    /// Writes a flow sample into its agent's datagram.
    @inline(__always)
    private func write(
        _ hop: Hop,
        _ sampler: Int,
        _ pool: UInt32,
        _ stream: Stream,
        _ conversation: Conversation,
        position: UInt32
    ) {
        let agent = Int(hop.agent), isNode = agent < fabric.nodes
        let length = frameLength(stream, conversation, hop)
        let captured = min(length - 4, FlowTemplates.capture)
        let size = FlowTemplates.size(captured)
        let place = reserve(size, agent)
        let header = place + FlowTemplates.Field.header
        clear(header, FlowTemplates.capture)
        composer.write(stream, conversation, position: position, at: hop, to: header)
        templates.frame(isNode ? .entities : .switching, captured, at: place)
        let source = fabric.ifIndex(agent, sampler)
        store(ports[sampler].flowSequence, at: place + FlowTemplates.Field.sequence)
        store(source, at: place + FlowTemplates.Field.source)
        store(pool, at: place + FlowTemplates.Field.pool)
        store(portWord(agent, hop.input), at: place + FlowTemplates.Field.input)
        store(portWord(agent, hop.output), at: place + FlowTemplates.Field.output)
        store(UInt32(length), at: place + FlowTemplates.Field.frameLength)
        let context = place + FlowTemplates.Field.header + FlowTemplates.padded(captured) + FlowTemplates.Field.context
        if isNode {
            writeEntities(hop, stream, conversation, context)
        } else {
            writeSwitching(hop, conversation, context)
        }
        commitFlowSample(size, agent)
    }

    @inline(__always)
    private func portWord(_ agent: Int, _ port: Int32) -> UInt32 {
        port < 0 ? InterfacePort.internal.compact : fabric.ifIndex(agent, Int(port))
    }

    /// The workload of this node that the frame comes from or goes to.
    @inline(__always)
    private func writeEntities(
        _ hop: Hop,
        _ stream: Stream,
        _ conversation: Conversation,
        _ place: UnsafeMutableRawPointer
    ) {
        let isOut = hop.input < 0
        let end = isOut == stream.isForward ? conversation.client : conversation.server
        var (sourceClass, index): (UInt32, UInt32) = (2, 1)
        if end.slot >= 0 { (sourceClass, index) = (3, networkSource(slots[Int(end.slot)])) }
        let at = place + (isOut ? 0 : 8)
        store(sourceClass, at: at)
        store(index, at: at + 4)
    }

    /// The data source that counts a container's network: its pod, where it has one.
    @inline(__always)
    func networkSource(_ slot: ContainerSlot) -> UInt32 { slot.podSource != 0 ? slot.podSource : slot.containerSource }

    @inline(__always)
    private func writeSwitching(_ hop: Hop, _ conversation: Conversation, _ place: UnsafeMutableRawPointer) {
        guard conversation.isTagged, hop.isAtNode else { return }
        store(200, at: place)
        store(3, at: place + 4)
    }

    @inline(__always)
    private func store(_ value: UInt32, at place: UnsafeMutableRawPointer) {
        place.storeBytes(of: value.bigEndian, as: UInt32.self)
    }

    /// Zeros, eight bytes at a time.
    @inline(__always)
    private func clear(_ place: UnsafeMutableRawPointer, _ count: Int) {
        for offset in stride(from: 0, to: count, by: 8) {
            place.storeBytes(of: 0, toByteOffset: offset, as: UInt64.self)
        }
    }
}
