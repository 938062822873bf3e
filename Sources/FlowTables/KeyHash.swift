/// A keyed hash of packed flow keys.
///
/// Every word is mixed with a secret and multiplied to 128 bits, whose halves are folded together. Who does not know the
/// seed, which is random for each process, cannot choose keys that collide.
package struct KeyHash: Hashable, Sendable {
    @usableFromInline let start: UInt64
    @usableFromInline let factor: UInt64

    /// From random bits.
    package init(seed: (UInt64, UInt64)) {
        start = seed.0
        factor = seed.1 | 1
    }

    /// From the system's random numbers.
    package static func random() -> KeyHash {
        var system = SystemRandomNumberGenerator()
        return KeyHash(seed: (system.next(), system.next()))
    }

    /// The hash of a key; the upper half is the better one.
    @inline(__always)
    func callAsFunction(_ key: Span<UInt64>) -> UInt32 {
        var state = start
        for index in key.indices { state = fold(state ^ key[index], factor) &+ start }
        return UInt32(truncatingIfNeeded: fold(state, 0x9e37_79b9_7f4a_7c15) >> 32)
    }

    @inline(__always)
    private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
