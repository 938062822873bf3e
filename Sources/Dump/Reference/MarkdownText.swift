/// Shows Markdown on a terminal: headings, paragraphs, lists and tables, which is what our reference pages have.
package struct MarkdownText {
    private let isColored: Bool

    package init(isColored: Bool) { self.isColored = isColored }

    /// The text as it is read.
    package func render(_ markdown: String) -> String {
        var text = "", rows: [[String]] = []
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("|") {
                rows.append(cells(line))
                continue
            }
            text += table(rows)
            rows = []
            text += heading(line).map { styled($0, 1) } ?? plain(line)
            text += "\n"
        }
        return text + table(rows)
    }

    private func heading(_ line: Substring) -> String? {
        guard line.hasPrefix("#") else { return nil }
        return plain(line.drop { $0 == "#" }.dropFirst())
    }

    private func cells(_ row: Substring) -> [String] {
        row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
            plain(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().reduce(into: "") { $0.append($1) })
        }
    }

    /// Columns side by side; the second row only says how they are aligned, and columns that are empty are left out.
    private func table(_ rows: [[String]]) -> String {
        guard let titles = rows.first, rows.count > 1 else { return "" }
        let body = Array(rows.dropFirst(2))
        let columns = titles.indices.filter { column in body.contains { column < $0.count && !$0[column].isEmpty } }
        func chosen(_ row: [String]) -> [String] { columns.map { $0 < row.count ? row[$0] : "" } }
        var table = TextTable(chosen(titles), names: Set(columns.indices))
        for row in body { table.add(chosen(row)) }
        let lines = table.text.split(separator: "\n", maxSplits: 1)
        return styled(String(lines[0]), 4) + "\n" + (lines.count > 1 ? lines[1] : "")
    }

    /// Without the marks of Markdown.
    private func plain(_ text: some StringProtocol) -> String {
        var plain = "", isEscaped = false
        for character in String(text).replacing("&emsp;", with: "  ") {
            if isEscaped || !"`*\\".contains(character) { plain.append(character) }
            isEscaped = !isEscaped && character == "\\"
        }
        return plain
    }

    /// With an SGR parameter: 1 is bold, 4 underlined.
    private func styled(_ text: String, _ parameter: Int) -> String {
        isColored && !text.isEmpty ? "\u{1b}[\(parameter)m\(text)\u{1b}[0m" : text
    }
}

extension String {
    /// With every occurrence of a text replaced by another.
    fileprivate func replacing(_ part: String, with other: String) -> String {
        var result = "", rest = self[...]
        while let range = rest.firstRange(of: part) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
