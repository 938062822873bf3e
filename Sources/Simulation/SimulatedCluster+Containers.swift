import SFlow
import Workloads

extension SimulatedCluster {
    /// Indices of data sources of workloads, as the agent gives them.
    private static let sources: ClosedRange<UInt32> = 100_000...149_999

    /// Those that run when the simulation begins.
    func beginContainers() {
        for slot in 0..<slots.count {
            let role = role(ofSlot: slot)
            // Of what comes and goes some is not there.
            if role.isTransient, random.once(in: 2) {
                lives.set(slot, at: tick + 1 + ticks(pause(role)))
                continue
            }
            let age = role.isTransient ? 0 : random.exponential(mean: 200_000)
            start(slot, age: age)
        }
    }

    func role(ofSlot slot: Int) -> ServiceRole { services[Int(placement.services[slot])].role }

    private func ticks(_ seconds: Double) -> UInt32 { UInt32(max(seconds, 0.1) * Double(Self.ticksPerSecond)) }

    /// Seconds until the next one takes the place of one that has ended.
    private func pause(_ role: ServiceRole) -> Double {
        switch role {
        case .shortJob: 2 + random.exponential(mean: 20)
        case .job: 5 + random.exponential(mean: 60)
        default: 1 + random.exponential(mean: 4)
        }
    }

    private func life(_ role: ServiceRole) -> Double {
        switch role {
        case .shortJob: random.between(0.2, 3)
        case .job: random.pareto(least: 15, shape: 1.3, most: 3600)
        default: 600 + random.exponential(mean: 6 * 3600)
        }
    }

    /// A container starts or ends.
    func turn(_ slot: Int) {
        if slots[slot].isRunning {
            finish(slot)
        } else {
            start(slot, age: 0)
            totals.started += 1
            export(slot, end: nil)
            truth?.started(slot, self)
        }
    }

    /// - Parameter age: seconds that it has run already.
    private func start(_ slot: Int, age: Double) {
        let role = role(ofSlot: slot)
        var fresh = ContainerSlot()
        fresh.isRunning = true
        fresh.generation = slots[slot].generation + 1
        fresh.started = wallClock - Int64(age * 1000)
        fresh.accounted = tick
        fresh.appetite = appetite(role)
        fresh.processorTime = UInt64(age * Double(fresh.appetite) * 1e9)
        fresh.memory = UInt64(random.pareto(least: 30e6, shape: 1.1, most: 8e9))
        slots[slot] = fresh
        networks[slot] = TrafficCounters()
        setSources(slot)
        lives.set(slot, at: tick + ticks(life(role)) + 1)
    }

    /// Processors that it uses on average.
    private func appetite(_ role: ServiceRole) -> Float {
        switch role {
        case .job: Float(random.between(0.5, 1.5))
        case .shortJob: Float(random.between(0.3, 1))
        case .trainer: Float(random.between(2, 5))
        default: Float(random.pareto(least: 0.02, shape: 1.1, most: 4))
        }
    }

    /// The index that follows from the identity, or the next that no other one of the node has.
    private func setSources(_ slot: Int) {
        let names = WorkloadNames(self, slot: slot), node = placement.node(ofSlot: slot)
        slots[slot].containerSource = freeSource(names.containerUUID(host: hostUUID(node)), node)
        if !names.isDocker { slots[slot].podSource = freeSource(names.uid, node) }
    }

    private func freeSource(_ uuid: UInt128, _ node: Int) -> UInt32 {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: uuid >> UInt128(120 - 8 * $0)) }
        var index = Self.sources.lowerBound + nameHash(bytes) % UInt32(Self.sources.count)
        while isTaken(index, node) {
            index = index == Self.sources.upperBound ? Self.sources.lowerBound : index + 1
        }
        return index
    }

    private func isTaken(_ index: UInt32, _ node: Int) -> Bool {
        placement.slots(ofNode: node).contains {
            slots[$0].isRunning && (slots[$0].podSource == index || slots[$0].containerSource == index)
        }
    }

    private func finish(_ slot: Int) {
        let isKilled = random.once(in: 200), hasFailed = random.once(in: 30)
        export(slot, end: isKilled ? 137 : hasFailed ? 1 : 0)
        truth?.ended(slot: slot, exitCode: isKilled ? 137 : hasFailed ? 1 : 0, self)
        slots[slot].isRunning = false
        totals.ended += 1
        lives.set(slot, at: tick + 1 + ticks(pause(role(ofSlot: slot))))
    }

    /// Brings the processor time of a container up to now.
    func account(slot: Int) {
        let state = slots[slot], elapsed = UInt64(tick - state.accounted)
        guard elapsed > 0 else { return }
        slots[slot].accounted = tick
        let service = services[Int(placement.services[slot])]
        let noise = Float(Randomness.mix(options.seed, UInt64(slot), UInt64(tick)) % 1000) / 1000
        let isGPU = service.role == .trainer && fabric.role(placement.node(ofSlot: slot)) == .gpu
        let share = state.appetite * loads[service.namespace] * (0.8 + 0.4 * noise)
        let used = UInt64(Double(share) * Double(elapsed) * 1e8)
        slots[slot].processorTime += used
        nodes[placement.node(ofSlot: slot)].containerTime += used
        if isGPU { slots[slot].gpuTime += elapsed * Self.millisecondsPerTick * 17 / 10 }
    }
}
