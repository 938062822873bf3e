import CLinux
import Glibc
import NetTypes
import Simulation

/// Lets a simulation run by the clock, and sends or keeps what its agents make.
package final class SimulationRun {
    private let plan: SimulationPlan
    private let signals: Int32
    private let output: Output
    private let truthFile: OutputFile?
    private var pacer: Pacer?
    private var spread = TickSpread()
    private var failure: SimulatorError?
    private var hasWarned = false
    private var tick = 0
    private var begin: UInt64 = 0
    private var shown: (time: UInt64, totals: SimulationTotals)

    private enum Output {
        case socket(CollectorSocket)
        case capture(CaptureOutput)
    }

    /// Opens what it needs, and notes signals from now on.
    package init(_ plan: SimulationPlan) throws(SimulatorError) {
        self.plan = plan
        switch plan.destination {
        case .collector(let host, let port): output = .socket(try CollectorSocket(host: host, port: port))
        case .capture(let path): output = .capture(try CaptureOutput(path))
        }
        if let path = plan.truthPath { truthFile = try OutputFile(path) } else { truthFile = nil }
        signals = sl_signals_note()
        shown = (0, SimulationTotals())
    }

    /// Runs to its end, or until a signal comes.
    package func run() throws(SimulatorError) {
        let cluster = SimulatedCluster(plan.options) { [unowned self] in take($0) }
        try writeTopology(cluster)
        say(introduction(cluster))
        begin = SystemClock.now
        shown.time = begin
        pacer = plan.speed.map { Pacer(speed: $0, start: begin) }
        let last = plan.duration.map { Int(($0 * Double(SimulatedCluster.ticksPerSecond)).rounded(.up)) } ?? .max
        while tick < last, !isStopping, failure == nil {
            cluster.step()
            spread.endOfTick()
            tick += 1
            try writeTruth(cluster)
            waitForTick()
            showProgress(cluster)
        }
        cluster.finishTruth()
        try writeTruth(cluster)
        try finishOutput()
        if plan.showsProgress { write("\r\u{1b}[K") }
        say(summary(cluster))
        if let failure { throw failure }
    }

    private var isStopping: Bool { sl_signals_stopping() != 0 }

    // MARK: Output

    /// Sends a batch when it is due.
    private func take(_ batch: DatagramBatch) {
        guard failure == nil else { return }
        wait(until: Double(tick) + spread.next())
        do throws(SimulatorError) {
            switch output {
            case .socket(let socket): try socket.send(batch)
            case .capture(let capture):
                let time = Int64(tick + 1) * 1000 / Int64(SimulatedCluster.ticksPerSecond)
                try capture.write(batch, time: plan.options.start + time)
            }
        } catch {
            failure = error
        }
    }

    /// A capture of nothing is one as well.
    private func finishOutput() throws(SimulatorError) {
        if case .capture(let capture) = output { try capture.flush() }
    }

    private func writeTruth(_ cluster: SimulatedCluster) throws(SimulatorError) {
        let lines = cluster.takeTruth()
        if !lines.isEmpty { try truthFile?.write(lines) }
    }

    private func writeTopology(_ cluster: SimulatedCluster) throws(SimulatorError) {
        guard let path = plan.topologyPath else { return }
        try OutputFile(path).write(cluster.topology())
    }

    // MARK: Time

    private func waitForTick() { wait(until: Double(tick)) }

    /// - Parameter moment: in ticks.
    private func wait(until moment: Double) {
        guard pacer != nil, !isStopping else { return }
        let seconds = moment / Double(SimulatedCluster.ticksPerSecond)
        let left = pacer?.wait(until: seconds, now: SystemClock.now) ?? 0
        if left > 0 { SystemClock.sleep(left, signals: signals) }
        if let lag = pacer?.lag, lag > 2_000_000_000, !hasWarned {
            hasWarned = true
            say("this machine is too slow for it: what was to be sent comes \(lag / 1_000_000_000) s late, and later")
        }
    }

    // MARK: Words

    private func say(_ line: String) { write("starling simulate: \(line)\n") }

    private func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(2, $0.baseAddress, $0.count) }
    }

    private func introduction(_ cluster: SimulatedCluster) -> String {
        let options = plan.options, switches = cluster.agentCount - options.nodes
        return "\(options.nodes) nodes, \(switches) switches, \(options.nodes * options.containers) containers; "
            + "1 packet in \(cluster.sampling) sampled; seed \(options.seed), start \(utcText(options.start))"
    }

    private func showProgress(_ cluster: SimulatedCluster) {
        guard plan.showsProgress else { return }
        let now = SystemClock.now, passed = now - shown.time
        guard passed >= 1_000_000_000 else { return }
        let totals = cluster.totals, seconds = Double(passed) / 1e9
        let samples = Int(Double(totals.samples - shown.totals.samples) / seconds)
        let datagrams = Int(Double(totals.datagrams - shown.totals.datagrams) / seconds)
        shown = (now, totals)
        let clock = tick / SimulatedCluster.ticksPerSecond
        write("\r\(clock) s simulated, \(samples) samples/s, \(datagrams) datagrams/s\u{1b}[K")
    }

    private func summary(_ cluster: SimulatedCluster) -> String {
        let totals = cluster.totals, elapsed = Double(SystemClock.now - begin) / 1e9
        let (sent, refused): (UInt64, UInt64) =
            switch output {
            case .socket(let socket): (socket.sent, socket.refused)
            case .capture(let capture): (capture.sent, 0)
            }
        let seconds = (elapsed * 10).rounded() / 10
        let line =
            "\(sent) of \(totals.datagrams) datagrams sent in \(seconds) s, \(totals.bytes) bytes: "
            + "\(totals.flowSamples) packet samples, \(totals.counterSamples) counter samples, \(totals.drops) discarded packets"
        return refused == 0 ? line : "\(line); nobody received there (\(refused) refusals)"
    }
}
