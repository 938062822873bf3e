import SystemFiles

// Forms of the files of control groups.

/// The first word as a number; `nil` where it is none, as `max` is.
func singleNumber(_ text: RawSpan) -> UInt64? {
    var cursor = TextCursor(text)
    return cursor.nextLine() ? cursor.number() : nil
}

/// What is no limit: version 1 has the largest number of pages for that, whatever their size.
func memoryLimit(_ text: RawSpan) -> UInt64? { singleNumber(text).flatMap { $0 >= 1 << 60 ? nil : $0 } }

/// Calls `take` with the key and the value of each line `key value`.
func eachValue(_ text: RawSpan, _ take: (TextCursor, Range<Int>, UInt64) -> Void) {
    var cursor = TextCursor(text)
    while cursor.nextLine() {
        guard let key = cursor.word(), let value = cursor.number() else { continue }
        take(cursor, key, value)
    }
}

/// How many processors a list of sets has: `0-3,8`; `nil` where it is none.
func processorCount(_ text: RawSpan) -> Int? {
    var cursor = TextCursor(text), count = 0
    guard cursor.nextLine() else { return nil }
    while let part = cursor.word(until: UInt8(ascii: ",")) {
        let ends = cursor.text(part).split(separator: "-").map { UInt16($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
            return nil
        }
        count += Int(last - first) + 1
    }
    return count > 0 ? count : nil
}

/// Sums of reads and writes over the devices in lines `8:0 Read 4096` of version 1's block controller.
func readsAndWrites(_ text: RawSpan) -> (reads: UInt64, writes: UInt64) {
    var cursor = TextCursor(text), reads: UInt64 = 0, writes: UInt64 = 0
    while cursor.nextLine() {
        guard cursor.word() != nil, let operation = cursor.word(), let value = cursor.number() else { continue }
        switch cursor.text(operation).lowercased() {
        case "read": reads &+= value
        case "write": writes &+= value
        default: break
        }
    }
    return (reads, writes)
}

/// Microseconds for which some waited, from pressure stall information: `some avg10=0.00 … total=5`.
func pressure(_ text: RawSpan) -> UInt64? {
    var cursor = TextCursor(text)
    while cursor.nextLine() {
        guard let kind = cursor.word(), cursor.matches(kind, "some") else { continue }
        while let key = cursor.word(until: UInt8(ascii: "=")) {
            if cursor.matches(key, "total") { return cursor.number() }
            _ = cursor.word()
        }
    }
    return nil
}

/// The numbers of a list of processes, one a line, that are in the agent's view: 0 is none.
func processIDs(_ text: RawSpan) -> [Int32] {
    var cursor = TextCursor(text), ids: [Int32] = []
    while cursor.nextLine() {
        if let number = cursor.number(), number > 0, number <= Int32.max { ids.append(Int32(number)) }
    }
    return ids
}
