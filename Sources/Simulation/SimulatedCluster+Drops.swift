import SFlow
import XDR

/// A queue that overflows for a while.
struct DropIncident: Sendable {
    var stream = 0
    var ticksLeft = 0
    var framesPerTick = 0
}

extension SimulatedCluster {
    /// Packets that are discarded in a tick and reported by one agent at most; the rest is counted.
    private static let reported = 20
    private static let tooFull: UInt32 = 259

    /// What is discarded and why, with how often in relation to the others: at switches, and at nodes as Linux names it.
    private static let switchReasons: [(code: UInt32, weight: Double, group: String, trap: String)] = [
        (259, 5, "buffer_drops", "tail_drop"), (258, 3, "acl_drops", "ingress_flow_action_drop"),
        (257, 1, "l3_exceptions", "ttl_value_is_too_small"), (279, 1, "l3_drops", "unresolved_neigh"),
        (262, 0.5, "l3_exceptions", "mtu_value_is_too_small"),
    ]
    private static let nodeReasons: [(code: UInt32, weight: Double, name: String, function: String)] = [
        (3, 4, "NO_SOCKET", "udp_rcv"), (371, 2, "SOCKET_FILTER", "sk_filter_trim_cap"),
        (349, 2, "TCP_CLOSE", "tcp_v4_rcv"), (340, 1, "TCP_FLAGS", "tcp_rcv_state_process"),
        (368, 1, "CPU_BACKLOG", "enqueue_to_backlog"),
    ]
    private static let switchChoice = WeightedChoice(switchReasons.map(\.weight))
    private static let nodeChoice = WeightedChoice(nodeReasons.map(\.weight))

    /// A few packets are discarded somewhere all the time; now and then a queue overflows.
    func dropPackets() {
        guard streams.count > 0 else { return }
        let mean = Double(fabric.nodes) * 0.02 / Double(Self.ticksPerSecond) * Double(loads[ServiceCatalogue.ingress])
        var count = Int(mean)
        if random.unit() < mean - Double(count) { count += 1 }
        for _ in 0..<count { drop(random.below(streams.count), frames: 1, isOverflow: false) }
        overflow()
    }

    private func overflow() {
        if incident.ticksLeft == 0, random.once(in: 60 * Self.ticksPerSecond) {
            incident.stream = random.below(largeStreams)
            incident.ticksLeft = 5 + random.below(30)
            incident.framesPerTick = Int(random.pareto(least: 10, shape: 1.1, most: 2000))
        }
        guard incident.ticksLeft > 0 else { return }
        incident.ticksLeft -= 1
        drop(incident.stream, frames: incident.framesPerTick, isOverflow: true)
    }

    /// Frames of a stream, beside those that arrive, are discarded by one of the devices on their way.
    private func drop(_ place: Int, frames: Int, isOverflow: Bool) {
        let stream = streams[place], conversation = conversations[Int(stream.conversation)]
        path.lead(conversation, forward: stream.isForward, in: fabric)
        guard path.count > 0 else { return }
        var hop = path[random.below(path.count)]
        // What leaves a node is not yet in anybody's queue, and queues are those of switches.
        if hop.input < 0 || isOverflow && Int(hop.agent) < fabric.nodes { hop = path[min(1, path.count - 1)] }
        if hop.input < 0 || isOverflow && Int(hop.agent) < fabric.nodes { hop = path[0] }
        let agent = Int(hop.agent), isSwitch = agent >= fabric.nodes
        guard hop.input >= 0, !isOverflow || isSwitch else { return }
        let reason = isOverflow ? 0 : isSwitch ? Self.switchChoice.pick(&random) : Self.nodeChoice.pick(&random)
        let code = isSwitch ? Self.switchReasons[reason].code : Self.nodeReasons[reason].code
        let port = Int(hop.input)
        if code == Self.tooFull, hop.output >= 0 {
            ports[Int(hop.output)].discardsOut += UInt64(frames)
        } else {
            ports[port].discardsIn += UInt64(frames)
        }
        truth?.dropped(frames, code, agent)
        drops[port].unreported &+= UInt32(max(0, frames - Self.reported))
        for number in 0..<min(frames, Self.reported) {
            report(hop, code, reason, stream, conversation, position: stream.sent &+ UInt32(number))
        }
    }

    private func report(
        _ hop: Hop,
        _ code: UInt32,
        _ reason: Int,
        _ stream: Stream,
        _ conversation: Conversation,
        position: UInt32
    ) {
        let agent = Int(hop.agent), port = Int(hop.input), isSwitch = agent >= fabric.nodes
        drops[port].sequence &+= 1
        var sample = DiscardedPacket()
        sample.sequence = drops[port].sequence
        sample.sourceIndex = fabric.ifIndex(agent, port)
        sample.drops = drops[port].unreported
        sample.input = fabric.ifIndex(agent, port)
        sample.output = hop.output >= 0 ? fabric.ifIndex(agent, Int(hop.output)) : 0
        sample.reason = code
        let header = header(hop, stream, conversation, position)
        records.discarded(sample, header.bytes, length: UInt32(header.length)) { writer in
            if isSwitch {
                var trap = ExtendedHardwareTrap()
                (trap.group, trap.trap) = (Self.switchReasons[reason].group, Self.switchReasons[reason].trap)
                writer.record(trap)
                return 1
            }
            var function = ExtendedFunction(), kernel = ExtendedLinuxDropReason()
            function.symbol = Self.nodeReasons[reason].function
            kernel.reason = Self.nodeReasons[reason].name
            writer.record(function)
            writer.record(kernel)
            return 2
        }
        let size = records.writer.count, place = reserve(size, agent)
        records.writer.bytes.withUnsafeBytes { place.copyMemory(from: $0.baseAddress!, byteCount: size) }
        commit(size, agent, \.drops)
    }

    private func header(
        _ hop: Hop,
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32
    ) -> (bytes: [UInt8], length: Int) {
        let length = frameLength(stream, conversation, hop)
        var bytes = [UInt8](repeating: 0, count: FrameComposer.room)
        bytes.withUnsafeMutableBytes {
            composer.write(stream, conversation, position: position, at: hop, to: $0.baseAddress!)
        }
        return (Array(bytes.prefix(min(length - 4, FlowTemplates.capture))), length)
    }
}

extension RecordWriter {
    /// Writes a discarded packet with its header and what else is said of it.
    mutating func discarded(
        _ sample: DiscardedPacket,
        _ header: [UInt8],
        length: UInt32,
        _ more: (inout XDRWriter) -> UInt32
    ) {
        begin()
        let staged = stage(header)
        write { writer in
            writer.discardedPacket(sample) { writer in
                var record = SampledHeader()
                record.headerProtocol = 1
                record.frameLength = length
                record.stripped = 4
                record.header = staged
                writer.record(record)
                return 1 + more(&writer)
            }
        }
    }
}
