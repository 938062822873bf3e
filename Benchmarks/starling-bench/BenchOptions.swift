import Foundation

/// What is to be measured, and how the answer is to look.
struct BenchOptions {
    /// A part of the report.
    enum Part: String, CaseIterable {
        case dataPlane = "data-plane"
        case addresses, accuracy, ingest, dump, agent, containers
    }

    private(set) var parts: [Part] = []
    private(set) var isQuick = false
    private(set) var isJSON = false
    /// The directory of the products.
    private(set) var binaries = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path

    static let usage =
        "starling-bench [--quick] [--json] [--bin DIR] \(Part.allCases.map { "[\($0.rawValue)]" }.joined(separator: " "))"

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--quick": isQuick = true
            case "--json": isJSON = true
            case "--bin": binaries = rest.popFirst() ?? binaries
            default:
                guard let part = Part(rawValue: argument) else {
                    throw BenchError("\(argument) is none of the arguments: \(Self.usage)")
                }
                parts.append(part)
            }
        }
        if parts.isEmpty { parts = Part.allCases }
    }

    func ingest(_ load: Load) -> IngestBench { IngestBench(load: load, binaries: binaries, isQuick: isQuick) }
    func dump(_ load: Load) -> DumpBench { DumpBench(load: load, binaries: binaries, isQuick: isQuick) }
    var agent: AgentBench { AgentBench(binaries: binaries, seconds: isQuick ? 5 : 60) }
    var containers: ContainersBench {
        ContainersBench(binaries: binaries, count: isQuick ? 30 : 300, seconds: isQuick ? 30 : 100)
    }
}
