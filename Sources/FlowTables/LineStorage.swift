/// A line of the processor's caches.
enum CacheLine {
    static let bytes = 64
}

/// Words of memory that one value has alone, from the beginning of a line of the processor's caches on.
///
/// A pointer and no more: whoever has it knows how many words there are, so that no count beside them is read for each look.
@unsafe struct LineStorage: ~Copyable {
    let words: UnsafeMutablePointer<UInt64>

    /// The words are not initialized.
    init(count: Int) {
        let bytes = max(count, 1) * MemoryLayout<UInt64>.stride
        let base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: CacheLine.bytes)
        unsafe words = unsafe base.bindMemory(to: UInt64.self, capacity: max(count, 1))
    }

    init(zeros count: Int) {
        unsafe self.init(count: count)
        unsafe words.initialize(repeating: 0, count: count)
    }

    deinit { unsafe words.deallocate() }
}

// The words belong to this value alone.
extension LineStorage: @unchecked Sendable {}
