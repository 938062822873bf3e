import SFlow

/// Says where a sampled packet came in and where it goes out.
///
/// The interface where it was seen is one of the two. The other is the host itself where its addresses, or for what is
/// not IP the class of the packet, say so; else it is unknown, because the socket sees a packet at one device only.
struct PortModel {
    var local = LocalAddresses()

    /// - Parameters:
    ///   - interface: where the packet was seen.
    ///   - isMember: the interface belongs to a bridge, bond or VRF, which may pass on what reaches it.
    func ports(
        packetType: UInt8,
        endpoints: Endpoints,
        interface: UInt32,
        isMember: Bool,
        isLoopback: Bool
    ) -> (input: InterfacePort, output: InterfacePort) {
        let here = InterfacePort.ifIndex(interface)
        if isLoopback { return (here, .internal) }
        guard packetType == PacketType.outgoing else {
            return (here, isForHost(packetType, endpoints, isMember) ? .internal : .unknown)
        }
        return (local.isSource(of: endpoints) ?? !isMember ? .internal : .unknown, here)
    }

    private func isForHost(_ packetType: UInt8, _ endpoints: Endpoints, _ isMember: Bool) -> Bool {
        switch packetType {
        case PacketType.host: local.isDestination(of: endpoints) ?? true
        case PacketType.broadcast, PacketType.multicast: !isMember
        default: false
        }
    }
}
