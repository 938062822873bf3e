import CLinux
import Glibc
import NetTypes
import SFlow

/// The running agent: one thread that polls, samples, packs and sends.
package final class AgentDaemon {
    /// How many packets are taken before anything else gets its turn.
    static let packetBatch = 1024
    /// Changes of interfaces are gathered for this long.
    static let changeDelay = Duration.milliseconds(100)
    /// Interfaces are read anew this often, for notifications that were lost; a failed sampler is tried again too.
    static let refreshInterval = Duration.seconds(60)

    var configuration: AgentConfiguration
    let parts: AgentParts
    let log: Log
    let loop: EventLoop
    let collectors: CollectorSet
    /// Sees every datagram before it is sent.
    let observer: ((RawSpan) -> Void)?
    let now: () -> MonotonicTime
    var packer: Packer
    var schedule: PollSchedule
    var sampler: (any PacketSampler)?
    var address: IPAddress
    var counters = CounterSample()
    /// When the plan is made anew; `nil`: nothing has changed.
    var planDue: MonotonicTime?
    var refreshDue: MonotonicTime
    /// The first refresh has been: what only the start needed is given back.
    private var hasSettled = false

    /// Opens nothing but the loop's own descriptors.
    package init(
        _ configuration: AgentConfiguration,
        parts: AgentParts,
        log: Log,
        observer: ((RawSpan) -> Void)? = nil,
        now: @escaping () -> MonotonicTime = MonotonicTime.now
    ) throws(SystemError) {
        self.configuration = configuration
        self.parts = parts
        self.log = log
        self.observer = observer
        self.now = now
        loop = try EventLoop()
        collectors = try CollectorSet(log: log)
        address = AgentDaemon.address(parts.monitor.interfaces, configuration)
        packer = Packer(agent: address, subAgent: configuration.subAgentID, maximumBytes: configuration.datagramBytes)
        schedule = PollSchedule(interval: .seconds(configuration.pollingInterval))
        refreshDue = now() + Self.refreshInterval
    }

    /// The address to go by: where the configured device has none, that of another.
    static func address(_ interfaces: [NetworkInterface], _ configuration: AgentConfiguration) -> IPAddress {
        if let address = AgentAddress.choose(interfaces, configuration: configuration) { return address }
        var anyDevice = configuration
        anyDevice.agentDevice = nil
        return AgentAddress.choose(interfaces, configuration: anyDevice) ?? .v4(0x7f00_0001)
    }
}

extension AgentDaemon {
    /// Runs until SIGTERM or SIGINT, and sends what is left. `reload` reads the configuration again at SIGHUP and is
    /// `nil` where it has errors.
    package func run(reload: () -> AgentConfiguration?) throws(SystemError) {
        try start()
        while true {
            advance()
            let events = try loop.wait(until: nextDeadline)
            // What the kernel counted for a workload that has ended is there for a few milliseconds only.
            if events.contains(.workloads) { followWorkloads() }
            for event in events {
                if event == .signal, handleSignals(reload) { return finish() }
                handle(event)
            }
        }
    }

    private func start() throws(SystemError) {
        packer.now = now()
        log.info("the agent's address is \(address)")
        try loop.watch(collectors.answers, .resolver)
        try loop.watch(parts.monitor.fileDescriptor, .interfaces)
        try watchWorkloads()
        collectors.update(configuration.collectors, now: packer.now)
        makePlan()
    }

    func watchWorkloads() throws(SystemError) {
        for descriptor in parts.workloads?.fileDescriptors ?? [] { try loop.watch(descriptor, .workloads) }
    }

    private func handle(_ event: EventLoop.Event) {
        switch event {
        case .signal: break
        case .timer: loop.readTimer()
        case .interfaces:
            if parts.monitor.readChanges() { planDue = planDue ?? now() + Self.changeDelay }
        case .packets: takePackets()
        case .workloads: break
        case .resolver: collectors.readAnswers(now())
        }
    }

    /// Sends what containers, pods and services that came, changed or ended have to say.
    func followWorkloads() {
        guard let workloads = parts.workloads else { return }
        packer.now = now()
        workloads.advance(packer.now, into: &packer)
        if workloads.sourcesChanged { scheduleSources() }
    }

    private func takePackets() {
        packer.now = now()
        _ = sampler?.drain(into: &packer, limit: Self.packetBatch)
    }

    /// True when the agent is to stop.
    private func handleSignals(_ reload: () -> AgentConfiguration?) -> Bool {
        for signal in loop.readSignals() {
            if signal != SIGHUP { return true }
            if let new = reload() { apply(new) }
        }
        return false
    }

    /// The earliest moment at which `advance` has something to do.
    private var nextDeadline: MonotonicTime? {
        [schedule.deadline, parts.workloads?.deadline, packer.deadline, collectors.deadline, planDue, refreshDue]
            .compactMap(\.self).min()
    }

    /// Does everything whose time has come.
    private func advance() {
        packer.now = now()
        if let deadline = parts.workloads?.deadline, deadline <= packer.now { followWorkloads() }
        refreshIfDue()
        if let planDue, planDue <= packer.now { makePlan() }
        while let source = schedule.nextDue(packer.now) { poll(source) }
        packer.flushIfDue()
        collectors.advance(packer.now)
        send()
    }

    private func refreshIfDue() {
        guard refreshDue <= packer.now else { return }
        refreshDue = packer.now + Self.refreshInterval
        if !hasSettled { starling_release_code() }
        hasSettled = true
        if parts.monitor.refresh() || sampler == nil { planDue = packer.now }
        forgetSequences()
    }

    private func finish() {
        takePackets()
        packer.flush()
        send()
        let counts = collectors.counts
        log.info(
            "stopped after \(packer.counts.samples) samples in \(packer.counts.datagrams) datagrams, \(counts.errors + counts.unsent) not sent to some collector"
        )
    }

    /// Sends what is finished.
    func send() {
        guard !packer.finished.isEmpty else { return }
        let (time, collectors, observer) = (packer.now, self.collectors, self.observer)
        packer.finished.takeAll { datagram in
            observer?(datagram)
            collectors.send(datagram, now: time)
        }
    }

    private func poller(of source: DataSource) -> any CounterPoller {
        if source.isVirtual, let workloads = parts.workloads { workloads } else { parts.poller }
    }

    /// Polls one data source into the open datagram.
    func poll(_ source: DataSource) {
        counters.removeAll()
        parts.workloads?.now = packer.now
        do throws(PollError) {
            try poller(of: source).poll(source, into: &counters)
        } catch .failed(let what, let number) {
            log.log(
                .warning,
                every: .seconds(600),
                key: "poll \(what)",
                "\(what) cannot be read: \(SystemError(number).description)"
            )
        } catch {}
        packer.add(source, counters)
    }
}
