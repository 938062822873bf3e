import ArgumentParser
import Dump
import Glibc
import Simulation
import Simulator

/// `starling simulate`
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends the sFlow of a cluster that does not exist: nodes, switches, containers, GPUs, flows, drops.",
        discussion: """
            starling simulate                          180 nodes, to 127.0.0.1:6343
            starling simulate --nodes 6 --polling 1    a small cluster, every second
            starling simulate --rate line              as fast as the socket takes it
            starling simulate --truth truth.jsonl      and what really happens
            starling simulate -w x.pcap --duration 60  a minute as a capture, at once

            The same --seed and --start give the same datagrams. SIGINT and SIGTERM end it.
            """
    )

    @OptionGroup(title: "The cluster") var cluster: SimulatedClusterOptions
    @OptionGroup(title: "Where it goes") var output: SimulationOutputOptions
    @OptionGroup(title: "Time") var time: SimulationTimeOptions

    func validate() throws { _ = try plan() }

    func run() throws {
        do {
            try SimulationRun(try plan()).run()
        } catch let error as SimulatorError {
            write("starling simulate: \(error)\n", to: 2)
            throw ExitCode.failure
        }
    }

    private func plan() throws -> SimulationPlan {
        var plan = SimulationPlan()
        try cluster.set(&plan)
        try output.set(&plan)
        try time.set(&plan)
        if case .capture = plan.destination, plan.duration == nil {
            throw ValidationError("--write needs --duration: the capture would grow until the disk is full.")
        }
        plan.showsProgress = isatty(2) == 1
        if let problem = plan.options.problem { throw ValidationError("\(problem).") }
        return plan
    }
}

/// How large it is and how much of it is seen.
struct SimulatedClusterOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Nodes, 1 to 50000.", valueName: "n"))
    var nodes = 180

    @Option(name: .long, help: ArgumentHelp("Containers on each node, 0 to 120; some come and go.", valueName: "n"))
    var containers = 20

    @Option(name: .long, help: ArgumentHelp("Another number is another cluster.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        name: .long,
        help: ArgumentHelp("Sample one packet in so many. (default: 1000, or what --rate needs)", valueName: "n")
    )
    var sampling: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "About so many packet samples a second by all agents together; line: as fast as they are taken.",
            valueName: "n|line"
        )
    )
    var rate: SimulatedRate?

    @Option(name: .long, help: ArgumentHelp("Seconds between the counters of a data source, 1 to 300.", valueName: "s"))
    var polling = 30

    func set(_ plan: inout SimulationPlan) throws {
        plan.options.nodes = nodes
        plan.options.containers = containers
        plan.options.seed = seed
        plan.options.sampling = sampling
        plan.options.polling = polling
        switch rate {
        case .line:
            plan.speed = nil
            plan.options.samplesPerSecond = Self.lineSamples
        case .samples(let number): plan.options.samplesPerSecond = number
        case nil: break
        }
    }

    /// A second of the simulation has so many where it does not matter how long it takes.
    private static let lineSamples = 1_000_000.0
}

/// `--rate`
enum SimulatedRate: Equatable, ExpressibleByArgument {
    case line
    case samples(Double)

    init?(argument: String) {
        if argument == "line" {
            self = .line
        } else if let number = Double(argument), number >= 1, number <= 100_000_000 {
            self = .samples(number)
        } else {
            return nil
        }
    }
}

/// Where datagrams go, and what is told of them.
struct SimulationOutputOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Send to this address or name. (default: 127.0.0.1:6343)", valueName: "host:port")
    )
    var collector: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write a capture instead, without waiting; - is standard output.", valueName: "file"),
        completion: .file()
    )
    var write: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write what really happens as lines of JSON; - is standard output.", valueName: "file"),
        completion: .file()
    )
    var truth: String?

    @Option(name: .long, help: ArgumentHelp("Seconds that each report of it is about.", valueName: "s"))
    var truthInterval = 10

    @Option(
        name: .long,
        help: ArgumentHelp("Write the switches and their links, for PUT /topology/json.", valueName: "file"),
        completion: .file()
    )
    var topology: String?

    func set(_ plan: inout SimulationPlan) throws {
        if let write {
            if collector != nil { throw ValidationError("Either --collector or --write: a capture is sent to nobody.") }
            plan.destination = .capture(write)
            plan.speed = nil
        } else if let collector {
            guard let target = ForwardTarget(collector) else {
                throw ValidationError(
                    "--collector '\(collector)' is no address: write 192.0.2.1:6343 or [2001:db8::1]:6343."
                )
            }
            plan.destination = .collector(host: target.host, port: target.port)
        }
        plan.truthPath = truth
        plan.topologyPath = topology
        if truth != nil { plan.options.truthInterval = truthInterval }
        let outputs = [write, truth, topology].compactMap(\.self)
        if outputs.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one file can be standard output (-).")
        }
    }
}

/// When it begins and ends, and how fast it goes.
struct SimulationTimeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("End after so many of its seconds. (default: at SIGINT)", valueName: "s")
    )
    var duration: Double?

    @Option(name: .long, help: ArgumentHelp("Let its time go so many times faster, 0.01 to 1000.", valueName: "factor"))
    var speed: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("When it begins, UTC: 2026-01-31T12:00:00Z. (default: now)", valueName: "time")
    )
    var start: String?

    func set(_ plan: inout SimulationPlan) throws {
        if let duration {
            guard duration > 0, duration <= Double(SimulationOptions.maximumSeconds) else {
                throw ValidationError(
                    "--duration is to be more than 0 and at most \(SimulationOptions.maximumSeconds)."
                )
            }
            plan.duration = duration
        }
        if let speed {
            guard (0.01...1000).contains(speed) else {
                throw ValidationError("--speed is to be 0.01 to 1000, not \(speed).")
            }
            if plan.speed == nil {
                throw ValidationError("--speed does not go with --rate line or --write, which do not wait.")
            }
            plan.speed = speed
        }
        plan.options.start = Int64(timeOfDay().tv_sec) * 1000
        if let start {
            guard let time = parseUTC(start) else {
                throw ValidationError("--start '\(start)' is no time: write it as 2026-01-31T12:00:00Z.")
            }
            plan.options.start = time
        }
    }
}
