import CBench

/// What a piece of work cost.
struct Cost {
    var nanoseconds: Double
    var allocations: Double

    /// The smallest time of several runs of `body`, which disturbances only lengthen, and the allocations of the last
    /// one, which has warmed up; both for one of `count` items. `prepare` runs before each and is not counted.
    static func perItem(
        of count: Int,
        runs: Int,
        prepare: () -> Void = {},
        _ body: () throws -> Void
    ) rethrows -> Cost {
        var cost = Cost(nanoseconds: .infinity, allocations: 0)
        for _ in 0..<max(runs, 2) {
            prepare()
            let allocations = cbench_allocations(), start = cbench_now()
            try body()
            cost.nanoseconds = min(cost.nanoseconds, Double(cbench_now() - start))
            cost.allocations = Double(cbench_allocations() - allocations)
        }
        return Cost(nanoseconds: cost.nanoseconds / Double(count), allocations: cost.allocations / Double(count))
    }
}

/// Keeps the optimizer from throwing work away.
@inline(never) @_optimize(none)
func consume<Value>(_ value: Value) {}

/// Proves that allocations are counted: an array of a hundred numbers is at least one.
func checkAllocationsAreCounted() throws {
    let cost = Cost.perItem(of: 1, runs: 2) { consume([UInt64](repeating: cbench_now(), count: 100)) }
    guard cost.allocations >= 1 else { throw BenchError("allocations are not counted: an array was made for none") }
}

/// Why a measurement cannot be had.
struct BenchError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// What a part needs and this machine has not.
struct BenchSkip: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
