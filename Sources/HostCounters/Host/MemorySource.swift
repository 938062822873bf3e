import Glibc
import SFlow
import SystemFiles
import XDR

/// host_memory, 0:2004, from /proc/meminfo and /proc/vmstat.
struct MemorySource: ~Copyable {
    private var memory: SystemFile
    private var paging: SystemFile
    private let pageSize = UInt64(max(1024, sysconf(Int32(_SC_PAGESIZE))))

    init(_ roots: SystemRoots) {
        memory = SystemFile(roots.proc + "/meminfo")
        paging = SystemFile(roots.proc + "/vmstat")
    }

    mutating func read(_ buffer: inout [UInt8]) throws(SourceError) -> HostMemory {
        var result = HostMemory()
        var count = try memory.read(into: &buffer)
        guard result.setMemory(buffer.span.bytes.extracting(first: count)) else { throw .malformed(memory.path) }
        count = try paging.read(into: &buffer)
        guard result.setPaging(buffer.span.bytes.extracting(first: count), pageSize: pageSize)
        else { throw .malformed(paging.path) }
        return result
    }
}

extension HostMemory {
    /// From /proc/meminfo, whose kB are KiB. `cached` is the page cache with the slabs that can be reclaimed, which is
    /// what `free` shows; `shared` is Shmem, which is part of it. False where a total is missing.
    mutating func setMemory(_ text: RawSpan) -> Bool {
        var cursor = TextCursor(text), found = 0, slabs: UInt64 = 0
        while cursor.nextLine() {
            guard let name = cursor.word(until: UInt8(ascii: ":")), let kibibytes = cursor.number() else { continue }
            let bytes = kibibytes &* 1024
            switch cursor.byte(name.lowerBound) {
            case UInt8(ascii: "M"):
                if cursor.matches(name, "MemTotal") { (total, found) = (bytes, found + 1) }
                if cursor.matches(name, "MemFree") { (free, found) = (bytes, found + 1) }
            case UInt8(ascii: "B"): if cursor.matches(name, "Buffers") { buffers = bytes }
            case UInt8(ascii: "C"): if cursor.matches(name, "Cached") { cached = bytes }
            case UInt8(ascii: "S"):
                if cursor.matches(name, "Shmem") { shared = bytes }
                if cursor.matches(name, "SReclaimable") { slabs = bytes }
                if cursor.matches(name, "SwapTotal") { swapTotal = bytes }
                if cursor.matches(name, "SwapFree") { swapFree = bytes }
            default: break
            }
        }
        cached &+= slabs
        return found == 2
    }

    /// From /proc/vmstat: `pgpgin` and `pgpgout` count KiB, `pswpin` and `pswpout` pages; on the wire all are pages.
    /// False where one of the first two is missing; a kernel without swap lacks the others, and has swapped nothing.
    mutating func setPaging(_ text: RawSpan, pageSize: UInt64) -> Bool {
        var cursor = TextCursor(text), found = 0
        while found < 4, cursor.nextLine() {
            guard let name = cursor.word(), cursor.starts(name, with: "p"), let value = cursor.number() else {
                continue
            }
            let pages = UInt32(truncatingIfNeeded: value / (pageSize / 1024))
            if cursor.matches(name, "pgpgin") { (pageIn, found) = (pages, found + 1) }
            if cursor.matches(name, "pgpgout") { (pageOut, found) = (pages, found + 1) }
            if cursor.matches(name, "pswpin") { (swapIn, found) = (UInt32(truncatingIfNeeded: value), found + 1) }
            if cursor.matches(name, "pswpout") { (swapOut, found) = (UInt32(truncatingIfNeeded: value), found + 1) }
        }
        return found >= 2
    }
}
