import Agent
import SFlow
import XDR

extension InterfaceCounters {
    /// if_counters, 0:1. The kernel does not count broadcasts, multicasts sent, or packets of unknown protocols: those
    /// are all ones, which is unknown. Unicast is what is left, broadcasts in it.
    init(_ link: Link, _ statistics: LinkStatistics) {
        self.init()
        ifIndex = link.interface.index
        ifType = InterfaceType(link.interface, isWireless: link.settings.isWireless).rawValue
        ifSpeed = link.interface.speed
        ifDirection = link.direction
        ifStatus = (link.interface.isUp ? 1 : 0) | (link.isOperational ? 2 : 0)
        ifPromiscuousMode = link.promiscuity > 0 ? 1 : 0
        setReceived(statistics)
        setSent(statistics)
    }

    private mutating func setReceived(_ statistics: LinkStatistics) {
        let unicast = statistics.rxPackets - min(statistics.multicast, statistics.rxPackets)
        ifInOctets = statistics.rxBytes
        ifInUcastPkts = UInt32(truncatingIfNeeded: unicast)
        ifInMulticastPkts = UInt32(truncatingIfNeeded: statistics.multicast)
        ifInBroadcastPkts = .max
        ifInDiscards = UInt32(truncatingIfNeeded: statistics.rxDropped &+ statistics.rxMissed)
        ifInErrors = UInt32(truncatingIfNeeded: statistics.rxErrors)
        ifInUnknownProtos = .max
    }

    private mutating func setSent(_ statistics: LinkStatistics) {
        ifOutOctets = statistics.txBytes
        ifOutUcastPkts = UInt32(truncatingIfNeeded: statistics.txPackets)
        ifOutMulticastPkts = .max
        ifOutBroadcastPkts = .max
        ifOutDiscards = UInt32(truncatingIfNeeded: statistics.txDropped)
        ifOutErrors = UInt32(truncatingIfNeeded: statistics.txErrors)
    }
}

extension Link {
    /// 0 unknown, 1 full duplex, 2 half duplex.
    var direction: UInt32 {
        switch settings.duplex {
        case .unknown: 0
        case .full: 1
        case .half: 2
        }
    }

    /// Up in the sense of RFC 2863. Interfaces without a state of their own (loopback, tunnels) are as up as they run.
    var isOperational: Bool {
        interface.isUp && (operationalState == 6 || operationalState == 0 && interface.isRunning)
    }
}
