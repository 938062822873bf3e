import NetTypes
import SFlow

extension AgentDaemon {
    /// Says a line about an interface again only after this long.
    private static let sayAgain = Duration.seconds(24 * 3600)

    /// Fits everything to the interfaces and the configuration as they are now.
    func makePlan() {
        planDue = nil
        let interfaces = parts.monitor.interfaces
        setAddress(AgentDaemon.address(interfaces, configuration))
        sayMissingDevice(interfaces)
        scheduleSources()
        planSampling(interfaces)
        forgetSequences()
    }

    /// Every data source that exists now is polled in its turn.
    func scheduleSources() {
        let workloads = parts.workloads
        workloads?.sourcesChanged = false
        schedule.update(dataSources, now: packer.now) { workloads?.takeIsExported($0) ?? false }
    }

    var dataSources: [DataSource] { parts.poller.dataSources + (parts.workloads?.dataSources ?? []) }

    /// Forgets the numbers of samples of data sources that are gone.
    func forgetSequences() {
        let interfaces = parts.monitor.interfaces.map { DataSource.interface($0.index) }
        packer.keep(Set(dataSources).union(interfaces).union(parts.workloads?.recentSources ?? []))
    }

    /// Takes another configuration; what is the same goes on undisturbed.
    func apply(_ new: AgentConfiguration) {
        configuration = new
        packer.now = now()
        packer.setMaximumBytes(new.datagramBytes)
        schedule.setInterval(.seconds(new.pollingInterval), now: packer.now)
        collectors.update(new.collectors, now: packer.now)
        makePlan()
        log.notice("the configuration was read again")
    }

    private func setAddress(_ new: IPAddress) {
        guard new != address else { return }
        log.notice("the agent's address changes from \(address) to \(new)")
        address = new
        packer.setAgent(new)
    }

    private func sayMissingDevice(_ interfaces: [NetworkInterface]) {
        guard let device = configuration.agentDevice,
            AgentAddress.choose(interfaces, configuration: configuration) == nil
        else { return }
        log.log(
            .warning,
            every: Self.sayAgain,
            key: "agent \(device)",
            "agent = \(device): there is no such device with an address; \(address) is used until there is"
        )
    }

    private func planSampling(_ interfaces: [NetworkInterface]) {
        let plan = SamplingPlan(configuration: configuration, interfaces: interfaces)
        for skip in plan.skips { sayNotSampled(skip.interfaceName, skip.reason, .info) }
        openSampler(plan)
        guard let sampler else { return }
        let problems = sampler.update(targets: plan.targets, interfaces: interfaces)
        for problem in problems { sayNotSampled(problem.interfaceName, problem.reason, .warning) }
        let failed = Set(problems.map(\.interfaceName))
        for target in plan.targets where !failed.contains(target.interfaceName) { saySampled(target) }
    }

    private func saySampled(_ target: SamplingTarget) {
        let line = "\(target.interfaceName) is sampled 1 in \(target.samplingRate)"
        log.log(.info, every: Self.sayAgain, key: line, line)
    }

    /// Opens packet sampling when there is something to sample and it is not open.
    private func openSampler(_ plan: SamplingPlan) {
        guard sampler == nil, !plan.targets.isEmpty, let made = parts.makeSampler(configuration) else { return }
        do throws(SystemError) {
            try loop.watch(made.fileDescriptor, .packets)
            sampler = made
        } catch {
            log.error("packets are not sampled: \(error.description)")
        }
    }

    private func sayNotSampled(_ name: String, _ reason: String, _ level: LogLevel) {
        log.log(level, every: Self.sayAgain, key: "skip \(name) \(reason)", "\(name) is not sampled: \(reason)")
    }
}
