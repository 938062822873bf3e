import CaptureFiles
import Glibc

/// How far a long file has been read, told now and then where that does not get mixed up with the output.
struct FileProgress {
    /// Nanoseconds.
    private static let interval: UInt64 = 500_000_000
    private static let leastSize = 16 << 20

    private let size: Int
    private let path: String
    private var next: UInt64

    init(_ plan: DumpPlan, _ path: String) {
        self.path = path
        var status = stat()
        let isShown =
            plan.terminal.isError && !(plan.terminal.isOutput && plan.outputPath == nil && plan.form != .nothing)
        let isFile = unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isShown && isFile ? Int(status.st_size) : 0
        next = size > 0 ? SystemClock.monotonic + Self.interval : 0
    }

    mutating func show(_ packet: CapturedPacket, _ tally: DumpTally, _ diagnostics: inout Diagnostics) {
        guard size >= Self.leastSize else { return }
        let now = SystemClock.monotonic
        guard now >= next else { return }
        next = now + Self.interval
        let part = min(100, packet.offset * 100 / size)
        diagnostics.progress("\(path): \(part)%, \(tally.datagrams) datagrams")
    }
}
