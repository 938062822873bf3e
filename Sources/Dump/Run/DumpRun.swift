import DatagramPrinting
import Engine
import NetTypes
import SFlow
import XDR

/// Takes datagrams, one after the other, to where they are to go.
struct DumpRun<Output: DatagramOutput & ~Copyable>: ~Copyable {
    /// Output is written in pieces of this size, or when there is nothing to read for the moment.
    private static var piece: Int { 1 << 16 }

    let plan: DumpPlan
    let interruption: Interruption
    var diagnostics: Diagnostics
    var tally: DumpTally
    /// A file could not be read to its end.
    var hasFailed = false
    private var output: Output
    private let file: OutputFile
    private var forwarder: Forwarder
    private var left: Int
    private var faultLines = LineLimit()
    var receptionLines = LineLimit()

    init(
        _ start: DumpStart,
        _ output: consuming Output,
        receiving: SocketAddress? = nil
    ) throws(RunEnd) {
        let plan = start.plan
        let forwarder = try Self.makeForwarder(plan, receiving), file = try Self.makeFile(plan)
        self.forwarder = forwarder
        self.file = file
        self.plan = plan
        self.output = output
        diagnostics = start.diagnostics
        interruption = start.interruption
        left = plan.limit ?? .max
        tally = DumpTally(depth: plan.statistics != nil ? .everything : plan.terminal.isError ? .heads : .nothing)
    }

    private static func makeForwarder(
        _ plan: DumpPlan,
        _ receiving: SocketAddress?
    ) throws(RunEnd) -> Forwarder {
        do throws(ForwardError) {
            return try Forwarder(plan.targets, receiving: receiving)
        } catch {
            throw .failed(error.description)
        }
    }

    private static func makeFile(_ plan: DumpPlan) throws(RunEnd) -> OutputFile {
        guard let path = plan.outputPath else { return .standard }
        do throws(OutputError) { return try OutputFile(path: path) } catch { throw RunEnd(error) }
    }

    // MARK: One datagram

    /// Takes a datagram.
    /// - Parameter place: what to call it if something is wrong with it.
    @inline(__always)
    mutating func take(
        _ datagram: RawSpan,
        _ origin: DatagramOrigin,
        _ place: @autoclosure () -> String
    ) throws(RunEnd) {
        if !plan.agents.isEmpty, !isOfWantedAgent(datagram) { return }
        tally.count(datagram, at: origin.arrival.time)
        if !plan.targets.isEmpty { forwarder.send(datagram) }
        if let fault = output.show(datagram, origin) { try take(fault, datagram, place()) }
        if output.pending >= Self.piece { try flush() }
        left -= 1
        if left == 0 { throw .limit }
    }

    private func isOfWantedAgent(_ datagram: RawSpan) -> Bool {
        guard let agent = agent(datagram) else { return false }
        return plan.agents.contains(agent)
    }

    private func agent(_ datagram: RawSpan) -> IPAddress? {
        guard let reader = try? DatagramReader(datagram) else { return nil }
        return IPAddress(reader.header.agent)
    }

    /// In a file it is the end, unless the run is to go on; what comes from the network is only counted and told.
    private mutating func take(_ fault: DatagramFault, _ datagram: RawSpan, _ place: String) throws(RunEnd) {
        tally.count(fault)
        let agent = agent(datagram).map { " of agent \($0)" } ?? ""
        let line = "\(place)\(agent): \(fault.explanation)"
        if !plan.goesOnAfterFaults { throw .failed("\(line); --keep-going reads on") }
        let (tell, suppressed) = faultLines.admit(now: SystemClock.monotonic)
        guard tell else { return }
        diagnostics.say(suppressed > 0 ? "\(line) (and \(suppressed) more before)" : line)
    }

    // MARK: Output

    mutating func flush() throws(RunEnd) {
        guard output.pending > 0 else { return }
        do throws(OutputError) { try output.flush(to: file) } catch { throw RunEnd(error) }
    }

    /// Does what signals ask for.
    @inline(__always)
    mutating func obeySignals() throws(RunEnd) {
        switch interruption.take() {
        case .nothing: break
        case .stop: throw .stopped
        case .report: report()
        }
    }

    /// How it stands: without statistics, samples are not counted.
    private mutating func report() {
        guard plan.statistics == nil else { return diagnostics.show(statistics(.table)) }
        let errors = counted(tally.faultTotal, "error")
        diagnostics.say(
            "\(counted(tally.datagrams, "datagram")), \(counted(tally.bytes, "byte")), \(errors); --stats tells more"
        )
    }

    private func statistics(_ form: DumpOptions.StatisticsForm) -> String {
        let report = StatisticsReport(tally: tally, destinations: forwarder.destinations)
        return form == .json ? report.json : report.text
    }

    // MARK: The end

    /// Writes what is left and says how it went; returns the exit code.
    mutating func finish(_ end: RunEnd?) -> Int32 {
        var end = end
        do throws(RunEnd) {
            if end != .readerGone { try writeEnd() }
        } catch {
            if case .failed = end {} else { end = error }
        }
        diagnostics.endProgress()
        if end == .readerGone { return 0 }
        conclude()
        if case .failed(let line) = end {
            diagnostics.say(line)
            return 1
        }
        return hasFailed ? 1 : 0
    }

    private mutating func writeEnd() throws(RunEnd) {
        output.finish()
        try flush()
        guard let form = plan.statistics else { return }
        if plan.form == .nothing {
            do throws(OutputError) { try file.write(Array(statistics(form).utf8)) } catch { throw RunEnd(error) }
        } else {
            diagnostics.show(statistics(form))
        }
    }

    /// What was odd, and on a terminal what there was.
    private mutating func conclude() {
        for note in output.notes { diagnostics.say(note) }
        if plan.statistics == nil {
            for line in tally.losses { diagnostics.say(line) }
            for destination in forwarder.destinations { if let line = destination.report { diagnostics.say(line) } }
            if tally.faultTotal > 0, !plan.terminal.isError {
                diagnostics.say("\(counted(tally.faultTotal, "datagram")) could not be read")
            }
        }
        if plan.terminal.isError { diagnostics.say(summary) }
    }

    private var summary: String {
        let lost = tally.agents.lost
        let line = "\(tally.summary), \(counted(tally.faultTotal, "error")), \(lost) lost"
        return lost > 0 ? line + " (\(percent(lost, of: lost + tally.datagrams)))" : line
    }
}

extension DumpPlan {
    /// What comes from the network is beyond anyone's control.
    fileprivate var goesOnAfterFaults: Bool {
        if case .network = input { return true }
        return keepsGoing
    }
}
