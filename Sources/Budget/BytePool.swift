import Synchronization

/// Bytes of memory that several owners share: whoever needs more than others may have it, all together not more than the
/// limit. Each owner takes its bytes by way of a `ByteAllowance`.
package final class BytePool: Sendable {
    /// Bytes altogether.
    package let limit: Int
    private let taken = Atomic(0)

    package init(limit: Int) { self.limit = max(limit, 0) }

    /// Bytes that owners have taken, also those that they only hold in reserve.
    package var takenBytes: Int { taken.load(ordering: .relaxed) }

    /// False, and nothing is taken, where there are not so many left.
    func take(_ bytes: Int) -> Bool {
        var before = taken.load(ordering: .relaxed)
        while bytes <= limit - before {
            let (exchanged, original) = taken.weakCompareExchange(
                expected: before,
                desired: before + bytes,
                ordering: .relaxed
            )
            if exchanged { return true }
            before = original
        }
        return false
    }

    func giveBack(_ bytes: Int) { taken.subtract(bytes, ordering: .relaxed) }
}
