import Agent
import NetTypes

/// The IP addresses of this host.
struct LocalAddresses {
    private var ipv4: Set<UInt32> = []
    private var ipv6: Set<UInt128> = []

    init() {}

    init(_ interfaces: [NetworkInterface]) {
        for address in interfaces.lazy.flatMap(\.addresses) {
            switch address.address {
            case .v4(let value): ipv4.insert(value)
            case .v6(let value): ipv6.insert(value)
            }
        }
    }

    /// Whether the packet comes from this host; `nil` where it has no IP source. A host that has no address yet sends
    /// from the unspecified one.
    func isSource(of endpoints: Endpoints) -> Bool? {
        switch endpoints {
        case .ipv4(let source, _): source == 0 || ipv4.contains(source)
        case .ipv6(let source, _): source == 0 || ipv6.contains(source)
        case .none: nil
        }
    }

    /// Whether the packet goes to this host; `nil` where it has no IP destination.
    func isDestination(of endpoints: Endpoints) -> Bool? {
        switch endpoints {
        case .ipv4(_, let destination): ipv4.contains(destination)
        case .ipv6(_, let destination): ipv6.contains(destination)
        case .none: nil
        }
    }
}
