import Glibc
import SFlow
import SystemFiles
import XDR

/// host_cpu, 0:2003, from /proc/loadavg, /proc/stat, /proc/uptime and, for the clock rate, /proc/cpuinfo or cpufreq.
struct ProcessorSource: ~Copyable {
    private var load: SystemFile
    private var statistics: SystemFile
    private var uptime: SystemFile
    private var clockRate: ClockRateSource
    /// The clock rate in MHz and the uptime in seconds at which it was read.
    private var rate: (megahertz: UInt32, at: UInt32)?
    /// The clock rate costs as much as all else here, and is only shown: it is read again after so many seconds.
    private static let rateInterval: UInt32 = 10
    private let ticksPerSecond = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))

    init(_ roots: SystemRoots) {
        load = SystemFile(roots.proc + "/loadavg")
        statistics = SystemFile(roots.proc + "/stat")
        uptime = SystemFile(roots.proc + "/uptime")
        clockRate = ClockRateSource(roots)
    }

    mutating func read(_ buffer: inout [UInt8]) throws(SourceError) -> HostCPU {
        var cpu = HostCPU()
        var count = try load.read(into: &buffer)
        guard let average = LoadAverage(buffer.span.bytes.extracting(first: count)) else { throw .malformed(load.path) }
        cpu.set(average)
        count = try statistics.read(into: &buffer)
        guard let ticks = ProcessorStatistics(buffer.span.bytes.extracting(first: count))
        else { throw .malformed(statistics.path) }
        cpu.set(ticks, ticksPerSecond: ticksPerSecond)
        cpu.uptime = try readUptime(&buffer)
        cpu.cpuSpeed = readRate(&buffer, now: cpu.uptime)
        return cpu
    }

    private mutating func readRate(_ buffer: inout [UInt8], now: UInt32) -> UInt32 {
        if let rate, now &- rate.at < Self.rateInterval { return rate.megahertz }
        let megahertz = clockRate.megahertz(&buffer)
        rate = (megahertz, now)
        return megahertz
    }

    private mutating func readUptime(_ buffer: inout [UInt8]) throws(SourceError) -> UInt32 {
        let count = try uptime.read(into: &buffer)
        var cursor = TextCursor(buffer.span.bytes.extracting(first: count))
        guard cursor.nextLine(), let seconds = cursor.decimal() else { throw .malformed(uptime.path) }
        return UInt32(truncatingIfNeeded: UInt64(min(seconds, 1e15)))
    }
}

/// The clock rate of the first processor in MHz; 0 where the system does not say.
struct ClockRateSource: ~Copyable {
    private var information: SystemFile
    private var current: SystemFile
    private var highest: SystemFile

    /// The first page: asking for more makes the kernel look at every processor.
    private static let firstPage = 4096

    init(_ roots: SystemRoots) {
        let frequency = roots.sys + "/devices/system/cpu/cpu0/cpufreq/"
        information = SystemFile(roots.proc + "/cpuinfo")
        current = SystemFile(frequency + "scaling_cur_freq")
        highest = SystemFile(frequency + "cpuinfo_max_freq")
    }

    mutating func megahertz(_ buffer: inout [UInt8]) -> UInt32 {
        if let count = try? information.read(into: &buffer, limit: Self.firstPage),
            let rate = processorMegahertz(buffer.span.bytes.extracting(first: count))
        {
            return rate
        }
        return Self.megahertz(&current, &buffer) ?? Self.megahertz(&highest, &buffer) ?? 0
    }

    /// cpufreq's files hold kHz.
    private static func megahertz(_ file: inout SystemFile, _ buffer: inout [UInt8]) -> UInt32? {
        guard let count = try? file.read(into: &buffer, limit: 64) else { return nil }
        var cursor = TextCursor(buffer.span.bytes.extracting(first: count))
        guard cursor.nextLine(), let value = cursor.number() else { return nil }
        return UInt32(clamping: value / 1000)
    }
}

/// The first clock rate in /proc/cpuinfo: `cpu MHz : 2596.098` on x86 and s390 (`cpu MHz dynamic`),
/// `clock : 2000.000000MHz` on POWER. ARM and RISC-V have none.
func processorMegahertz(_ text: RawSpan) -> UInt32? {
    var cursor = TextCursor(text)
    while cursor.nextLine() {
        guard let name = cursor.word() else { continue }
        if cursor.matches(name, "cpu"), let unit = cursor.word(), cursor.matches(unit, "MHz") {
            guard cursor.skip(past: UInt8(ascii: ":")), let rate = cursor.decimal() else { return nil }
            return UInt32(min(rate.rounded(), 1e9))
        }
        if cursor.matches(name, "clock"), cursor.skip(past: UInt8(ascii: ":")) {
            guard let word = cursor.word(until: UInt8(ascii: "M")) else { return nil }
            return Double(cursor.text(word)).map { UInt32(max(0, min($0.rounded(), 1e9))) }
        }
    }
    return nil
}
