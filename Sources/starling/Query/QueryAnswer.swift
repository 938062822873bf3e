import Glibc
import JSON

/// An answer: what the analyzer said, and the rows that people look at.
struct QueryAnswer {
    var json: JSONValue
    var columns: [String]
    /// A cell for each column; `nil` stays empty.
    var rows: [[JSONValue?]]

    /// An array of objects: a row for each, of these members.
    init(_ json: JSONValue, columns: [String]) {
        self.json = json
        self.columns = columns
        rows = json.elements.map { element in columns.map { element[$0] } }
    }

    init(_ json: JSONValue, columns: [String], rows: [[JSONValue?]]) {
        (self.json, self.columns, self.rows) = (json, columns, rows)
    }

    func text(_ format: QueryOptions.Format) -> String {
        switch format {
        case .table: return table
        case .csv: return csv
        case .json:
            var writer = JSONWriter(indent: 1)
            writer.value(json)
            return String(decoding: writer.bytes, as: UTF8.self) + "\n"
        }
    }

    /// As RFC 4180 has it.
    private var csv: String {
        let lines = [columns] + rows.map { $0.map { $0?.plain ?? "" } }
        return lines.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    private func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private var table: String {
        guard !rows.isEmpty else { return "nothing\n" }
        let style = TerminalStyle(descriptor: 1)
        let cells = rows.map { $0.map { $0?.shown ?? "" } }
        let widths = columns.indices.map { place in
            max(columns[place].count, cells.map { $0[place].count }.max() ?? 0)
        }
        func line(_ texts: [String]) -> String {
            let padded = texts.indices.map { place in
                let space = String(repeating: " ", count: widths[place] - texts[place].count)
                return isNumeric(place) ? space + texts[place] : texts[place] + space
            }
            var line = padded.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        return ([style.bold(line(columns))] + cells.map(line)).map { $0 + "\n" }.joined()
    }

    private func isNumeric(_ place: Int) -> Bool {
        rows.allSatisfy { row in
            switch row[place] {
            case .number?, .null?, nil: true
            default: false
            }
        }
    }
}

extension JSONValue {
    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
    var members: [JSONMember] { if case .object(let members) = self { members } else { [] } }

    /// For other programs: numbers as they are.
    fileprivate var plain: String {
        switch self {
        case .null: ""
        case .string(let text): text
        default:
            compact
        }
    }

    /// For people: numbers with four digits, and what a terminal would take for a command is left out.
    fileprivate var shown: String {
        switch self {
        case .number(let number): number.shown
        default: String(plain.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "?" : Character($0) })
        }
    }

    private var compact: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Double {
    /// `1.234 k`, `12.3`, `7`.
    fileprivate var shown: String {
        guard isFinite else { return "" }
        if self == rounded(), abs(self) < 10_000 { return "\(Int(self))" }
        let units = ["", " k", " M", " G", " T", " P", " E"]
        let power = abs(self) < 1000 ? 0 : Swift.min(Int(log10(abs(self)) / 3), units.count - 1)
        let scaled = self / pow(1000, Double(power))
        let digits = abs(scaled) >= 100 ? 1 : abs(scaled) >= 10 ? 2 : 3
        let factor = pow(10, Double(digits)), whole = (scaled * factor).rounded() / factor
        return "\(whole)\(units[power])"
    }
}

func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }
