// swift-tools-version: 6.2
// The architecture document: every module has a layer, one purpose and the modules that it may use.
// A use of the same or a higher layer stops the build.
//
// STARLING_ONLY=FlowTables,SFlow swift test    builds and tests only those modules and what they use.
// STARLING_TOOLS=bench swift build -c release  builds the benchmarks as well; fuzz: the fuzzers, everything instrumented.

import PackageDescription

/// A module of ours.
struct Module {
    enum Kind { case swift, c, executable, support }
    var layer: Int
    var name: String
    var purpose: String
    var uses: [String] = []
    var packages: [Target.Dependency] = []
    var kind = Kind.swift
    /// Where it is, when not under Sources.
    var path: String?
    /// What of it is not to be compiled.
    var exclude: [String] = []
    /// Libraries of the system that it needs.
    var libraries: [String] = []
    /// The instrument that it belongs to; built only when STARLING_TOOLS names that.
    var tool: String?
    var isTested = true
    /// What its tests use beyond what it uses itself.
    var testUses: [String] = []
    var testPackages: [Target.Dependency] = []
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

func fuzzer(_ name: String, of what: String, uses: [String]) -> Module {
    Module(
        layer: 7,
        name: name,
        purpose: "fuzzes \(what)",
        uses: ["Fuzzing"] + uses,
        kind: .executable,
        path: "Fuzz/\(name)",
        tool: "fuzz",
        isTested: false
    )
}

let modules: [Module] = [
    // L0 primitives
    Module(layer: 0, name: "CLinux", purpose: "C headers and shims for what Glibc's overlay lacks", kind: .c),
    Module(layer: 0, name: "ConsoleAssets", purpose: "the console's files, embedded in the binary", kind: .c),
    Module(layer: 0, name: "CPrefetch", purpose: "asking the processor for memory ahead of time", kind: .c),
    Module(
        layer: 0,
        name: "CHTTP2",
        purpose: "nghttp2's headers; linked from its archive, so that the agent stays one file",
        kind: .c,
        libraries: [":libnghttp2.a"]
    ),
    Module(
        layer: 0,
        name: "CCares",
        purpose: "c-ares's headers and a loop around it; linked from its archive",
        kind: .c,
        libraries: [":libcares.a"]
    ),
    Module(layer: 0, name: "XDR", purpose: "RFC 4506 reader, writer and the visitor that a structure is declared with"),
    Module(layer: 0, name: "NetTypes", purpose: "addresses, clocks, their text"),
    Module(layer: 0, name: "Spelling", purpose: "the known names that a mistyped one is likely to mean"),
    Module(layer: 0, name: "SystemFiles", purpose: "reading procfs, sysfs and control groups"),
    Module(layer: 0, name: "Protobuf", purpose: "the wire format of protocol buffers, and messages declared for it"),
    Module(layer: 0, name: "Budget", purpose: "bytes of memory that several owners share"),
    Module(layer: 0, name: "JSON", purpose: "JSON writer and a lenient, bounded reader"),
    Module(layer: 0, name: "Exposition", purpose: "families of metrics as Prometheus' text and as OpenMetrics"),
    // L1 protocols
    Module(
        layer: 1,
        name: "SFlow",
        purpose: "sFlow version 5: datagram, samples, structures",
        uses: ["XDR", "NetTypes"],
        testUses: ["CaptureFiles", "DatagramPrinting"]
    ),
    Module(
        layer: 1,
        name: "PacketHeaders",
        purpose: "sampled header to a stack of protocol layers",
        uses: ["XDR", "NetTypes"]
    ),
    Module(layer: 1, name: "CaptureFiles", purpose: "pcap and pcapng files", uses: ["XDR", "NetTypes"]),
    Module(
        layer: 1,
        name: "Netlink",
        purpose: "requests to rtnetlink and its answers",
        uses: ["SystemFiles", "CLinux"]
    ),
    // L2 models
    Module(
        layer: 2,
        name: "FlowLanguage",
        purpose: "flow keys, values and filters, compiled to flat programs",
        uses: ["SFlow", "PacketHeaders", "XDR", "NetTypes", "Spelling", "CPrefetch"],
        testUses: ["CaptureFiles"]
    ),
    Module(
        layer: 2,
        name: "FlowTables",
        purpose: "top flows: forward decay, Space-Saving and sketches of distinct values",
        uses: ["Budget", "NetTypes", "CPrefetch"]
    ),
    Module(
        layer: 2,
        name: "DatagramPrinting",
        purpose: "datagrams as text, lines and JSON, under sflowtool's names",
        uses: ["SFlow", "XDR", "NetTypes"],
        testUses: ["CaptureFiles"]
    ),
    Module(
        layer: 2,
        name: "MetricStore",
        purpose: "the latest value and rate of every metric of every data source",
        uses: ["Budget", "SFlow", "XDR", "NetTypes"]
    ),
    Module(
        layer: 2,
        name: "Enrichment",
        purpose: "groups, maps, and what names addresses out of files: countries, systems, vendors, ports",
        uses: ["NetTypes"]
    ),
    Module(
        layer: 2,
        name: "Workloads",
        purpose: "the names and metrics of containers, pods and services that agents send and analyzers read",
        uses: ["SFlow", "XDR", "NetTypes"]
    ),
    Module(
        layer: 2,
        name: "Topology",
        purpose: "the nodes and links of a network, and which agents and interfaces they are",
        uses: ["NetTypes", "JSON"]
    ),
    // L3 cores
    Module(
        layer: 3,
        name: "Agent",
        purpose: "the agent's configuration, schedule, packer and life cycle of workloads",
        uses: ["Workloads", "SystemFiles", "SFlow", "XDR", "NetTypes", "JSON", "Spelling", "CLinux"]
    ),
    Module(
        layer: 3,
        name: "Engine",
        purpose: "shards, definitions and the answers to questions",
        uses: [
            "Budget", "FlowLanguage", "FlowTables", "MetricStore", "Topology", "Workloads", "Enrichment", "SFlow",
            "PacketHeaders", "XDR", "NetTypes",
        ],
        testUses: ["CaptureFiles", "JSON"]
    ),
    Module(
        layer: 3,
        name: "Simulation",
        purpose: "a cluster in numbers, and the datagrams that its agents would send",
        uses: ["Workloads", "SFlow", "XDR", "NetTypes", "JSON"],
        testUses: ["PacketHeaders"]
    ),
    // L4 adapters
    Module(
        layer: 4,
        name: "ControlGroups",
        purpose: "finds the control groups of workloads and reads what the kernel counts for them",
        uses: ["Agent", "SystemFiles", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "HostCounters",
        purpose: "pollers of the host and its interfaces: procfs, sysfs, rtnetlink",
        uses: ["Agent", "Netlink", "SystemFiles", "SFlow", "XDR", "NetTypes", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "DockerWatcher",
        purpose: "containers of Docker and podman, by the Engine API",
        uses: ["Agent", "JSON", "NetTypes", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "PacketSampling",
        purpose: "random packet sampling by AF_PACKET and BPF",
        uses: ["Agent", "SFlow", "NetTypes", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "CRIWatcher",
        purpose: "pods and containers of Kubernetes' runtimes: CRI and containerd's own services, by gRPC",
        uses: ["Agent", "Protobuf", "NetTypes", "JSON", "CHTTP2", "CLinux"],
        exclude: ["Protocol/cri.proto", "Protocol/containerd.proto"]
    ),
    Module(
        layer: 4,
        name: "Ingest",
        purpose: "UDP sockets and threads that feed the shards",
        uses: ["Engine", "NetTypes", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "NameResolution",
        purpose: "reverse DNS by c-ares, and the files that name addresses, read again when they change",
        uses: ["FlowLanguage", "Enrichment", "NetTypes", "CCares", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "Exporters",
        purpose: "flow records to IPFIX collectors",
        uses: ["Engine", "FlowLanguage", "SFlow", "NetTypes", "CLinux"],
        testUses: ["PacketHeaders", "XDR"]
    ),
    Module(
        layer: 4,
        name: "Dump",
        purpose: "datagrams of the network or of captures, printed, written and forwarded",
        uses: [
            "Engine", "FlowLanguage", "DatagramPrinting", "CaptureFiles", "PacketHeaders", "SFlow", "XDR", "NetTypes",
            "JSON", "Spelling", "CLinux",
        ]
    ),
    Module(
        layer: 4,
        name: "Simulator",
        purpose: "runs a simulated cluster by the clock: to a collector or a capture, and the truth to a file",
        uses: ["Simulation", "CaptureFiles", "XDR", "NetTypes", "CLinux"]
    ),
    Module(
        layer: 4,
        name: "Webhooks",
        purpose: "tells other programs of events by HTTP",
        uses: ["Engine"],
        packages: [asyncHTTPClient, logging, serviceLifecycle],
        testUses: ["FlowLanguage"],
        testPackages: [hummingbird]
    ),
    // L5 faces
    Module(layer: 5, name: "Console", purpose: "the web console's files by path", uses: ["ConsoleAssets"]),
    Module(
        layer: 5,
        name: "AnalyzerAPI",
        purpose: "REST and streams over the engine",
        uses: [
            "NameResolution", "Exporters", "Engine", "MetricStore", "Enrichment", "Topology", "Workloads",
            "FlowLanguage", "FlowTables", "SFlow", "NetTypes", "JSON", "Exposition", "Spelling",
        ],
        packages: [hummingbird, logging, serviceLifecycle],
        testPackages: [nioEmbedded]
    ),
    // L6 executables
    Module(
        layer: 6,
        name: "starling",
        purpose: "the analyzer and the tools",
        uses: [
            "AnalyzerAPI", "Webhooks", "JSON", "Console", "Dump", "Simulator", "Simulation", "Ingest", "Exporters",
            "NameResolution", "Engine", "Enrichment", "FlowLanguage", "Agent", "NetTypes", "CLinux",
        ],
        packages: [argumentParser, asyncHTTPClient, logging, serviceLifecycle],
        kind: .executable,
        isTested: false
    ),
    Module(
        layer: 6,
        name: "starling-agent",
        purpose: "the agent",
        uses: [
            "Agent", "ControlGroups", "CRIWatcher", "DockerWatcher", "HostCounters", "Netlink", "PacketSampling",
            "SFlow",
            "NetTypes", "CLinux",
        ],
        kind: .executable,
        isTested: false
    ),
    // Instruments
    Module(
        layer: 0,
        name: "CBench",
        purpose: "counting allocations, running commands, sending at a rate, receiving and throwing away",
        kind: .c,
        path: "Benchmarks/CBench",
        tool: "bench"
    ),
    Module(
        layer: 7,
        name: "starling-bench",
        purpose: "measures the data plane, ingest and the agent",
        uses: [
            "Budget", "CBench", "CaptureFiles", "DatagramPrinting", "Engine", "FlowLanguage", "FlowTables",
            "PacketHeaders",
            "SFlow", "XDR",
            "NetTypes",
        ],
        kind: .executable,
        path: "Benchmarks/starling-bench",
        tool: "bench",
        isTested: false
    ),
    Module(layer: 0, name: "CFuzz", purpose: "libFuzzer's entry point", kind: .c, path: "Fuzz/CFuzz", tool: "fuzz"),
    Module(
        layer: 1,
        name: "Fuzzing",
        purpose: "runs libFuzzer over a closure",
        uses: ["CFuzz"],
        path: "Fuzz/Fuzzing",
        tool: "fuzz",
        isTested: false
    ),
    fuzzer("fuzz-datagram", of: "the datagram's printers", uses: ["DatagramPrinting", "SFlow", "JSON"]),
    fuzzer(
        "fuzz-header",
        of: "sampled headers",
        uses: ["DatagramPrinting", "FlowLanguage", "PacketHeaders", "SFlow", "XDR"]
    ),
    fuzzer("fuzz-ingest", of: "everything behind the socket", uses: ["Engine", "FlowLanguage", "NetTypes"]),
    fuzzer("fuzz-capture", of: "capture files", uses: ["CaptureFiles", "XDR"]),
    fuzzer("fuzz-definition", of: "flow definitions", uses: ["FlowLanguage"]),
    fuzzer("fuzz-configuration", of: "the agent's configuration", uses: ["Agent"]),
    fuzzer("fuzz-protobuf", of: "answers and events of container runtimes", uses: ["CRIWatcher"]),
    fuzzer("fuzz-json", of: "the JSON reader", uses: ["JSON"]),
    fuzzer(
        "fuzz-names",
        of: "what names addresses: DNS, databases, the IEEE's files",
        uses: ["NameResolution", "Enrichment", "NetTypes"]
    ),
    fuzzer("fuzz-docker", of: "what a container engine answers", uses: ["DockerWatcher", "Agent"]),
    // Tests only
    Module(
        layer: 2,
        name: "TestKit",
        purpose: "fixtures and checks that tests share",
        uses: ["SFlow", "XDR", "NetTypes", "CaptureFiles"],
        kind: .support,
        isTested: false
    ),
]

let byName = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0) })

for module in modules {
    for use in module.uses {
        guard let used = byName[use] else { fatalError("\(module.name) uses \(use), which is no module") }
        guard used.layer < module.layer else {
            fatalError("\(module.name) (L\(module.layer)) may not use \(use) (L\(used.layer)): layers point down only")
        }
        guard used.kind != .support else { fatalError("\(module.name) uses \(use), which is for tests only") }
    }
}

let tools = Set((Context.environment["STARLING_TOOLS"] ?? "").split(separator: ",").map(String.init))

/// The modules that STARLING_ONLY names; none: all.
let only = (Context.environment["STARLING_ONLY"] ?? "").split(separator: ",").map(String.init)

/// The modules to build: all, or those that STARLING_ONLY names with everything that they use.
let chosen: Set<String> = {
    if only.isEmpty { return Set(modules.filter { $0.tool.map(tools.contains) ?? true }.map(\.name)) }
    var open = only, closed: Set<String> = ["TestKit"]
    open += byName["TestKit"]!.uses
    while let name = open.popLast() {
        guard closed.insert(name).inserted else { continue }
        guard let module = byName[name] else { fatalError("STARLING_ONLY names \(name), which is no module") }
        open += module.uses + module.testUses
    }
    return closed
}()
let tested = only.isEmpty ? chosen : Set(only)

/// Fuzzers need every module to tell where execution went.
let instrumentation: [SwiftSetting] = tools.contains("fuzz") ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : []

/// Modules that are checked for every unmarked use of what is unsafe. The others speak to the kernel in most of their
/// lines, and to the C library.
let strict: Set = [
    "XDR", "NetTypes", "Spelling", "Budget", "JSON", "Exposition", "Protobuf", "SFlow", "PacketHeaders",
    "DatagramPrinting",
    "FlowLanguage",
    "FlowTables",
    "MetricStore",
    "Enrichment",
    "Topology",
    "Engine",
    "Ingest",
    "CaptureFiles",
    "Dump",
]

/// Modules whose objects belong to one thread at a time and are looked at for every packet. That no access to one overlaps
/// another is checked in debug builds, with which the tests run, and in fuzzers.
let perPacket: Set = ["FlowLanguage", "FlowTables", "MetricStore", "Engine"]

func settings(_ module: Module) -> [SwiftSetting] {
    common + (strict.contains(module.name) ? [.strictMemorySafety()] : [])
        + (perPacket.contains(module.name) && !tools.contains("fuzz")
            ? [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))] : [])
}

let common: [SwiftSetting] =
    instrumentation + [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableExperimentalFeature("Lifetimes"),
    ]

func target(_ module: Module) -> Target {
    let dependencies = module.uses.map { Target.Dependency.byName(name: $0) } + module.packages
    return switch module.kind {
    case .c:
        .target(
            name: module.name,
            path: module.path ?? "Sources/\(module.name)",
            publicHeadersPath: "include",
            cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror", "-std=gnu2x"])],
            linkerSettings: module.libraries.map { .linkedLibrary($0) }
        )
    case .swift:
        .target(
            name: module.name,
            dependencies: dependencies,
            path: module.path,
            exclude: module.exclude,
            swiftSettings: settings(module)
        )
    case .support:
        .target(name: module.name, dependencies: dependencies, path: "Tests/\(module.name)", swiftSettings: common)
    case .executable:
        .executableTarget(
            name: module.name,
            dependencies: dependencies,
            path: module.path,
            swiftSettings: settings(module),
            linkerSettings: linking(module)
        )
    }
}

/// The agent carries the parts of Swift's runtime that it uses: it runs on nodes that have none, and loads no others.
func linking(_ module: Module) -> [LinkerSetting] {
    if tools.contains("fuzz") { return [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])] }
    return module.name == "starling-agent" ? [.unsafeFlags(["-static-stdlib"])] : []
}

func tests(_ module: Module) -> Target {
    let uses = Set([module.name, "TestKit"] + module.uses + module.testUses + byName["TestKit"]!.uses).sorted()
    return .testTarget(
        name: "\(module.name)Tests",
        dependencies: uses.map { .byName(name: $0) } + module.packages + module.testPackages,
        swiftSettings: common
    )
}

let built = modules.filter { chosen.contains($0.name) }
let needsPackages = built.contains { !$0.packages.isEmpty }

let package = Package(
    name: "starling",
    products: [],
    dependencies: !needsPackages
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
            .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
            .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
            .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
            .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
            .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        ],
    targets: built.map(target)
        + built.filter { $0.isTested && $0.kind == .swift && tested.contains($0.name) }.map(tests)
)
