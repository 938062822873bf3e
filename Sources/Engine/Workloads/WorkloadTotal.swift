import MetricStore

/// What a workload has used since its start. Totals of 32 bits are followed beyond their wraps.
struct WorkloadTotal: Sendable {
    private var total = UInt64.max

    /// `nil`: it was never told.
    var value: UInt64? { total == .max ? nil : total }

    /// Takes the latest figure. One that is lower than before, and has not wrapped, changes nothing.
    mutating func follow(_ figure: UInt32) {
        guard figure != .max else { return }
        guard let value else { return total = UInt64(figure) }
        total += increase(value, figure) ?? 0
    }

    mutating func follow(_ figure: UInt64) {
        guard figure != .max else { return }
        total = value.map { Swift.max($0, figure) } ?? figure
    }

    /// Whether the latest figure says that it began anew.
    func isSetBack(by figure: UInt32) -> Bool {
        guard let value, figure != .max else { return false }
        return increase(value, figure) == nil
    }

    func isSetBack(by figure: UInt64) -> Bool { value.map { figure < $0 } ?? false }

    private func increase(_ value: UInt64, _ figure: UInt32) -> UInt64? {
        CounterDelta.increase(from: value & 0xffff_ffff, to: UInt64(figure), width: 4)
    }
}
