import SFlow
import XDR

extension SimulatedCluster {
    private var pollTicks: Int { options.polling * Self.ticksPerSecond }
    private var firstPort: Int { fabric.agentCount }
    private var firstSlot: Int { fabric.agentCount + fabric.portCount }

    /// Spreads the counters of all data sources over the interval.
    func beginPolls() {
        for agent in 0..<fabric.agentCount {
            setFirstPoll(agent)
            for port in fabric.ports(agent) where fabric.exists(agent, port) { setFirstPoll(firstPort + port) }
        }
        for slot in 0..<slots.count { setFirstPoll(firstSlot + slot) }
    }

    private func setFirstPoll(_ item: Int) { polls.set(item, at: 1 + UInt32(random.below(pollTicks))) }

    /// Sends the counters of a data source.
    func poll(_ item: Int) {
        polls.set(item, at: tick + UInt32(pollTicks))
        if item < firstPort {
            pollHost(item)
        } else if item < firstSlot {
            pollPort(item - firstPort)
        } else if slots[item - firstSlot].isRunning {
            export(item - firstSlot, end: nil)
        }
    }

    /// Puts what `records` has into the agent's datagram.
    func sendRecords(_ agent: Int) {
        let size = records.writer.count
        precondition(OpenDatagrams.head + size <= OpenDatagrams.limit, "samples of counters fit a datagram")
        let place = reserve(size, agent)
        records.writer.bytes.withUnsafeBytes { place.copyMemory(from: $0.baseAddress!, byteCount: size) }
        commit(size, agent, \.counterSamples)
    }

    // MARK: Interfaces

    private func pollPort(_ port: Int) {
        let agent = fabric.agent(ofPort: port)
        ports[port].counterSequence &+= 1
        let state = ports[port], index = fabric.ifIndex(agent, port)
        let counters = interfaceCounters(agent, port, state)
        let isPhysical = counters.ifType == 6, name = fabric.portName(agent, port), isSwitch = agent >= fabric.nodes
        records.sample(state.counterSequence, .interface(index)) { records in
            records.add(counters)
            // Linux has no such counters for every device.
            if isSwitch, isPhysical { records.add(EthernetCounters()) }
            var record = PortName()
            record.portName = name
            records.add(record)
        }
        sendRecords(agent)
        truth?.polled(port: port, agent, self)
    }

    private func interfaceCounters(_ agent: Int, _ port: Int, _ state: PortState) -> InterfaceCounters {
        var record = InterfaceCounters()
        record.ifIndex = fabric.ifIndex(agent, port)
        let isOverlay = agent < fabric.nodes && port == fabric.nodePort(agent, Fabric.overlay)
        record.ifType = isOverlay ? 131 : 6
        record.ifSpeed = fabric.speed(agent, port)
        record.ifDirection = isOverlay ? 0 : 1
        record.ifStatus = 3
        record.ifInOctets = state.counters.octetsIn
        record.ifInUcastPkts = UInt32(truncatingIfNeeded: state.counters.framesIn)
        record.ifInDiscards = UInt32(truncatingIfNeeded: state.discardsIn)
        record.ifOutOctets = state.counters.octetsOut
        record.ifOutUcastPkts = UInt32(truncatingIfNeeded: state.counters.framesOut)
        record.ifOutDiscards = UInt32(truncatingIfNeeded: state.discardsOut)
        // What Linux does not tell apart.
        if agent < fabric.nodes {
            record.ifInBroadcastPkts = .max
            record.ifInUnknownProtos = .max
            record.ifOutMulticastPkts = .max
            record.ifOutBroadcastPkts = .max
        }
        return record
    }
}

extension Fabric {
    /// Whose port it is.
    func agent(ofPort port: Int) -> Int {
        if port < Self.nodePorts * nodes { return port / Self.nodePorts }
        let behind = port - Self.nodePorts * nodes
        if behind < leafPorts * racks { return nodes + behind / leafPorts }
        let last = behind - leafPorts * racks - Self.worldPorts - spines
        return last < 0 ? border : spine(last / (racks + 1))
    }
}
