import Agent
import SystemFiles

// Counters, the last ones above all.

extension ControlGroupMonitor {
    package func read(_ number: Int) throws(PollError) -> GroupCounters {
        guard let group = groups[number] else { throw .noData }
        let now = clock()
        checkNetwork(group)
        var counters = GroupCounters()
        guard reader.readCounters(group, .often, into: &counters) else { throw .noData }
        group.reads += 1
        if group.seldomDue <= now || group.reads <= Self.earlyReads {
            _ = reader.readCounters(group, .seldom, into: &counters)
            group.seldomDue = now + Self.seldomInterval
        } else {
            counters.takeSeldom(from: group.last)
        }
        if let peak = counters.memoryPeak, let used = counters.memoryUsed { counters.memoryPeak = max(peak, used) }
        reader.readNetwork(group, into: &counters)
        counters.subtract(preparation: group.preparation)
        sayIfShort(group)
        group.last = counters
        return counters
    }

    /// Some runtimes enter the network namespace after the process is known.
    private func checkNetwork(_ group: Group) {
        guard group.networkChecks > 0, let id = group.process?.id else { return }
        group.networkChecks -= 1
        if let now = files.openNetwork(id, budget), group.process?.hasEnded == false,
            now.namespace != group.network?.namespace
        {
            group.network = consume now
        }
    }

    /// Reads what there is after the end into `last`. Whether that is all.
    private func readLast(_ group: Group) -> Bool {
        var counters = GroupCounters()
        let isComplete = reader.readCounters(group, .often, into: &counters)
        reader.readNetwork(group, into: &counters)
        if isComplete {
            _ = reader.readCounters(group, .seldom, into: &counters)
            // By now also the process's last moments in the kernel are counted.
            reader.readProcessorTime(group, into: &counters)
        }
        counters.subtract(preparation: group.preparation)
        counters.fillGaps(from: group.last)
        group.last = counters
        sayIfShort(group)
        return isComplete
    }

    func firstProcessEnded(_ group: Group) {
        let isComplete = readLast(group)
        let isCertain = group.process?.isCertain ?? true
        // It may have been one of the runtime's that made way for the container's.
        if !isCertain, !reader.processIDs(group).isEmpty {
            group.process = nil
            group.network = nil
            return startSearch(group, clock())
        }
        end(group, isComplete: isComplete || group.isLastComplete)
    }

    /// Its file of events tells whether it has processes.
    func populationChanged(_ group: Group, _ now: MonotonicTime) {
        switch isPopulated(group) {
        case true:
            group.isLastComplete = false
            group.endDue = nil
            group.isUsed = true
            if group.search != nil, group.process == nil { look(group, now) }
        case false: emptied(group, now)
        case nil: break
        }
    }

    private func isPopulated(_ group: Group) -> Bool? {
        var result: Bool?
        reader.lines(group, hierarchies.watchedController, "cgroup.events") { cursor, key, value in
            if cursor.matches(key, "populated") { result = value != 0 }
        }
        return result
    }

    /// The last process has left. More may come: a service starts again, a runtime has only tried the group.
    func emptied(_ group: Group, _ now: MonotonicTime) {
        if readLast(group) { group.isLastComplete = true }
        guard !group.isService else { return }
        group.endDue = group.endDue ?? now + Self.emptyDelay
        timed.insert(group.number)
    }

    /// Tells of the end with what was read last, and closes everything.
    func end(_ group: Group, isComplete: Bool) {
        groups[group.number] = nil
        if paths[group.name.path] == group.number { paths[group.name.path] = nil }
        timed.remove(group.number)
        if group.isService { serviceCount -= 1 }
        if group.watch >= 0, watches.removeValue(forKey: group.watch) != nil { tree.inotify.remove(group.watch) }
        if inode(directory(group.name.path)) == group.inode { leftovers[group.name.path] = group.inode }
        events.append(.ended(group.number, group.last, isComplete: isComplete))
    }
}

extension GroupCounters {
    /// Takes away what the runtime's own processes used.
    fileprivate mutating func subtract(preparation: UInt64) {
        guard let all = cpu, all >= preparation else { return }
        cpu = all - preparation
    }
}
