import Glibc
import Synchronization

/// What this process costs, and what the machine has.
struct ProcessReading: Hashable, Sendable {
    var processors = 1
    /// Milliseconds of CPU that the process has used.
    var cpuTime = 0
    /// Of all processors, 0 to 1, over the last second or more.
    var systemLoad = 0.0, processLoad = 0.0
    /// Bytes.
    var memoryTotal = 0, memoryAvailable = 0, residentMemory = 0, virtualMemory = 0
    /// The bytes that the process may use: its control group's limit, or the machine's memory.
    var memoryLimit = 0
    var threads = 0, mostThreads = 0
    /// File descriptors that are open, and that may be.
    var openFiles = 0, mostFiles = 0
    /// Seconds since 1970.
    var startTime = 0.0
}

/// Reads them from procfs. Loads are differences; they are renewed at most once a second, whoever asks.
final class ProcessMonitor: Sendable {
    private struct State {
        var base: CPUTicks?
        var baseTime = ContinuousClock.now
        var systemLoad = 0.0, processLoad = 0.0
        var mostThreads = 0
    }

    private let roots: SystemRoots
    private let state = Mutex(State())

    init(roots: SystemRoots) {
        self.roots = roots
        state.withLock { $0.base = ticks() }
    }

    func read(at now: ContinuousClock.Instant = .now) -> ProcessReading {
        var reading = ProcessReading(processors: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        if let text = readText(roots.proc + "/self/stat"), let process = ProcessStat(text) {
            reading.cpuTime = process.ticks * 1000 / ticksPerSecond
            reading.residentMemory = process.residentPages * sysconf(Int32(_SC_PAGESIZE))
            reading.virtualMemory = process.virtualMemory
            reading.threads = process.threads
            reading.startTime = bootTime + Double(process.start) / Double(ticksPerSecond)
        }
        readFiles(&reading)
        readMemory(&reading)
        readLoads(&reading, now)
        return reading
    }

    private func readMemory(_ reading: inout ProcessReading) {
        let memory = readText(roots.proc + "/meminfo") ?? ""
        reading.memoryTotal = kibibytes("MemTotal:", in: memory) * 1024
        reading.memoryAvailable = kibibytes("MemAvailable:", in: memory) * 1024
        let limits = ["/memory.max", "/memory/memory.limit_in_bytes"]
            .compactMap { readText(roots.cgroup + $0) }
            .compactMap { Int($0.prefix { $0.isNumber }) }
        reading.memoryLimit = limits.filter { $0 > 0 }.reduce(reading.memoryTotal, min)
    }

    private func readFiles(_ reading: inout ProcessReading) {
        if let folder = opendir(roots.proc + "/self/fd") {
            while let entry = readdir(folder) {
                if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { reading.openFiles += 1 }
            }
            closedir(folder)
            // One of them reads the folder.
            reading.openFiles -= 1
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            reading.mostFiles = Int(clamping: limit.rlim_cur)
        }
    }

    /// When the machine started, in seconds since 1970.
    private var bootTime: Double {
        let line = (readText(roots.proc + "/stat") ?? "").split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) } ?? 0
    }

    private func readLoads(_ reading: inout ProcessReading, _ now: ContinuousClock.Instant) {
        state.withLock { state in
            if now - state.baseTime >= .seconds(1), let ticks = ticks() {
                if let base = state.base { (state.systemLoad, state.processLoad) = ticks.loads(since: base) }
                state.base = ticks
                state.baseTime = now
            }
            state.mostThreads = max(state.mostThreads, reading.threads)
            reading.systemLoad = state.systemLoad
            reading.processLoad = state.processLoad
            reading.mostThreads = state.mostThreads
        }
    }

    private func ticks() -> CPUTicks? {
        guard let system = readText(roots.proc + "/stat"), let own = readText(roots.proc + "/self/stat") else {
            return nil
        }
        return CPUTicks(system: system, process: own)
    }

    private var ticksPerSecond: Int { max(1, sysconf(Int32(_SC_CLK_TCK))) }
}

/// The fields of `/proc/PID/stat` that are needed, by their number in proc(5).
struct ProcessStat: Hashable {
    var ticks: Int, threads: Int, virtualMemory: Int, residentPages: Int
    /// In ticks since the machine started.
    var start: Int

    init?(_ text: String) {
        // The name of the program, field 2, stands in parentheses and may hold anything.
        guard let close = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: close)...].split(whereSeparator: \.isWhitespace)
        func field(_ number: Int) -> Int? { fields.count > number - 3 ? Int(fields[number - 3]) : nil }
        guard let user = field(14), let system = field(15), let threads = field(20), let start = field(22),
            let size = field(23), let pages = field(24)
        else { return nil }
        ticks = user + system
        self.threads = threads
        virtualMemory = size
        residentPages = pages
        self.start = start
    }
}

/// CPU ticks of all processors and of this process.
struct CPUTicks: Hashable {
    var total: Int, idle: Int, process: Int

    init?(system: String, process: String) {
        guard let line = system.split(separator: "\n").first(where: { $0.hasPrefix("cpu ") }),
            let process = ProcessStat(process)
        else { return nil }
        // Guest time (fields 9 and 10) is already in user time.
        let fields = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
        guard fields.count >= 5 else { return nil }
        total = fields.reduce(0, +)
        idle = fields[3] + fields[4]
        self.process = process.ticks
    }

    func loads(since base: CPUTicks) -> (system: Double, process: Double) {
        let all = Double(total - base.total)
        guard all > 0 else { return (0, 0) }
        func share(_ ticks: Double) -> Double { min(max(ticks / all, 0), 1) }
        return (share(all - Double(idle - base.idle)), share(Double(process - base.process)))
    }
}

private func kibibytes(_ name: String, in text: String) -> Int {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return 0 }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
}
