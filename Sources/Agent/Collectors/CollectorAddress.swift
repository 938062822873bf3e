import CLinux
import NetTypes

/// An address as the C shims take it, and as the resolver's thread gives it.
struct CollectorAddress: Equatable {
    var address: IPAddress
    /// The interface of a link-local IPv6 address; 0: none.
    var scope: UInt32 = 0

    init(_ address: IPAddress) { self.address = address }

    /// From an answer of the resolver; `nil` where it found nothing.
    init?(_ answer: starling_resolution) {
        guard answer.error == 0 else { return nil }
        let bytes = unsafe withUnsafeBytes(of: answer.address) { unsafe Array($0) }
        let value = bytes.reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
        address = answer.family == 4 ? .v4(UInt32(truncatingIfNeeded: value >> 96)) : .v6(value)
        scope = answer.scope
    }

    /// For `starling_udp_connect`.
    var shim: starling_resolution {
        var result = starling_resolution()
        result.scope = scope
        unsafe withUnsafeMutableBytes(of: &result.address) { bytes in
            switch address {
            case .v4(let value): unsafe bytes.storeBytes(of: value.bigEndian, as: UInt32.self)
            case .v6(let value): unsafe bytes.storeBytes(of: value.bigEndian, as: UInt128.self)
            }
        }
        if case .v4 = address { result.family = 4 } else { result.family = 6 }
        return result
    }
}
