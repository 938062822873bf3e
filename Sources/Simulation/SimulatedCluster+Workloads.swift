import NetTypes
import SFlow
import Workloads

/// What agents say of containers and pods.
extension SimulatedCluster {
    /// How often names are sent, in ticks.
    private static let nameTicks: UInt32 = 300

    /// Sends the counters of a container and of its pod; the last ones when it has ended, with its exit code.
    func export(_ slot: Int, end: Int32?) {
        account(slot: slot)
        let names = WorkloadNames(self, slot: slot), node = placement.node(ofSlot: slot)
        let isNamed = end != nil || slots[slot].named == 0 || tick - slots[slot].named >= Self.nameTicks
        if isNamed { slots[slot].named = tick }
        if !names.isDocker { exportPod(slot, node, names, isNamed: isNamed, hasEnded: end != nil) }
        exportContainer(slot, node, names, isNamed: isNamed, end: end)
        truth?.polled(slot: slot, self)
    }

    private func exportPod(_ slot: Int, _ node: Int, _ names: WorkloadNames, isNamed: Bool, hasEnded: Bool) {
        slots[slot].podSequence &+= 1
        let state = slots[slot], source = DataSource(sourceClass: 3, index: state.podSource)
        sendMetrics(
            node,
            source,
            ended(hasEnded, exitCode: nil) + (isNamed ? self.names(names, slot, isPod: true) : [])
        )
        let description = workloadDescription(names, names.uid, isPod: true), adapters = adapters(slot, node)
        let parent = parent(.host), network = network(networks[slot])
        records.sample(state.podSequence, source) { records in
            records.add(description)
            records.add(adapters)
            records.add(parent)
            records.add(network)
        }
        sendRecords(node)
    }

    private func exportContainer(_ slot: Int, _ node: Int, _ names: WorkloadNames, isNamed: Bool, end: Int32?) {
        slots[slot].containerSequence &+= 1
        let state = slots[slot], source = DataSource(sourceClass: 3, index: state.containerSource)
        let counted = ended(end != nil, exitCode: end) + counters(state)
        sendMetrics(node, source, counted + (isNamed ? self.names(names, slot, isPod: false) : []))
        let uuid = names.containerUUID(host: hostUUID(node))
        let description = workloadDescription(names, uuid, isPod: false), adapters = adapters(slot, node)
        let owner = names.isDocker ? DataSource.host : DataSource(sourceClass: 3, index: state.podSource)
        let parent = parent(owner), cpu = processors(state, node, end), memory = memory(state), disk = disk(state)
        let network = network(networks[slot]), gpu = state.gpuTime > 0 ? gpu(state) : nil
        records.sample(state.containerSequence, source) { records in
            records.add(description)
            if names.isDocker { records.add(adapters) }
            records.add(parent)
            records.add(cpu)
            records.add(memory)
            records.add(disk)
            if names.isDocker { records.add(network) }
            if let gpu { records.add(gpu) }
        }
        sendRecords(node)
    }

    private func sendMetrics(_ node: Int, _ source: DataSource, _ metrics: [RealTimeMetric]) {
        guard !metrics.isEmpty else { return }
        var sample = RealTimeMetrics()
        sample.dataSource = source.description
        sample.metrics = metrics
        records.metrics(sample)
        sendRecords(node)
    }

    // MARK: Structures

    private func workloadDescription(_ names: WorkloadNames, _ uuid: UInt128, isPod: Bool) -> HostDescription {
        var record = HostDescription()
        record.hostname = names.hostName(isPod: isPod)
        record.uuid = uuid
        record.machineType = 3
        record.osName = 2
        record.osRelease = Self.release
        return record
    }

    private func adapters(_ slot: Int, _ node: Int) -> HostAdapters {
        var adapter = HostAdapter(), record = HostAdapters()
        let place = slot % placement.perNode
        adapter.ifIndex = UInt32(10 + place)
        let address = fabric.podAddress(node, place, perNode: placement.perNode)
        adapter.macs = [MACElement(0x0a58_0000_0000 | UInt64(address))]
        record.adapters = [adapter]
        return record
    }

    private func parent(_ source: DataSource) -> HostParent {
        var record = HostParent()
        record.containerType = source.sourceClass
        record.containerIndex = source.index
        return record
    }

    private func processors(_ state: ContainerSlot, _ node: Int, _ end: Int32?) -> VirtualCPU {
        var record = VirtualCPU()
        record.state = end == nil ? 1 : end == 137 ? 6 : 5
        record.cpuTime = UInt32(truncatingIfNeeded: state.processorTime / 1_000_000)
        record.nrVirtCpu = fabric.processors(node)
        return record
    }

    private func memory(_ state: ContainerSlot) -> VirtualMemory {
        var record = VirtualMemory()
        record.memory = state.memory + state.memory / 100 * (Randomness.mix(state.memory, UInt64(tick / 100)) % 10)
        record.maxMemory = state.memory * 2
        return record
    }

    private func disk(_ state: ContainerSlot) -> VirtualDiskIO {
        var record = VirtualDiskIO()
        record.bytesRead = state.processorTime / 9000
        record.readRequests = UInt32(truncatingIfNeeded: record.bytesRead / 16_384)
        record.bytesWritten = state.processorTime / 4000
        record.writeRequests = UInt32(truncatingIfNeeded: record.bytesWritten / 16_384)
        return record
    }

    private func network(_ counted: TrafficCounters) -> VirtualNetIO {
        var record = VirtualNetIO()
        record.bytesIn = counted.octetsIn
        record.packetsIn = UInt32(truncatingIfNeeded: counted.framesIn)
        record.bytesOut = counted.octetsOut
        record.packetsOut = UInt32(truncatingIfNeeded: counted.framesOut)
        return record
    }

    /// Each of four containers has two of a node's GPUs.
    private func gpu(_ state: ContainerSlot) -> NvidiaGPU {
        var record = NvidiaGPU()
        record.deviceCount = 2
        record.processes = 2
        record.gpuTime = UInt32(truncatingIfNeeded: state.gpuTime)
        record.memoryTime = UInt32(truncatingIfNeeded: state.gpuTime / 2)
        record.memoryTotal = 160 << 30
        record.memoryFree = 22 << 30
        record.energy = UInt32(truncatingIfNeeded: state.gpuTime * 430)
        record.temperature = 61
        return record
    }

    // MARK: Metrics that no structure has

    private func ended(_ hasEnded: Bool, exitCode: Int32?) -> [RealTimeMetric] {
        guard hasEnded else { return [] }
        var result = [RealTimeMetric(WorkloadField.ended.rawValue, .gauge64(UInt64(wallClock)))]
        if let exitCode {
            result.append(RealTimeMetric(WorkloadField.exitCode.rawValue, .gauge32(UInt32(bitPattern: exitCode))))
        }
        return result + [RealTimeMetric(WorkloadField.isComplete.rawValue, .gauge32(1))]
    }

    private func counters(_ state: ContainerSlot) -> [RealTimeMetric] {
        [
            RealTimeMetric(WorkloadField.cpuTime.rawValue, .counter64(state.processorTime)),
            RealTimeMetric(WorkloadField.memoryCache.rawValue, .gauge64(state.memory / 3)),
            RealTimeMetric(WorkloadField.memoryPeak.rawValue, .gauge64(state.memory * 3 / 2)),
            RealTimeMetric(WorkloadField.processes.rawValue, .gauge32(1 + UInt32(state.memory % 7))),
            RealTimeMetric(WorkloadField.threads.rawValue, .gauge32(4 + UInt32(state.memory % 61))),
        ]
    }

    private func names(_ names: WorkloadNames, _ slot: Int, isPod: Bool) -> [RealTimeMetric] {
        var result: [RealTimeMetric] = []
        func add(_ field: WorkloadField, _ text: String) { result.append(RealTimeMetric(field.rawValue, .text(text))) }
        add(.runtime, names.isDocker ? "docker" : "containerd")
        if !isPod { add(.image, names.image) }
        if names.isDocker {
            add(.addresses, addresses(slot))
            add(.containerName, names.pod)
            add(.composeProject, names.namespace)
            add(.composeService, names.service)
        } else {
            if isPod { add(.addresses, addresses(slot)) }
            add(.podNamespace, names.namespace)
            add(.podName, names.pod)
            add(.podUID, uuidText(names.uid))
            if !isPod { add(.podContainer, names.service) }
            add(.podOwner, names.owner)
        }
        let started = UInt64(clamping: slots[slot].started)
        result.append(RealTimeMetric(WorkloadField.started.rawValue, .gauge64(started)))
        return result
    }

    private func addresses(_ slot: Int) -> String {
        let node = placement.node(ofSlot: slot), place = slot % placement.perNode
        let four = IPAddress.v4(fabric.podAddress(node, place, perNode: placement.perNode))
        return "\(four) \(IPAddress.v6(fabric.podAddress6(node, place)))"
    }
}
