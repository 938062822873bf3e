import NetTypes

extension IPAddress {
    /// The name whose pointer records name the address: `1.2.0.192.in-addr.arpa` (RFC 1035 §3.5), or 32 hex digits below
    /// `ip6.arpa` (RFC 3596 §2.5).
    var pointerName: String {
        switch self {
        case .v4(let bits):
            return "\(bits & 255).\(bits >> 8 & 255).\(bits >> 16 & 255).\(bits >> 24).in-addr.arpa"
        case .v6(let bits):
            var name: [UInt8] = []
            name.reserveCapacity(72)
            for place in 0..<32 {
                let digit = UInt8(truncatingIfNeeded: bits >> UInt128(4 * place) & 15)
                name.append(digit < 10 ? 48 + digit : 87 + digit)
                name.append(UInt8(ascii: "."))
            }
            return String(decoding: name, as: UTF8.self) + "ip6.arpa"
        }
    }
}
