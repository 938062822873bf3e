import Glibc

/// Lines on standard error, and a line about progress that others overwrite.
struct Diagnostics {
    /// Tells a line; injected in tests.
    private let write: (String) -> Void
    private var showsProgress = false

    init(write: @escaping (String) -> Void = Diagnostics.standardError) { self.write = write }

    private static func standardError(_ text: String) {
        var text = text
        text.withUTF8 { unsafe _ = Glibc.write(2, $0.baseAddress, $0.count) }
    }

    /// A line for whoever looks.
    mutating func say(_ line: String) {
        clearProgress()
        write("starling dump: \(line)\n")
    }

    /// Text that has its own lines.
    mutating func show(_ text: String) {
        clearProgress()
        write(text)
    }

    /// Replaces the line about progress.
    mutating func progress(_ line: String) {
        write("\r\(line)\u{1b}[K")
        showsProgress = true
    }

    private mutating func clearProgress() {
        guard showsProgress else { return }
        showsProgress = false
        write("\r\u{1b}[K")
    }

    mutating func endProgress() { clearProgress() }
}

/// Lets a few lines through at once, and then one in a while, saying how many were kept back.
struct LineLimit {
    static let burst = 5
    /// Nanoseconds.
    static let pause: UInt64 = 10_000_000_000

    private var left = burst
    private var next: UInt64 = 0
    private var suppressed = 0

    /// Whether a line is told now, and how many were not before it.
    mutating func admit(now: UInt64) -> (tell: Bool, suppressed: Int) {
        if left == 0, now < next {
            suppressed += 1
            return (false, 0)
        }
        if left > 0 { left -= 1 }
        next = now + Self.pause
        defer { suppressed = 0 }
        return (true, suppressed)
    }
}
