import Engine
import MetricStore

/// The columns of a table and its order: `sort:load_one:-10,null:k8s_name,host_name`.
struct TableColumns: Hashable, Sendable {
    /// By which column, and how many rows.
    struct Order: Hashable, Sendable {
        var column: Int
        var isDescending: Bool
        var limit: Int?
    }

    private(set) var names: [String] = []
    private(set) var optional: Set<String> = []
    private(set) var order: Order?

    init(_ text: String) throws(APIProblem) {
        for part in try metricNames(text) { try add(part.split(separator: ":", omittingEmptySubsequences: false)) }
    }

    private mutating func add(_ parts: [Substring]) throws(APIProblem) {
        let prefix = parts.count > 1 ? parts[0] : ""
        guard let name = parts.count > 1 ? parts[1] : parts.first, !name.isEmpty else {
            throw .badRequest("a column has no name")
        }
        switch prefix {
        case "": break
        case "null" where parts.count == 2: optional.insert(String(name))
        case "sort" where parts.count <= 3: try sort(parts.count == 3 ? parts[2] : nil)
        default:
            throw .badRequest("'\(parts.joined(separator: ":"))' is no column: name, null:name or sort:name:±N")
        }
        names.append(String(name))
    }

    /// `-N`: the N largest, largest first; `N`: the N smallest, smallest first; none: all, largest first.
    private mutating func sort(_ count: Substring?) throws(APIProblem) {
        guard order == nil else { throw .badRequest("a table is sorted by one column") }
        guard let count else {
            order = Order(column: names.count, isDescending: true)
            return
        }
        guard let number = Int(count), number != 0, number.magnitude <= 1_000_000 else {
            throw .badRequest("the count of sort: is to be a whole number, negative for the largest first")
        }
        order = Order(column: names.count, isDescending: number < 0, limit: Int(number.magnitude))
    }

    /// The rows in order; rows without a value in the column come last.
    func sorted(_ rows: [[MetricValue?]]) -> [[MetricValue?]] {
        guard let order else { return rows }
        let sorted = rows.sorted { a, b in
            guard let x = a[order.column]?.value else { return false }
            guard let y = b[order.column]?.value else { return true }
            return order.isDescending ? precedes(y, x) : precedes(x, y)
        }
        return Array(sorted.prefix(order.limit ?? sorted.count))
    }
}

/// Numbers before words.
private func precedes(_ a: MetricScalar, _ b: MetricScalar) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.number, .text): true
    case (.text, .number): false
    }
}
