import Agent
import NetTypes
import SFlow
import XDR

/// Which interfaces speak for the host as a whole.
extension LinkTable {
    /// Where packets enter and leave the host, each packet once: hardware (Ethernet and InfiniBand, a hypervisor's too),
    /// and so neither what is stacked on it (VLAN, bond, bridge, tunnel) nor what leads to containers (veth, tap).
    /// Hardware whose master is hardware is counted in its master (a hypervisor's fast path under its slow one).
    ///
    /// Where there is no hardware, as in a container, it is what has its other end in another network namespace.
    var uplinks: [Link] {
        let hardware = links.filter(\.isHardware)
        let indices = Set(hardware.map(\.interface.index))
        guard hardware.isEmpty else { return hardware.filter { !indices.contains($0.interface.masterIndex) } }
        return links.filter { $0.interface.linkIsElsewhere && $0.interface.masterIndex == 0 }
    }

    /// The host's adaptors for host_adapters, 0:2001: uplinks, then what stands on them with an address of its own
    /// (bond, bridge, VLAN, macvlan). At most 32, so that the host's records fit one datagram.
    var adapters: HostAdapters {
        let stacked = links.filter { Self.stackedKinds.contains($0.interface.kind) && $0.interface.isUp }
        var result = HostAdapters(), seen: Set<UInt32> = []
        for link in uplinks + stacked where result.adapters.count < Self.maximumAdapters {
            guard let adapter = link.adapter, seen.insert(adapter.ifIndex).inserted else { continue }
            result.adapters.append(adapter)
        }
        return result
    }

    static let maximumAdapters = 32
    private static let stackedKinds: Set<String> = ["bond", "team", "bridge", "vlan", "macvlan"]

    /// The permanent address of the first hardware that has one.
    var hardwareAddress: MACAddress? {
        links.lazy.filter(\.isHardware).compactMap { $0.permanentAddress ?? $0.interface.mac }.first
    }
}

extension Link {
    /// No kind of software, and Ethernet or InfiniBand.
    var isHardware: Bool {
        interface.kind.isEmpty && !interface.isLoopback && (interface.hardwareType == 1 || interface.hardwareType == 32)
    }

    /// Its addresses: the one in use, then the one it was made with, where a bond has given it another.
    var adapter: HostAdapter? {
        guard let mac = interface.mac else { return nil }
        var adapter = HostAdapter()
        adapter.ifIndex = interface.index
        adapter.macs = [MACElement(mac.bits)]
        if let permanentAddress, permanentAddress != mac { adapter.macs.append(MACElement(permanentAddress.bits)) }
        return adapter
    }
}
