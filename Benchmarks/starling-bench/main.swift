import CBench
import Foundation

// starling-bench [--quick] [--json] [--bin DIR] [data-plane] [addresses] [accuracy] [ingest] [dump] [agent] [containers]
// Three more, for its own use: `sink discard|decode each|joined` receives, `packets ADDRESS:PORT RATE SECONDS` sends,
// `inside BIN COUNT SECONDS DIRECTORY` measures containers, in namespaces of its own.

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(1)
}

func run(_ arguments: [String]) throws {
    switch arguments.first {
    case "sink":
        try check(
            cbench_sink(0, arguments.contains("decode") ? 1 : 0, arguments.contains("joined") ? 1 : 0),
            "receiving"
        )
    case "packets": try sendPackets(arguments)
    case "inside": try measureInside(arguments)
    default: try measure(BenchOptions(arguments))
    }
}

func measure(_ options: BenchOptions) throws {
    var report = Report()
    let load = Load(Traffic())
    for part in options.parts {
        do {
            switch part {
            case .dataPlane: try DataPlane(load, runs: options.isQuick ? 3 : 20).run(into: &report)
            case .addresses: try AddressBench().run(into: &report)
            case .accuracy: try AccuracyBench(isQuick: options.isQuick).run(into: &report)
            case .ingest: try options.ingest(load).run(into: &report)
            case .dump: try options.dump(load).run(into: &report)
            case .agent: try options.agent.run(into: &report)
            case .containers: try options.containers.run(into: &report)
            }
        } catch let reason as BenchSkip {
            report.skip(part, reason)
        } catch {
            // One part that cannot be had does not take the others with it; what it had until then is shown.
            report.add(error, in: part)
        }
    }
    print(options.isJSON ? try report.json : report.table)
    if !report.errors.isEmpty { exit(1) }
}

func measureInside(_ arguments: [String]) throws {
    guard arguments.count == 5, let count = Int(arguments[2]), let seconds = Int(arguments[3]) else {
        throw BenchError("inside BIN COUNT SECONDS DIRECTORY")
    }
    let bench = ContainersBench(binaries: arguments[1], count: count, seconds: seconds)
    print(try bench.measure(directory: arguments[4]).json)
}

func sendPackets(_ arguments: [String]) throws {
    let target = arguments.dropFirst().first?.split(separator: ":") ?? []
    guard arguments.count == 4, target.count == 2, let port = UInt16(target[1]),
        let rate = Double(arguments[2]), let seconds = Double(arguments[3])
    else { throw BenchError("packets ADDRESS:PORT RATE SECONDS") }
    try check(cbench_packets(String(target[0]), port, rate, seconds), "sending")
}

func check(_ status: some BinaryInteger, _ what: String) throws {
    guard status >= 0 else { throw BenchError("\(what) failed: \(String(cString: strerror(-Int32(status))))") }
}
