import NetTypes
import SFlow

extension SimulatedCluster {
    static let release = "6.1.0-28-amd64"

    /// The UUID of an agent's host.
    func hostUUID(_ agent: Int) -> UInt128 { uuid(1, UInt64(agent)) }

    /// A random UUID (RFC 9562, section 5.4) that stands for two numbers.
    func uuid(_ a: UInt64, _ b: UInt64) -> UInt128 {
        let high = Randomness.mix(options.seed, a, b), low = Randomness.mix(~options.seed, a, b)
        let value = UInt128(high) << 64 | UInt128(low), version: UInt128 = 0xf000 << 64, variant: UInt128 = 0xc0 << 56
        return value & ~version & ~variant | 0x4000 << 64 | 0x80 << 56
    }

    /// Sends what an agent says of its host.
    func pollHost(_ agent: Int) {
        if agent < fabric.nodes { return pollNode(agent) }
        let sequence = (tick - 1) / UInt32(options.polling * Self.ticksPerSecond) + 1, uptime = hostUptime(agent)
        var cpu = HostCPU()
        (cpu.loadOne, cpu.loadFive, cpu.loadFifteen) = (0.4, 0.4, 0.4)
        (cpu.procRun, cpu.procTotal, cpu.cpuNum, cpu.cpuSpeed) = (1, 212, 4, 2400)
        cpu.uptime = UInt32(uptime / 1000)
        cpu.user = UInt32(truncatingIfNeeded: uptime / 3)
        cpu.system = UInt32(truncatingIfNeeded: uptime / 8)
        cpu.idle = UInt32(truncatingIfNeeded: uptime * 4 - uptime / 3 - uptime / 8)
        let memory = memory(total: 8 << 30, used: 3 << 30), description = hostDescription(agent)
        records.sample(sequence, .host) { records in
            records.add(description)
            records.add(cpu)
            records.add(memory)
        }
        sendRecords(agent)
    }

    /// Milliseconds since the machine was started, which was before its agent.
    private func hostUptime(_ agent: Int) -> UInt64 {
        5_000_000_000 + Randomness.mix(options.seed, 2, UInt64(agent)) % 4_000_000_000 + milliseconds
    }

    private func hostDescription(_ agent: Int) -> HostDescription {
        var record = HostDescription()
        record.hostname = fabric.name(agent)
        record.uuid = hostUUID(agent)
        record.machineType = 3
        record.osName = 2
        record.osRelease = Self.release
        return record
    }

    private func memory(total: UInt64, used: UInt64) -> HostMemory {
        var record = HostMemory()
        record.total = total
        let free = total - min(used, total)
        record.free = free / 4
        record.cached = free / 2
        record.buffers = free / 16
        record.shared = total / 256
        return record
    }

    private func pollNode(_ node: Int) {
        account(node: node)
        nodes[node].hostSequence &+= 1
        let state = nodes[node]
        let description = hostDescription(node), adapters = adapters(node), cpu = processorCounters(node, state)
        let used = placement.slots(ofNode: node).reduce(UInt64(4 << 30)) {
            $0 + (slots[$1].isRunning ? slots[$1].memory : 0)
        }
        let isGPU = fabric.role(node) == .gpu, total: UInt64 = isGPU ? 1 << 40 : 256 << 30
        let memory = memory(total: total, used: used), disk = diskCounters(node, state), network = networkCounters(node)
        let virtual = virtualNode(node, total, used), gpu = isGPU ? gpuCounters(state) : nil
        records.sample(state.hostSequence, .host) { records in
            records.add(description)
            records.add(adapters)
            records.add(cpu)
            records.add(memory)
            records.add(disk)
            records.add(network)
            addProtocols(network, cpu.uptime, &records)
            records.add(virtual)
            if let gpu { records.add(gpu) }
        }
        sendRecords(node)
        truth?.polled(node: node, self)
    }

    private func adapters(_ node: Int) -> HostAdapters {
        var record = HostAdapters()
        for port in fabric.ports(node) where fabric.exists(node, port) && port != fabric.nodePort(node, Fabric.overlay)
        {
            var adapter = HostAdapter()
            adapter.ifIndex = fabric.ifIndex(node, port)
            adapter.macs = [MACElement(fabric.hardwareAddress(node, port: port - fabric.ports(node).lowerBound))]
            record.adapters.append(adapter)
        }
        return record
    }

    private func processorCounters(_ node: Int, _ state: NodeState) -> HostCPU {
        var record = HostCPU()
        (record.loadOne, record.loadFive, record.loadFifteen) = (state.loadOne, state.loadFive, state.loadFifteen)
        record.procRun = UInt32(state.loadOne)
        record.procTotal = 300 + UInt32(placement.perNode * 6)
        record.cpuNum = fabric.processors(node)
        record.cpuSpeed = 2600
        record.uptime = UInt32(hostUptime(node) / 1000)
        record.user = UInt32(truncatingIfNeeded: state.user / 1_000_000)
        record.system = UInt32(truncatingIfNeeded: state.system / 1_000_000)
        record.idle = UInt32(truncatingIfNeeded: state.idle / 1_000_000)
        record.wio = UInt32(truncatingIfNeeded: state.waiting / 1_000_000)
        record.sintr = UInt32(truncatingIfNeeded: state.interrupts / 1_000_000)
        record.interrupts = UInt32(truncatingIfNeeded: state.system / 40_000)
        record.contexts = UInt32(truncatingIfNeeded: state.system / 14_000)
        return record
    }

    private func diskCounters(_ node: Int, _ state: NodeState) -> HostDiskIO {
        var record = HostDiskIO()
        record.total = fabric.role(node) == .storage ? 120 << 40 : 2 << 40
        record.free = record.total / 2 + Randomness.mix(options.seed, 3, UInt64(node)) % (record.total / 4)
        record.partMaxUsed = UInt32(10_000 - record.free * 10_000 / record.total)
        record.bytesRead = state.bytesRead
        record.reads = UInt32(truncatingIfNeeded: state.bytesRead / 24_576)
        record.readTime = UInt32(truncatingIfNeeded: state.bytesRead / 200_000)
        record.bytesWritten = state.bytesWritten
        record.writes = UInt32(truncatingIfNeeded: state.bytesWritten / 32_768)
        record.writeTime = UInt32(truncatingIfNeeded: state.bytesWritten / 150_000)
        return record
    }

    /// The sum of the uplinks.
    private func networkCounters(_ node: Int) -> HostNetIO {
        var record = HostNetIO()
        for port in [Fabric.uplink, Fabric.rdma] {
            let state = ports[fabric.nodePort(node, port)], counted = state.counters
            record.bytesIn += counted.octetsIn
            record.packetsIn &+= UInt32(truncatingIfNeeded: counted.framesIn)
            record.dropsIn &+= UInt32(truncatingIfNeeded: state.discardsIn)
            record.bytesOut += counted.octetsOut
            record.packetsOut &+= UInt32(truncatingIfNeeded: counted.framesOut)
            record.dropsOut &+= UInt32(truncatingIfNeeded: state.discardsOut)
        }
        return record
    }

    private func addProtocols(_ network: HostNetIO, _ seconds: UInt32, _ records: inout RecordWriter.Records) {
        var ip = MIB2IP()
        (ip.forwarding, ip.defaultTTL) = (1, 64)
        (ip.inReceives, ip.inDelivers, ip.outRequests) = (network.packetsIn, network.packetsIn, network.packetsOut)
        records.add(ip)
        var tcp = MIB2TCP()
        (tcp.rtoAlgorithm, tcp.rtoMin, tcp.rtoMax, tcp.maxConn) = (1, 200, 120_000, .max)
        tcp.activeOpens = seconds &* 3
        tcp.passiveOpens = seconds &* 2
        tcp.currEstab = 90 + seconds % 17
        tcp.inSegs = network.packetsIn / 10 &* 9
        tcp.outSegs = network.packetsOut / 10 &* 9
        tcp.retransSegs = network.packetsOut / 5000
        records.add(tcp)
        var udp = MIB2UDP()
        udp.inDatagrams = network.packetsIn / 10
        udp.outDatagrams = network.packetsOut / 10
        udp.noPorts = seconds / 60
        records.add(udp)
    }

    private func virtualNode(_ node: Int, _ total: UInt64, _ used: UInt64) -> VirtualNode {
        var record = VirtualNode()
        record.mhz = 2600
        record.cpus = fabric.processors(node)
        record.memory = total
        record.memoryFree = total - min(used, total)
        record.numDomains = UInt32(placement.slots(ofNode: node).count { slots[$0].isRunning })
        return record
    }

    private func gpuCounters(_ state: NodeState) -> NvidiaGPU {
        var record = NvidiaGPU()
        record.deviceCount = UInt32(Self.gpusPerNode)
        record.processes = UInt32(Self.gpusPerNode)
        record.gpuTime = UInt32(truncatingIfNeeded: state.gpuTime)
        record.memoryTime = UInt32(truncatingIfNeeded: state.gpuTime / 2)
        record.memoryTotal = UInt64(80 * Self.gpusPerNode) << 30
        record.memoryFree = UInt64(11 * Self.gpusPerNode) << 30
        record.energy = UInt32(truncatingIfNeeded: state.energy)
        record.temperature = 58 + UInt32(tick / 600 % 9)
        record.fanSpeed = 40
        return record
    }

    // MARK: Accounts

    static let gpusPerNode = 8

    /// Brings what a node counts up to now.
    func account(node: Int) {
        for slot in placement.slots(ofNode: node) where slots[slot].isRunning { account(slot: slot) }
        let elapsed = UInt64(tick - nodes[node].accounted) * 100_000_000
        guard elapsed > 0 else { return }
        nodes[node].accounted = tick
        let work = nodes[node].containerTime
        nodes[node].containerTime = 0
        let system = work / 8 + elapsed / 5, waiting = elapsed / 50, interrupts = elapsed / 30
        let all = elapsed * UInt64(fabric.processors(node)), busy = work + system + waiting + interrupts
        nodes[node].user += work
        nodes[node].system += system
        nodes[node].waiting += waiting
        nodes[node].interrupts += interrupts
        nodes[node].idle += all - min(busy, all)
        average(node, Float(Double(busy) / Double(elapsed)), seconds: Double(elapsed) / 1e9)
        let isStorage = fabric.role(node) == .storage, volume: UInt64 = isStorage ? 400_000_000 : 8_000_000
        let noise = Randomness.mix(options.seed, UInt64(node), UInt64(tick)) % 100
        nodes[node].bytesRead += volume / 100 * (50 + noise) * elapsed / 1_000_000_000
        nodes[node].bytesWritten += volume / 150 * (150 - noise) * elapsed / 1_000_000_000
        if fabric.role(node) == .gpu { accountGPUs(node, elapsed / 1_000_000) }
    }

    private func average(_ node: Int, _ load: Float, seconds: Double) {
        func moved(_ old: Float, _ over: Double) -> Float {
            let keep = Float(Arithmetic.exponential(-seconds / over))
            return old * keep + load * (1 - keep)
        }
        nodes[node].loadOne = moved(nodes[node].loadOne, 60)
        nodes[node].loadFive = moved(nodes[node].loadFive, 300)
        nodes[node].loadFifteen = moved(nodes[node].loadFifteen, 900)
    }

    /// Each of eight draws 90 W at rest and 400 W more at work.
    private func accountGPUs(_ node: Int, _ milliseconds: UInt64) {
        let devices = UInt64(Self.gpusPerNode),
            noise = Randomness.mix(options.seed, UInt64(node), UInt64(tick) << 3 | 5) % 20
        let busy = milliseconds * devices * (75 + noise) / 100
        nodes[node].gpuTime += busy
        nodes[node].energy += milliseconds * devices * 90 + busy * 400
    }
}
