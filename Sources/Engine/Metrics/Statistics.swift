import MetricStore

extension Aggregation {
    /// One value of many; `nil` of none. Quartiles interpolate between neighbours.
    func compute(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        switch self {
        case .max, .any: return values.max()
        case .min: return values.min()
        case .sum: return values.reduce(0, +)
        case .avg: return Self.mean(values)
        case .var: return Self.variance(values)
        case .sdev: return Self.variance(values).squareRoot()
        case .med, .q2: return Self.quantile(values.sorted(), 0.5)
        case .q1: return Self.quantile(values.sorted(), 0.25)
        case .q3: return Self.quantile(values.sorted(), 0.75)
        case .iqr:
            let sorted = values.sorted()
            return Self.quantile(sorted, 0.75) - Self.quantile(sorted, 0.25)
        }
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private static func variance(_ values: [Double]) -> Double {
        let mean = mean(values)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }

    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1), below = Int(place)
        let above = Swift.min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}

extension MetricQuery {
    /// From a path: `sum:ifinoctets`, `load_one`; without an aggregation it is `max`.
    package init(_ text: String) {
        self.text = text
        if let colon = text.firstIndex(of: ":"), let aggregation = Aggregation(rawValue: String(text[..<colon])) {
            self.aggregation = aggregation
            name = String(text[text.index(after: colon)...])
        } else {
            aggregation = .max
            name = text
        }
    }
}

/// `*` stands for any run of characters; everything else for itself.
func matches(_ text: some StringProtocol, pattern: some StringProtocol) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return text == pattern }
    guard text.hasPrefix(parts[0]), text.utf8.count >= parts[0].utf8.count + parts.last!.utf8.count,
        text.hasSuffix(parts.last!)
    else { return false }
    var rest = text.dropFirst(parts[0].count).dropLast(parts.last!.count)[...]
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
        guard let found = rest.range(ofFirst: part) else { return false }
        rest = rest[found.upperBound...]
    }
    return true
}

extension StringProtocol {
    fileprivate func range(ofFirst part: some StringProtocol) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
