extension AgentDaemon {
    /// Polls every data source once and sends the samples, after waiting up to five seconds for the collectors'
    /// addresses. Without `sends` they go to the observer only.
    package func runOnce(sends: Bool) throws(SystemError) {
        packer.now = now()
        if sends { try findCollectors() }
        try findWorkloads()
        for source in dataSources { poll(source) }
        packer.flush()
        send()
    }

    /// Waits up to three seconds for what the runtimes list.
    private func findWorkloads() throws(SystemError) {
        guard let workloads = parts.workloads else { return }
        try watchWorkloads()
        followWorkloads()
        let end = now() + .seconds(3)
        while !workloads.hasListed, now() < end {
            for event in try loop.wait(until: min(workloads.deadline ?? end, end)) {
                if event == .timer { loop.readTimer() }
                if event == .signal, !loop.readSignals().isEmpty { return }
            }
            followWorkloads()
        }
        packer.now = now()
    }

    private func findCollectors() throws(SystemError) {
        try loop.watch(collectors.answers, .resolver)
        collectors.update(configuration.collectors, now: packer.now)
        let end = packer.now + .seconds(5)
        while !collectors.isReady, now() < end {
            for event in try loop.wait(until: min(collectors.deadline ?? end, end)) {
                if event == .timer { loop.readTimer() }
                if event == .signal, !loop.readSignals().isEmpty { return }
            }
            collectors.readAnswers(now())
            collectors.advance(now())
        }
    }

    /// How many datagrams could not be sent to some collector.
    package var unsentDatagrams: UInt64 { collectors.counts.errors + collectors.counts.unsent }
}
