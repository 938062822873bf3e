import SFlow
import SystemFiles
import Testing

@testable import HostCounters

@Suite struct DiskSourceTests {
    @Test func wholeDisksCountOnce() throws {
        var source = DiskStatistics(fixture("server")), buffer: [UInt8] = []
        var disk = HostDiskIO()
        let sum = try source.read(&buffer)
        disk.set(sum)
        // sda, nvme0n1, nvme1n1, vda, nbd0, cciss/c0d0
        #expect(disk.reads == 1000 + 5 + 90 + 1 + 2 + 3)
        #expect(disk.bytesRead == (20_000 + 50 + 900 + 10 + 20 + 30) * 512)
        #expect(disk.readTime == 300 + 6 + 90 + 1 + 2 + 3)
        #expect(disk.writes == 2000 + 7 + 90 + 1 + 2 + 3)
        #expect(disk.bytesWritten == (40_000 + 70 + 900 + 10 + 20 + 30) * 512)
        #expect(disk.writeTime == 600 + 8 + 90 + 1 + 2 + 3)
        let again = try source.read(&buffer)
        #expect(again == sum)
    }

    private func read(_ roots: SystemRoots) throws(SourceError) -> CounterTotal.Counters {
        var source = DiskStatistics(roots), buffer: [UInt8] = []
        return try source.read(&buffer)
    }

    @Test func garbageIsMalformed() {
        let roots = fixture("broken")
        #expect(throws: SourceError.malformed(roots.proc + "/diskstats")) { try read(roots) }
    }

    @Test func withoutSysfsThereIsNoData() {
        var roots = fixture("server")
        roots.sys = "/nowhere"
        let withoutSysfs = roots
        #expect(throws: SourceError.noData("/nowhere/block")) { try read(withoutSysfs) }
    }

    @Test func writableFileSystemsOnDisksCountOnce() throws {
        let roots = fixture("server")
        let sizes: [String: FileSystemUsage] = [
            "/": FileSystemUsage(total: 1000, free: 400, available: 350, identifier: 1),
            "/boot": FileSystemUsage(total: 100, free: 20, available: 10, identifier: 2),
            "/home of\tall": FileSystemUsage(total: 5000, free: 5000, available: 5000, identifier: 0),
            "/data": FileSystemUsage(total: 0, free: 0, available: 0, identifier: 0),
            "/rootagain": FileSystemUsage(total: 1000, free: 400, available: 350, identifier: 1),
        ]
        var asked: [String] = []
        var source = FileSystems(roots) { path in
            asked.append(String(path.dropFirst(roots.root.count)))
            return sizes[asked.last ?? ""]
        }
        var buffer: [UInt8] = []
        let space = try source.read(&buffer)
        #expect(asked == ["/", "/boot", "/home of\tall", "/data", "/rootagain"])
        #expect((space.total, space.available, space.fullest) == (6040, 5360, 8889))
    }

    @Test func howFullNothingIsIsUnknown() throws {
        var source = FileSystems(fixture("server")) { _ in nil }, buffer: [UInt8] = []
        let space = try source.read(&buffer)
        #expect((space.total, space.available, space.fullest) == (0, 0, .max))
    }

    @Test(
        arguments: [
            (100, 0, 0, 10_000), (100, 100, 100, 0), (0, 0, 0, 0), (100, 50, 50, 5000), (100, 200, 0, 0),
            (UInt64.max, 0, UInt64.max, 0),
        ] as [(UInt64, UInt64, UInt64, UInt32)]
    )
    func fullness(total: UInt64, free: UInt64, available: UInt64, expected: UInt32) {
        let usage = FileSystemUsage(total: total, free: free, available: available, identifier: 0)
        #expect(usage.usedHundredths == expected)
    }
}
