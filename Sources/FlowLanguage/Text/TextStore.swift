/// What a `TextTable` keeps behind its mutex.
struct TextStore: Sendable {
    private struct Entry {
        var text = ""
        var hash: UInt128 = 0
        /// The sweep that was under way, or the latest, when the text was last asked for.
        var touched: UInt32 = 0
        /// Literals of definitions that are this text.
        var pins: UInt32 = 0
        var isUsed = false
    }

    private var entries: [Entry] = []
    private var numbers: [UInt128: UInt32] = [:]
    private var free: [UInt32] = []
    /// Freed, and not to be given away before the next sweep.
    private var quarantine: [UInt32] = []
    private var sweep: UInt32 = 0
    private(set) var status = TextStatus()

    /// The text of this hash, if there is one, which is kept by a sweep that is under way.
    mutating func touch(_ hash: UInt128) -> InternedText? {
        guard let number = numbers[hash] else { return nil }
        entries[Int(number)].touched = sweep
        return InternedText(number: number, hash: hash)
    }

    mutating func add(_ text: String, _ hash: UInt128, _ maximumCount: Int, _ maximumBytes: Int) -> InternedText? {
        if let known = touch(hash) { return known }
        guard status.count < maximumCount, status.bytes + text.utf8.count <= maximumBytes else {
            status.refused += 1
            return nil
        }
        return insert(text, hash)
    }

    mutating func pin(_ text: String, _ hash: UInt128) -> InternedText {
        let pinned = touch(hash) ?? insert(text, hash)
        entries[Int(pinned.number)].pins += 1
        return pinned
    }

    mutating func unpin(_ number: UInt32) { entries[Int(number)].pins -= 1 }

    func text(_ number: UInt32) -> String { number < entries.count ? entries[Int(number)].text : "" }

    private mutating func insert(_ text: String, _ hash: UInt128) -> InternedText {
        let number = free.popLast() ?? UInt32(entries.count)
        if number == entries.count { entries.append(Entry()) }
        entries[Int(number)] = Entry(text: text, hash: hash, touched: sweep, isUsed: true)
        numbers[hash] = number
        status.count += 1
        status.bytes += text.utf8.count
        return InternedText(number: number, hash: hash)
    }
}

// MARK: Sweeps

extension TextStore {
    mutating func beginSweep() -> TextMarks {
        sweep &+= 1
        return TextMarks(count: entries.count)
    }

    /// Makes what the sweep before freed available.
    mutating func releaseQuarantine() {
        for number in quarantine {
            status.count -= 1
            status.bytes -= entries[Int(number)].text.utf8.count
            entries[Int(number)].text = ""
        }
        free += quarantine
        quarantine.removeAll()
    }

    /// Frees those of the numbers that nothing holds.
    mutating func sweep(_ range: Range<Int>, _ marks: TextMarks) {
        for number in range where !marks.contains(number) && isIdle(entries[number]) {
            entries[number].isUsed = false
            numbers[entries[number].hash] = nil
            quarantine.append(UInt32(number))
        }
    }

    private func isIdle(_ entry: Entry) -> Bool { entry.isUsed && entry.pins == 0 && entry.touched != sweep }
}
