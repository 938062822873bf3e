/// Columns of text, as wide as what is in them.
struct TextTable {
    private let titles: [String]
    /// The columns of names; numbers are aligned at their right.
    private let names: Set<Int>
    private var rows: [[String]] = []

    init(_ titles: [String], names: Set<Int>) {
        self.titles = titles
        self.names = names
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// Lines, the titles first.
    var text: String {
        let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max()! }
        return ([titles] + rows).map { line($0, widths) }.joined()
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = row.indices.map { column in
            let padding = String(repeating: " ", count: widths[column] - row[column].count)
            return names.contains(column) ? row[column] + padding : padding + row[column]
        }
        var line = Substring(cells.joined(separator: "  "))
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}
