/// The UUID that a name has in a namespace: version 5, made by SHA-1 (RFC 9562, section 5.5).
package func nameBasedUUID(_ name: String, in namespace: UInt128) -> UInt128 {
    let bytes = (0..<16).map { UInt8(truncatingIfNeeded: namespace >> UInt128(120 - 8 * $0)) } + Array(name.utf8)
    let hash = sha1(bytes).prefix(4).reduce(UInt128(0)) { $0 << 32 | UInt128($1) }
    let versionMask: UInt128 = 0xf000 << 64, variantMask: UInt128 = 0xc0 << 56
    return hash & ~versionMask & ~variantMask | 0x5000 << 64 | 0x80 << 56
}
