import Agent
import CLinux
import Glibc

extension PacketSocketSampler {
    package func update(targets: [SamplingTarget], interfaces all: [NetworkInterface]) -> [SamplingProblem] {
        ports.local = LocalAddresses(all)
        forget(allBut: Set(all.map(\.index)))
        let wanted = Dictionary(targets.map { ($0.interfaceIndex, $0) }) { first, _ in first }
        var problems: [SamplingProblem] = [], now = timespec()
        unsafe _ = clock_gettime(CLOCK_REALTIME, &now)
        for interface in all {
            do throws(SamplingRefusal) {
                try apply(wanted[interface.index], interface, now: now.nanoseconds)
            } catch {
                problems.append(SamplingProblem(interfaceName: interface.name, reason: error.reason))
            }
        }
        problems += regroup(all) + setPromiscuous(targets)
        let known = Set(all.map(\.index))
        for target in targets where !known.contains(target.interfaceIndex) {
            problems.append(SamplingProblem(interfaceName: target.interfaceName, reason: "there is no such interface"))
        }
        return problems
    }

    private func apply(
        _ target: SamplingTarget?,
        _ interface: NetworkInterface,
        now: UInt64
    ) throws(SamplingRefusal) {
        if target != nil, HardwareType.unsupported.contains(interface.hardwareType) {
            throw SamplingRefusal("its frames are not network packets (hardware type \(interface.hardwareType))")
        }
        if interfaces[interface.index] == nil, target != nil { interfaces[interface.index] = try makeState() }
        guard var state = interfaces[interface.index] else { return }
        state.isMember = interface.masterIndex != 0
        let wish = target.map { SampledInterface.Wish($0, interface) } ?? SampledInterface.Wish()
        let changed = state.setWish(wish, now: now)
        interfaces[interface.index] = state
        guard changed, case .counting(let filter) = filters else { return }
        if wish.rate == 0 { return filter.remove(interface: interface.index) }
        do throws(SystemCallError) {
            try filter.set(CountingProgram.Settings(wish, slot: state.slot), interface: interface.index)
        } catch {
            throw SamplingRefusal("\(error)")
        }
    }

    /// A new data source whose counters begin at zero.
    private func makeState() throws(SamplingRefusal) -> SampledInterface {
        guard let slot = freeSlots.popLast() else {
            throw SamplingRefusal("there are more interfaces to sample than \(interfaces.count)")
        }
        if case .counting(let filter) = filters { filter.clear(slot: slot) }
        return SampledInterface(slot: slot)
    }

    private func forget(allBut existing: Set<UInt32>) {
        for (index, state) in interfaces where !existing.contains(index) {
            interfaces[index] = nil
            freeSlots.append(state.slot)
            switch filters {
            case .counting(let filter): filter.remove(interface: index)
            case .classic(let filters): filters.counters.forget(index)
            }
        }
    }

    /// Gives the classic filters their interfaces.
    private func regroup(_ all: [NetworkInterface]) -> [SamplingProblem] {
        guard case .classic(let filters) = filters else { return [] }
        for (index, state) in interfaces where state.tally.readInDrain == 0 && state.wish.rate > 0 {
            interfaces[index]?.tally.pool &+= filters.counters.packets(
                interface: index,
                ingressOnly: state.wish.isLoopback
            )
        }
        do throws(SystemCallError) {
            try filters.update(interfaces.mapValues(\.wish))
            try setSources(filters.groups.map { Source(ring: $0.ring, rate: $0.program.rate) })
            return []
        } catch {
            return all.filter { interfaces[$0.index]?.wish.rate ?? 0 > 0 }
                .map { SamplingProblem(interfaceName: $0.name, reason: "\(error)") }
        }
    }

    private func setPromiscuous(_ targets: [SamplingTarget]) -> [SamplingProblem] {
        let wanted = targets.filter(\.isPromiscuous)
        return promiscuous.update(Set(wanted.map(\.interfaceIndex))).map { interface, error in
            let name = wanted.first { $0.interfaceIndex == interface }?.interfaceName ?? ""
            return SamplingProblem(interfaceName: name, reason: "not promiscuously: \(error)")
        }
    }
}

/// Why one interface is not sampled.
private struct SamplingRefusal: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

extension SampledInterface.Wish {
    fileprivate init(_ target: SamplingTarget, _ interface: NetworkInterface) {
        self.init(
            rate: target.samplingRate,
            headerBytes: max(target.headerBytes, 1),
            isLoopback: interface.hardwareType == HardwareType.loopback
        )
    }
}

extension CountingProgram.Settings {
    /// On a loopback each packet is seen when it is sent and again when it comes back: it is judged once, then.
    fileprivate init(_ wish: SampledInterface.Wish, slot: UInt32) {
        self.init(
            threshold: CountingProgram.threshold(rate: wish.rate),
            slot: slot,
            ingressBytes: UInt32(wish.headerBytes),
            egressBytes: wish.isLoopback ? 0 : UInt32(wish.headerBytes)
        )
    }
}

extension timespec {
    fileprivate var nanoseconds: UInt64 { UInt64(tv_sec) * 1_000_000_000 + UInt64(tv_nsec) }
}
