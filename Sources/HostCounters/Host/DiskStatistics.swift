import SFlow
import SystemFiles
import XDR

/// What all whole disks of /proc/diskstats have done, in the order of the file's columns.
///
/// A whole disk is a directory of /sys/block with a `device` that is not hidden: so partitions, loop, ram and zram
/// devices, md and device mapper over other disks are left out, whatever their number is, and the paths of a
/// multipath NVMe disk count once. A network block device (nbd) has no device and counts all the same.
struct DiskStatistics: ~Copyable {
    private var file: SystemFile
    private let blockDevices: String
    private var total = CounterTotal()
    /// The devices in the order of the file, as it was when their kind was looked up.
    private var known: [Device] = []

    private struct Device {
        var name: [UInt8]
        var isWholeDisk: Bool
    }

    init(_ roots: SystemRoots) {
        file = SystemFile(roots.proc + "/diskstats")
        blockDevices = roots.sys + "/block"
    }

    /// Reads, sectors read, ms reading, writes, sectors written, ms writing. A sector is 512 bytes everywhere.
    mutating func read(_ buffer: inout [UInt8]) throws(SourceError) -> CounterTotal.Counters {
        let count = try file.read(into: &buffer)
        guard exists(blockDevices) else { throw .noData(blockDevices) }
        guard add(buffer.span.bytes.extracting(first: count)) else { throw .malformed(file.path) }
        return total.sum
    }

    private mutating func add(_ text: RawSpan) -> Bool {
        var cursor = TextCursor(text), line = 0
        total.beginRound()
        defer { total.endRound() }
        while cursor.nextLine() {
            guard let major = cursor.number(), let minor = cursor.number(), let name = cursor.word() else {
                return false
            }
            defer { line += 1 }
            guard isWholeDisk(name, cursor.bytes, line: line) else { continue }
            guard let counters = Self.counters(&cursor) else { return false }
            total.add(major << 32 | minor & 0xffff_ffff, counters)
        }
        return true
    }

    private static func counters(_ cursor: inout TextCursor) -> CounterTotal.Counters? {
        guard let reads = cursor.number(), cursor.skip(1), let sectorsRead = cursor.number(),
            let readTime = cursor.number(), let writes = cursor.number(), cursor.skip(1),
            let sectorsWritten = cursor.number(), let writeTime = cursor.number()
        else { return nil }
        return CounterTotal.Counters(reads, sectorsRead, readTime, writes, sectorsWritten, writeTime, 0, 0)
    }

    private mutating func isWholeDisk(_ range: Range<Int>, _ bytes: RawSpan, line: Int) -> Bool {
        if line < known.count, bytes.equals(range, known[line].name) { return known[line].isWholeDisk }
        known.removeSubrange(min(line, known.count)...)
        let name = range.map { bytes.byte($0) }
        known.append(Device(name: name, isWholeDisk: looksWhole(String(decoding: name, as: UTF8.self))))
        return known[line].isWholeDisk
    }

    /// sysfs writes `!` where a device's name has `/`.
    private func looksWhole(_ name: String) -> Bool {
        let directory = blockDevices + "/" + String(name.map { $0 == "/" ? "!" : $0 })
        guard exists(directory), firstLine(directory + "/hidden") != "1" else { return false }
        return exists(directory + "/device") || name.hasPrefix("nbd")
    }
}

extension HostDiskIO {
    mutating func set(_ sum: CounterTotal.Counters) {
        reads = UInt32(truncatingIfNeeded: sum[0])
        bytesRead = sum[1] &* 512
        readTime = UInt32(truncatingIfNeeded: sum[2])
        writes = UInt32(truncatingIfNeeded: sum[3])
        bytesWritten = sum[4] &* 512
        writeTime = UInt32(truncatingIfNeeded: sum[5])
    }
}
