import NetTypes
import Synchronization
import XDR

/// A text as flow programs have it: its number in a `TextTable`, and half of its hash, which tells texts apart that have had
/// the same number one after the other.
package struct InternedText: Hashable, Sendable {
    /// The number in the low 32 bits, the hash in the high 64.
    let bits: UInt128

    init(bits: UInt128) { self.bits = bits }

    init(number: UInt32, hash: UInt128) { bits = (hash & ~UInt128(UInt64.max)) | UInt128(number) }

    package var number: UInt32 { UInt32(truncatingIfNeeded: bits) }
}

/// The texts that keys have as values, by number: one table for all threads, bounded in count and bytes.
///
/// A thread asks it only for what its `TextCache` does not know. Numbers that nothing holds any more are found by a sweep
/// (`beginSweep`, `endSweep`), and given to other texts only after the sweep that follows: an answer that is being made
/// meanwhile still finds its texts.
package final class TextTable: Sendable {
    /// Bytes of a text; longer ones are cut.
    package static let lengthLimit = 1024

    /// Texts, with the literals of definitions, and bytes of them, at most.
    package let maximumCount: Int, maximumBytes: Int
    let hasher: TextHasher
    private let store = Mutex(TextStore())

    package init(maximumCount: Int = 1 << 20, maximumBytes: Int = 64 << 20) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
        hasher = TextHasher()
    }

    /// What the table holds, and what it had to refuse.
    package var status: TextStatus { store.withLock { $0.status } }
}

/// How full a `TextTable` is.
package struct TextStatus: Hashable, Sendable {
    package var count = 0, bytes = 0
    /// Texts that were refused because there was no room.
    package var refused = 0
}

// MARK: Texts and numbers

extension TextTable {
    /// The number of a text, a new one if need be; `nil` where there is no room. The bytes should be UTF-8; what is none is
    /// repaired.
    package func intern(_ text: RawSpan) -> InternedText? { intern(text, hash: hasher(text)) }

    package func intern(_ text: String) -> InternedText? {
        var text = text
        return text.withUTF8Bytes { intern($0) }
    }

    func intern(_ text: RawSpan, hash: UInt128) -> InternedText? {
        if let known = store.withLock({ $0.touch(hash) }) { return known }
        guard text.byteCount <= Self.lengthLimit, let valid = text.validText else { return internRepaired(text) }
        return add(valid, hash)
    }

    /// The number of a text that a definition has for a literal: there is always room for it, and it is kept until
    /// `unpin`.
    func pin(_ text: String) -> InternedText {
        var text = text
        let hash = text.withUTF8Bytes { hasher($0) }
        return store.withLock { $0.pin(text, hash) }
    }

    func unpin(_ texts: [InternedText]) {
        store.withLock { store in for text in texts { store.unpin(text.number) } }
    }

    /// The text of a number; empty where there is none.
    package func text(_ number: UInt32) -> String { store.withLock { $0.text(number) } }

    private func add(_ text: String, _ hash: UInt128) -> InternedText? {
        store.withLock { $0.add(text, hash, maximumCount, maximumBytes) }
    }

    /// Bytes that are not UTF-8, or too many, stand for the text that they are repaired to.
    private func internRepaired(_ bytes: RawSpan) -> InternedText? {
        var text = bytes.text(ByteRange(count: min(bytes.byteCount, Self.lengthLimit)))
        while text.utf8.count > Self.lengthLimit { text.removeLast() }
        return text.withUTF8Bytes { bytes in
            let hash = hasher(bytes)
            return store.withLock { $0.touch(hash) } ?? add(bytes.text(ByteRange(count: bytes.byteCount)), hash)
        }
    }
}

extension RawSpan {
    /// The bytes as text; `nil` where they are not UTF-8.
    fileprivate var validText: String? { String(validating: copy(ByteRange(count: byteCount)), as: UTF8.self) }
}

extension String {
    mutating func withUTF8Bytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        withUTF8 { body(unsafe RawSpan(_unsafeElements: $0)) }
    }
}

// MARK: Sweeps

extension TextTable {
    /// More than half of the room is taken.
    package var isHalfFull: Bool {
        let status = status
        return status.count > maximumCount / 2 || status.bytes > maximumBytes / 2
    }

    /// Begins a sweep: from now on each text that is asked for is kept. What follows, for each thread: under what keeps it
    /// from running, the numbers that its tables hold are marked and its `FlowThread` forgets its texts.
    package func beginSweep() -> TextMarks { store.withLock { $0.beginSweep() } }

    /// Frees what was neither marked nor asked for since the sweep began.
    package func endSweep(_ marks: TextMarks) {
        var first = 0
        store.withLock { $0.releaseQuarantine() }
        // In parts, so that no thread waits for long.
        while first < marks.count {
            store.withLock { $0.sweep(first..<min(first + 4096, marks.count), marks) }
            first += 4096
        }
    }
}

/// The texts that tables hold, found by a sweep.
package struct TextMarks: Sendable {
    /// Numbers that there were when the sweep began.
    let count: Int
    private var bits: [UInt64]

    init(count: Int) {
        self.count = count
        bits = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// Marks the text of this number as held.
    package mutating func insert(_ number: UInt32) {
        guard number < count else { return }
        bits[Int(number >> 6)] |= 1 << UInt64(number & 63)
    }

    func contains(_ number: Int) -> Bool { bits[number >> 6] >> UInt64(number & 63) & 1 != 0 }
}
