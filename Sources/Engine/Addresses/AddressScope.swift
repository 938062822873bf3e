import NetTypes

/// How far an address means one station.
enum AddressScope {
    /// It is nobody's, or everybody's: unspecified, link-local, of a group.
    case none
    /// The host itself that sees it.
    case loopback
    /// One of a node's own: the same address is another's on the next.
    case node
    case network

    init(_ address: IPAddress) {
        switch address.unmapped {
        case .v4(let address): self.init(address)
        case .v6(let address): self.init(address)
        }
    }

    init(_ mac: MACAddress) {
        // Docker makes the addresses of 172.17.0.0/16 into those.
        self = mac.bits == 0 || mac.isGroup ? .none : mac.bits >> 16 == 0x0242_ac11 ? .node : .network
    }

    private init(_ address: UInt32) {
        switch address >> 24 {
        case 0, 224...255: self = .none
        case 127: self = .loopback
        case 169 where address >> 16 == 0xa9fe: self = .none
        // What Docker's default network has everywhere.
        case 172 where address >> 16 == 0xac11: self = .node
        default: self = .network
        }
    }

    private init(_ address: UInt128) {
        switch address >> 120 {
        case 0xff: self = .none
        case 0xfe where address >> 118 & 3 == 2: self = .none
        default: self = address == 0 ? .none : address == 1 ? .loopback : .network
        }
    }
}
