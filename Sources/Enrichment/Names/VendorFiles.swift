import NetTypes

/// Makes `VendorNames` of the IEEE's files, `.csv` or `.txt`. A line that is none of theirs is passed over.
package struct VendorFiles {
    /// The most assignments that are kept; in 2026 there are some 55,000.
    package static let limit = 1_000_000

    private var found: [[Assignment]] = Array(repeating: [], count: VendorNames.lengths.count)
    private var count = 0
    private var names = TextCollector()

    private struct Assignment {
        var prefix: UInt64
        var name: UInt32
    }

    package init() {}

    /// Takes a file. How many assignments were in it.
    package mutating func take(_ bytes: [UInt8]) -> Int {
        let before = count
        var owner: UInt64?
        for line in FileLines(bytes, limit: 20 * Self.limit) {
            if let row = CSVRow(line) {
                add(row)
            } else {
                add(line, &owner)
            }
        }
        return count - before
    }

    /// The first of several assignments of the same prefix counts.
    package consuming func finish() -> VendorNames {
        let registries = found.map { assignments in
            var registry = VendorNames.Registry()
            // The sort is stable: equal prefixes stay in their order.
            for assignment in assignments.sorted(by: { $0.prefix < $1.prefix })
            where registry.prefixes.last != assignment.prefix {
                registry.prefixes.append(assignment.prefix)
                registry.names.append(assignment.name)
            }
            return registry
        }
        return VendorNames(registries, names.finish())
    }

    private mutating func add(_ prefix: UInt64, length: Int, _ name: some Collection<UInt8>) {
        guard count < Self.limit, let place = VendorNames.lengths.firstIndex(of: length), let name = cleanName(name)
        else { return }
        found[place].append(Assignment(prefix: prefix, name: names.number(of: name)))
        count += 1
    }

    /// `MA-L,002272,American Micro-Fuel Device Corp.,2181 Buchanan Loop …`
    private mutating func add(_ row: CSVRow) {
        guard let prefix = hexValue(row.assignment) else { return }
        add(prefix, length: 4 * row.assignment.count, row.organization)
    }

    /// `00-22-72   (hex)  American…`, then `002272     (base 16)  American…`, where longer assignments have the rest of
    /// the address as a range: `900000-9FFFFF     (base 16)  Private`.
    private mutating func add(_ line: ArraySlice<UInt8>, _ owner: inout UInt64?) {
        guard let open = line.firstIndex(of: UInt8(ascii: "(")), line[open...].dropFirst().first != nil,
            let close = line[open...].firstIndex(of: UInt8(ascii: ")"))
        else { return }
        let head = line[..<open].filter { $0 != 0x20 && $0 != 0x09 }
        switch String(decoding: line[open...close], as: UTF8.self) {
        case "(hex)": owner = hexValue(head.filter { $0 != UInt8(ascii: "-") })
        case "(base 16)": add(head, of: owner, line[(close + 1)...])
        default: break
        }
    }

    private mutating func add(_ head: [UInt8], of owner: UInt64?, _ name: ArraySlice<UInt8>) {
        let ends = head.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if ends.count == 1, head.count == 6, let prefix = hexValue(head) { return add(prefix, length: 24, name) }
        guard ends.count == 2, ends.allSatisfy({ $0.count == 6 }), let owner, owner < 1 << 24,
            let first = hexValue(ends[0]), let last = hexValue(ends[1]), first <= last
        else { return }
        let free = 64 - (last - first).leadingZeroBitCount
        guard (last - first) == (1 << UInt64(free)) - 1, first & (last - first) == 0 else { return }
        add((owner << 24 | first) >> UInt64(free), length: 48 - free, name)
    }
}

/// A line of the IEEE's CSV files.
private struct CSVRow {
    var assignment: ArraySlice<UInt8>
    var organization: [UInt8]

    /// `nil` for what begins with no registry's name.
    init?(_ line: ArraySlice<UInt8>) {
        guard line.starts(with: "MA-".utf8) || line.starts(with: "IAB,".utf8) || line.starts(with: "CID,".utf8),
            let registry = line.firstIndex(of: UInt8(ascii: ","))
        else { return nil }
        let rest = line[(registry + 1)...]
        guard let comma = rest.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        assignment = rest[..<comma]
        organization = Self.field(rest[(comma + 1)...])
    }

    /// RFC 4180: up to the comma, or between quotation marks, of which two stand for one.
    private static func field(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.first == UInt8(ascii: "\"") else { return Array(bytes.prefix { $0 != UInt8(ascii: ",") }) }
        var field: [UInt8] = [], rest = bytes.dropFirst()
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                guard rest.first == UInt8(ascii: "\"") else { break }
                rest.removeFirst()
            }
            field.append(byte)
        }
        return field
    }
}

/// The value of hex digits alone, up to 16.
private func hexValue(_ digits: some Collection<UInt8>) -> UInt64? {
    guard 1...16 ~= digits.count else { return nil }
    var value: UInt64 = 0
    for byte in digits {
        guard let digit = hexDigitValue(byte) else { return nil }
        value = value << 4 | UInt64(digit)
    }
    return value
}
