import Agent

// Lists, and what they show that no event has told of.

extension DockerWatcher {
    func reconcile(_ list: [WorkloadDescription], asked: UInt64) {
        let refused = table.refused
        let findings = table.take(list: list, asked: asked, isFirst: !isListed, tell)
        counts.refusedContainers += table.refused - refused
        if table.refused > refused { complain("a container beyond \(ContainerTable.maximumCount)") }
        if isListed {
            differences.begin(findings, until: now + timing.grace)
        } else {
            for id in findings.missing { queue.add(id, isUrgent: true) }
        }
        for id in table.undetailed { queue.add(id, isUrgent: false) }
        if !isDoubted { doubts.reset() }
        (isListed, isDoubted) = (true, false)
        nextList = now + timing.listInterval
    }

    /// The engine does not answer, or an event that explains a difference has not come.
    func checkTime() throws(EngineTrouble) {
        takeDifferences()
        if isDeaf { try resubscribe() }
        if let pending, pending.deadline <= now { throw .silent }
        if case .subscribing(let moment) = phase, moment <= now { throw .silent }
    }

    private func takeDifferences() {
        guard let open = differences.takeOpen(now) else { return }
        for id in open.missing { queue.add(id, isUrgent: true) }
        isDeaf = isDeaf || !open.changed.isEmpty
    }

    /// An answer to `inspect` came, and showed a change that no event had told of or not.
    func explain(_ id: String, _ isUntold: Bool) {
        if differences.verify(id), isUntold { isDeaf = true }
    }

    /// Events are missing: the stream is broken though it is open. Where that does not help, it is not done again and again.
    private func resubscribe() throws(EngineTrouble) {
        isDeaf = false
        guard now >= nextResubscription else { return }
        nextResubscription = now + .seconds(600)
        throw .deaf
    }
}
