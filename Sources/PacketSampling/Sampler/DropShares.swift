/// Divides the drops of a ring, which the kernel counts for all interfaces together, among them: whole numbers in
/// proportion to `weights` whose sum is exactly `drops`; `nil` where nothing has weight.
func dropShares(_ drops: UInt64, weights: [UInt64]) -> [UInt64]? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var given: UInt64 = 0, seen: UInt64 = 0
    return weights.map { weight in
        seen += weight
        let due = UInt64(Double(drops) * (Double(seen) / Double(total)))
        defer { given = due }
        return due - given
    }
}
