/// A window on the bytes of a capture that are not read yet. It is as large as the longest record that was asked for.
struct CaptureInput: ~Copyable {
    /// The window at first: large enough that a read costs little for each packet, and small enough for the cache.
    static let usualSize = 256 << 10

    private let source: CaptureSource
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0
    /// Where the window begins in the file.
    private(set) var offset = 0
    /// Whether there is nothing behind what is in the window, and never will be.
    private(set) var hasEnded = false

    init(_ source: CaptureSource, size: Int = CaptureInput.usualSize) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: size)
    }

    /// How many bytes are in the window.
    var left: Int {
        @inline(__always) get { end &- start }
    }

    /// The bytes in the window.
    var bytes: RawSpan {
        @inline(__always) @_lifetime(borrow self) get { unsafe buffer.span.bytes.extracting(start..<end) }
    }

    /// The bytes that were stepped over last.
    @inline(__always) @_lifetime(borrow self)
    func passed(_ count: Int) -> RawSpan { unsafe buffer.span.bytes.extracting(start &- count..<start) }

    /// Steps over bytes that are in the window.
    @inline(__always)
    mutating func skip(_ count: Int) {
        start &+= count
        offset &+= count
    }

    /// Sees that at least `count` bytes are in the window.
    /// - Returns: false where there are not so many, or not yet.
    /// - Throws: `truncated` where the file ends behind some bytes, but not as many.
    @inline(__always)
    mutating func require(_ count: Int) throws(CaptureError) -> Bool {
        if left >= count { return true }
        return try fill(count)
    }

    @inline(never)
    private mutating func fill(_ count: Int) throws(CaptureError) -> Bool {
        makeRoom(count)
        while left < count {
            switch try source.read(into: &buffer, from: end, position: offset + left) {
            case .bytes(let more): end += more
            case .later: return false
            case .end:
                hasEnded = true
                guard left == 0 else { throw .truncated(at: offset) }
                return false
            }
        }
        return true
    }

    /// Moves what is left to the start of the buffer, which grows if it is too small.
    private mutating func makeRoom(_ count: Int) {
        if start > 0 {
            for index in 0..<left { buffer[index] = buffer[start + index] }
            (start, end) = (0, left)
        }
        if buffer.count < count { buffer += [UInt8](repeating: 0, count: count - buffer.count) }
    }

    /// Waits until there may be more in the file, or until `stop` is readable. The window of a file that begins anew is
    /// empty.
    mutating func wait(stop: Int32) throws(CaptureError) -> CaptureSource.Wake {
        let wake = try source.wait(position: offset + left, stop: stop)
        if wake == .anew { (start, end, offset) = (0, 0, 0) }
        return wake
    }
}
