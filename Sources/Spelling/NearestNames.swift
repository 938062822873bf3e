/// The known names that a mistyped one is likely to mean, nearest first: at most `limit`, none that more than a third of the
/// letters (and three) would have to be changed for.
package func nearestNames(to word: String, among names: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = letters(word)
    let tolerance = max(1, min(3, wanted.count / 3))
    let near = names.map { (name: $0, distance: editDistance(wanted, letters($0))) }.filter { $0.distance <= tolerance }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
}

/// The known name that a mistyped one most likely means; `nil` where none comes close.
package func nearestName(to word: String, among names: some Sequence<String>) -> String? {
    nearestNames(to: word, among: names, limit: 1).first
}

/// Case does not count, and nobody mistypes a name of more than 64 letters.
private func letters(_ word: String) -> [UInt8] { Array(word.lowercased().utf8.prefix(64)) }

/// How many insertions, deletions, replacements and swaps of neighbouring bytes turn `a` into `b`.
package func editDistance(_ a: String, _ b: String) -> Int { editDistance(Array(a.utf8), Array(b.utf8)) }

func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var row = [i + 1]
        for (j, y) in b.enumerated() {
            var cost = min(last[j] + (x == y ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, beforeLast[j - 1] + 1) }
            row.append(cost)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
