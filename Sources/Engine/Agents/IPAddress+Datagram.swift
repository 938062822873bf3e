import NetTypes
import XDR

extension IPAddress {
    /// The address of a datagram's head; `nil` where it is unknown.
    package init?(_ address: XDRAddress) {
        switch address {
        case .unknown: return nil
        case .ipv4(let value): self = .v4(value)
        case .ipv6(let value): self = .v6(value)
        }
    }
}
