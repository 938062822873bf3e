import XDR

/// The names that are not the standard's, by number: those of applications and of labels.
///
/// A name is kept while a data source has it, and the number of names is bounded, so that a flood of names costs no more
/// than the bound and is forgotten after it. Those that the analyzer itself gives a meaning are kept for good.
package struct MetricNames: Sendable {
    private struct Entry {
        var text: String
        /// The data sources that have it.
        var sources: Set<Int> = []
        /// When it last came, in milliseconds of the analyzer's clock.
        var updated = Int64.min
    }

    private var entries: [Entry]
    private var numbers: [String: Int]
    private var free: [Int] = []
    private let capacity: Int
    /// The first names, which are kept for good: each has the number of its place.
    package let reservedCount: Int

    init(reserved: [String], capacity: Int) {
        entries = reserved.map { Entry(text: $0) }
        numbers = Dictionary(uniqueKeysWithValues: reserved.enumerated().map { ($1, $0) })
        reservedCount = reserved.count
        self.capacity = capacity + reserved.count
    }

    package func number(of text: String) -> Int? { numbers[text] }
    package func text(_ number: Int) -> String { entries[number].text }
    /// The numbers of the data sources that have it.
    package func sources(_ number: Int) -> Set<Int> { entries[number].sources }
    /// The names that a data source has, with when they last came.
    package var inUse: [(name: String, updated: Int64)] {
        entries.lazy.filter { !$0.sources.isEmpty }.map { ($0.text, $0.updated) }
    }

    /// How many (data source, name) there are.
    private(set) var useCount = 0

    /// The number of a name, new or known; `nil` when there is no room.
    mutating func add(_ text: String) -> Int? {
        if let number = numbers[text] { return number }
        guard numbers.count < capacity else { return nil }
        let number = free.popLast() ?? entries.count
        if number == entries.count { entries.append(Entry(text: text)) } else { entries[number] = Entry(text: text) }
        numbers[text] = number
        return number
    }

    mutating func touch(_ number: Int, now: Int64) { entries[number].updated = now }

    mutating func insert(_ source: Int, at number: Int) {
        if entries[number].sources.insert(source).inserted { useCount += 1 }
    }

    /// Forgets the name when no data source has it any more.
    mutating func remove(_ source: Int, at number: Int) {
        if entries[number].sources.remove(source) != nil { useCount -= 1 }
        release(number)
    }

    /// Forgets a name that was added and that no data source has.
    mutating func release(_ number: Int) {
        guard number >= reservedCount, entries[number].sources.isEmpty,
            numbers.removeValue(forKey: entries[number].text) != nil
        else { return }
        entries[number] = Entry(text: "")
        free.append(number)
    }

    /// Whether the bytes are a name's.
    func matches(_ number: UInt32, _ bytes: RawSpan, _ range: ByteRange) -> Bool {
        bytes.holds(entries[Int(number)].text, at: range)
    }
}

extension RawSpan {
    /// Whether the bytes in `range` are the text.
    func holds(_ text: String, at range: ByteRange) -> Bool {
        guard text.utf8.count == Int(range.count) else { return false }
        var offset = range.start
        for byte in text.utf8 {
            guard bigEndian8(offset) == byte else { return false }
            offset += 1
        }
        return true
    }
}
