import Glibc
import TestKit

/// A structure's bytes, written by hand from its specification, and what they mean.
///
/// A line has bytes in hex (`..`: those above, of which one more line is printed), the property that they are read into
/// (`.name`: that of an element of a list; `-`: none of its own), the name and the value that are printed. A line without
/// a name is a count, a length, a discriminator or the whole of what follows in parts. `may end after N` says how long
/// the structure was before fields were added.
struct StructureVector {
    struct Row {
        var end: Int
        var property: String
        var name: String
        var line: String
    }

    private(set) var bytes: [UInt8] = []
    private(set) var rows: [Row] = []
    private(set) var mayEndAfter: Int?

    /// `nil` where there is no such file.
    init?(_ name: String) {
        let path = "datagrams/vectors/\(name).txt"
        guard access(Fixture.folder + path, R_OK) == 0 else { return nil }
        for line in Fixture.text(path).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            if words.starts(with: ["may", "end", "after"]) { mayEndAfter = Int(words[3])! } else { add(words) }
        }
    }

    private mutating func add(_ words: [Substring]) {
        var digits = words[0] == ".." ? "" : words[0]
        while !digits.isEmpty {
            bytes.append(UInt8(digits.prefix(2), radix: 16)!)
            digits = digits.dropFirst(2)
        }
        guard words.count > 1 else { return }
        let name = words.count > 2 ? String(words[2]) : ""
        let line = words.dropFirst(2).joined(separator: " ")
        rows.append(Row(end: bytes.count, property: String(words[1]), name: name, line: line))
    }

    /// What is printed of the first `count` bytes.
    func lines(within count: Int = .max) -> [String] {
        rows.filter { !$0.name.isEmpty && $0.end <= count }.map(\.line)
    }

    /// The properties that are read, in order.
    var properties: [String] { rows.map(\.property).filter { $0 != "-" && !$0.hasPrefix(".") } }

    /// The properties of elements of lists, with their values, in order.
    var elementProperties: [String] {
        rows.filter { $0.property.hasPrefix(".") }.map { "\($0.property) \($0.line.split(separator: " ").last!)" }
    }
}
