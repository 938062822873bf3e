/// A keyed hash of keys that come from outside, in words.
///
/// Every word is mixed with a secret and multiplied to 128 bits, whose halves are folded together. Who does not know the
/// seed, which is random for each process, cannot choose keys that collide.
public struct KeyHash: Hashable, Sendable {
    @usableFromInline let start: UInt64
    @usableFromInline let factor: UInt64

    /// From random bits.
    public init(seed: (UInt64, UInt64)) {
        start = seed.0
        factor = seed.1 | 1
    }

    /// From the system's random numbers.
    public static func random() -> KeyHash {
        var system = SystemRandomNumberGenerator()
        return KeyHash(seed: (system.next(), system.next()))
    }

    /// The hash of a key; the upper half is the better one.
    @inlinable @inline(__always)
    public func callAsFunction(_ key: Span<UInt64>) -> UInt32 {
        var state = start
        for index in key.indices { state = fold(state ^ key[index], factor) &+ start }
        return finish(state)
    }

    /// The hash of a key of two words.
    @inlinable @inline(__always)
    public func callAsFunction(_ first: UInt64, _ second: UInt64) -> UInt32 {
        let state = fold(start ^ first, factor) &+ start
        return finish(fold(state ^ second, factor) &+ start)
    }

    @inlinable @inline(__always)
    func finish(_ state: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: fold(state, 0x9e37_79b9_7f4a_7c15) >> 32) }

    @inlinable @inline(__always)
    func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
