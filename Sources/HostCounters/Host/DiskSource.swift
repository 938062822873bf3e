import SFlow
import SystemFiles
import XDR

/// host_disk_io, 0:2005, from /proc/diskstats, /sys/block and the mounted file systems.
struct DiskSource: ~Copyable {
    private var statistics: DiskStatistics
    private var fileSystems: FileSystems

    init(_ roots: SystemRoots, usage: @escaping (String) -> FileSystemUsage? = FileSystemUsage.ofMountPoint) {
        statistics = DiskStatistics(roots)
        fileSystems = FileSystems(roots, usage: usage)
    }

    mutating func read(_ buffer: inout [UInt8]) throws(SourceError) -> HostDiskIO {
        var result = HostDiskIO()
        result.set(try statistics.read(&buffer))
        let space = try fileSystems.read(&buffer)
        (result.total, result.free, result.partMaxUsed) = (space.total, space.available, space.fullest)
        return result
    }
}
