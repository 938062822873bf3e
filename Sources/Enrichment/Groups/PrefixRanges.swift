import NetTypes

/// Longest-prefix lookup: prefixes cut into ranges that do not overlap, in order, each with the number of the longest
/// prefix that covers it. A lookup is a binary search; n prefixes make 2·n + 1 ranges at most.
struct PrefixRanges<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// A prefix and the number that it stands for.
    struct Entry {
        var first: Word
        var length: Int
        var number: UInt32

        var last: Word { first | ~Word.mask(length) }
    }

    private var starts: [Word] = [0]
    private var numbers: [UInt32] = [nothing]

    private static var nothing: UInt32 { .max }

    /// Of equal prefixes the later one counts. Numbers are below 2³² − 1.
    init(_ entries: [Entry]) {
        let order = entries.indices.sorted { a, b in
            let (x, y) = (entries[a], entries[b])
            return (x.first, x.length, a) < (y.first, y.length, b)
        }
        var covering: [Entry] = []
        for place in order {
            let entry = entries[place]
            close(&covering) { $0.last < entry.first }
            begin(entry.first, entry.number)
            covering.append(entry)
        }
        close(&covering) { _ in true }
        starts = Array(starts)
        numbers = Array(numbers)
    }

    /// Ends the prefixes inside of others that `isOver` is true for: behind one its surrounding prefix goes on.
    private mutating func close(_ covering: inout [Entry], while isOver: (Entry) -> Bool) {
        while let entry = covering.last, isOver(entry) {
            covering.removeLast()
            guard entry.last < Word.max else { continue }
            begin(entry.last + 1, covering.last?.number ?? Self.nothing)
        }
    }

    /// What begins where another began replaces it; equal neighbours become one.
    private mutating func begin(_ start: Word, _ number: UInt32) {
        if starts[starts.count - 1] == start {
            starts.removeLast()
            numbers.removeLast()
        }
        if numbers.last == number { return }
        starts.append(start)
        numbers.append(number)
    }

    /// Ranges.
    var count: Int { starts.count }

    /// The number of the longest prefix that has the address; `nil` where none has.
    func number(at address: Word) -> UInt32? {
        var low = 0, high = starts.count
        while high - low > 1 {
            let middle = (low + high) >> 1
            if starts[middle] <= address { low = middle } else { high = middle }
        }
        return numbers[low] == Self.nothing ? nil : numbers[low]
    }
}
