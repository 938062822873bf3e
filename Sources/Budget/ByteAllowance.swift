/// What one owner has of a `BytePool`. It takes from the pool in pieces, and holds one in reserve, so that owners seldom
/// touch what they share.
package struct ByteAllowance: ~Copyable, Sendable {
    /// What is taken from the pool at once, where there is as much.
    package static let piece = 256 << 10

    private let pool: BytePool
    private var reserve = 0
    /// Bytes in use.
    package private(set) var used = 0
    /// How often there was not enough.
    package private(set) var refused = 0

    package init(_ pool: BytePool) { self.pool = pool }

    /// Of a pool of its own.
    package init(limit: Int) { self.init(BytePool(limit: limit)) }

    deinit { pool.giveBack(used + reserve) }

    /// False where there is not enough: nothing is taken, and that is counted.
    package mutating func take(_ bytes: Int) -> Bool {
        if bytes > reserve, !refill(bytes) {
            refused += 1
            return false
        }
        reserve -= bytes
        used += bytes
        return true
    }

    /// Puts back what was taken before.
    package mutating func giveBack(_ bytes: Int) {
        used -= bytes
        reserve += bytes
        guard reserve > 2 * Self.piece else { return }
        pool.giveBack(reserve - Self.piece)
        reserve = Self.piece
    }

    private mutating func refill(_ bytes: Int) -> Bool {
        let missing = bytes - reserve
        if pool.take(missing + Self.piece) {
            reserve += missing + Self.piece
        } else if pool.take(missing) {
            reserve += missing
        } else {
            return false
        }
        return true
    }
}
