import SFlow
import SystemFiles
import XDR

/// /proc/loadavg: `0.11 0.06 0.03 1/100 8008`.
struct LoadAverage: Equatable {
    var one: Float = 0, five: Float = 0, fifteen: Float = 0
    /// Tasks that are runnable now, the reading one among them, and tasks that exist.
    var running: UInt32 = 0, total: UInt32 = 0

    init?(_ text: RawSpan) {
        var cursor = TextCursor(text)
        guard cursor.nextLine(), let one = cursor.decimal(), let five = cursor.decimal(),
            let fifteen = cursor.decimal(), let running = cursor.number(), cursor.skip(past: UInt8(ascii: "/")),
            let total = cursor.number()
        else { return nil }
        (self.one, self.five, self.fifteen) = (Float(one), Float(five), Float(fifteen))
        (self.running, self.total) = (UInt32(clamping: running), UInt32(clamping: total))
    }
}

/// /proc/stat: what all processors have done since the start, in clock ticks, and how many are online.
struct ProcessorStatistics: Equatable {
    /// user, nice, system, idle, iowait, irq, softirq, steal, guest, guest_nice; what an old kernel lacks is 0.
    var ticks: [10 of UInt64] = .init(repeating: 0)
    var processors: UInt32 = 0
    var interrupts: UInt64 = 0
    var contexts: UInt64 = 0

    init?(_ text: RawSpan) {
        var cursor = TextCursor(text), found = 0
        while found < 3, cursor.nextLine() {
            guard let name = cursor.word() else { continue }
            if cursor.starts(name, with: "cpu") {
                if name.count > 3 {
                    processors += 1
                } else if Self.read(&cursor, &ticks) {
                    found += 1
                }
            } else if cursor.matches(name, "intr"), let value = cursor.number() {
                interrupts = value
                found += 1
            } else if cursor.matches(name, "ctxt"), let value = cursor.number() {
                contexts = value
                found += 1
            }
        }
        guard found == 3, processors > 0 else { return nil }
    }

    private static func read(_ cursor: inout TextCursor, _ ticks: inout [10 of UInt64]) -> Bool {
        for index in 0..<10 {
            guard let value = cursor.number() else { return index >= 4 }
            ticks[index] = value
        }
        return true
    }

    static func == (a: ProcessorStatistics, b: ProcessorStatistics) -> Bool {
        for index in 0..<10 where a.ticks[index] != b.ticks[index] { return false }
        return a.processors == b.processors && a.interrupts == b.interrupts && a.contexts == b.contexts
    }
}

extension HostCPU {
    /// Times go from ticks to milliseconds before they are cut to 32 bits, so that they wrap at 2³² ms.
    mutating func set(_ statistics: ProcessorStatistics, ticksPerSecond: UInt64) {
        func milliseconds(_ index: Int) -> UInt32 {
            UInt32(truncatingIfNeeded: statistics.ticks[index] &* 1000 / max(1, ticksPerSecond))
        }
        (user, nice, system, idle) = (milliseconds(0), milliseconds(1), milliseconds(2), milliseconds(3))
        (wio, intr, sintr, steal) = (milliseconds(4), milliseconds(5), milliseconds(6), milliseconds(7))
        (guest, guestNice) = (milliseconds(8), milliseconds(9))
        cpuNum = statistics.processors
        interrupts = UInt32(truncatingIfNeeded: statistics.interrupts)
        contexts = UInt32(truncatingIfNeeded: statistics.contexts)
    }

    /// The agent is running while it reads; it does not count itself.
    mutating func set(_ load: LoadAverage) {
        (loadOne, loadFive, loadFifteen) = (load.one, load.five, load.fifteen)
        procRun = load.running - min(1, load.running)
        procTotal = load.total
    }
}
