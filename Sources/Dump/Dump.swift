import DatagramPrinting
import NetTypes

/// `starling dump`: reads sFlow datagrams from the network or from captures, and prints, writes or forwards them. One
/// thread, which does one thing after the other.
package enum Dump {
    /// Runs to the end of the files, or until a signal; returns the exit code.
    package static func run(_ plan: DumpPlan) -> Int32 {
        var start = DumpStart(plan: plan, diagnostics: Diagnostics(), interruption: .ofSignals())
        return start.run()
    }
}

/// A run that is about to begin: what is made of datagrams is chosen here once, and not for each of them.
struct DumpStart {
    let plan: DumpPlan
    var diagnostics: Diagnostics
    let interruption: Interruption

    mutating func run() -> Int32 {
        for warning in plan.warnings { diagnostics.say(warning) }
        do throws(RunEnd) {
            return try runChosen()
        } catch {
            if case .failed(let line) = error { diagnostics.say(line) }
            return 1
        }
    }

    private func runChosen() throws(RunEnd) -> Int32 {
        let accepts = SampleSelector(plan).map { selector in
            { selector.accepts($0, $1) } as SampleChoice
        }
        switch plan.form {
        case .line: return try run(LineOutput(accepts))
        case .packets(let form): return try run(PacketOutput(form, accepts))
        case .datagrams: return try run(CapturedOutput())
        case .nothing where plan.statistics == nil: return try run(NoOutput())
        // Reads everything, so that what is wrong is known.
        case .nothing: return try run(PrintedOutput(DatagramPrinter(fields: []), nil))
        case .fields(let names): return try run(PrintedOutput(DatagramPrinter(fields: names), accepts))
        case .text, .grep, .json, .indentedJSON:
            return try run(PrintedOutput(DatagramPrinter(style: PrintStyle(plan)), accepts))
        }
    }

    private func run<Output: DatagramOutput & ~Copyable>(_ output: consuming Output) throws(RunEnd) -> Int32 {
        switch plan.input {
        case .files(let files, _):
            var run = try DumpRun(self, output)
            return run.read(files)
        case .network(let listening):
            let socket = try open(listening)
            var run = try DumpRun(self, output, receiving: socket.address)
            return run.receive(socket)
        }
    }

    private func open(_ listening: DumpPlan.Listening) throws(RunEnd) -> ListenSocket {
        do throws(ListenError) { return try ListenSocket(listening) } catch { throw .failed(error.description) }
    }
}

extension PrintStyle {
    fileprivate init(_ plan: DumpPlan) {
        let form: Form =
            switch plan.form {
            case .grep: .grep
            case .json: .json
            case .indentedJSON: .indentedJSON
            default: .text
            }
        self.init(form, isTyped: plan.isTyped, isColoured: plan.isColored)
    }
}
