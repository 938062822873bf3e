import SFlow
import XDR

extension CounterTotal {
    /// The counters of an interface in the order of host_net_io.
    mutating func add(_ index: UInt32, _ statistics: LinkStatistics) {
        let dropsIn = statistics.rxDropped &+ statistics.rxMissed
        add(
            UInt64(index),
            Counters(
                statistics.rxBytes,
                statistics.rxPackets,
                statistics.rxErrors,
                dropsIn,
                statistics.txBytes,
                statistics.txPackets,
                statistics.txErrors,
                statistics.txDropped
            )
        )
    }
}

extension HostNetIO {
    /// host_net_io, 0:2006.
    init(_ sum: CounterTotal.Counters) {
        self.init()
        func word(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: sum[index]) }
        (bytesIn, packetsIn, errorsIn, dropsIn) = (sum[0], word(1), word(2), word(3))
        (bytesOut, packetsOut, errorsOut, dropsOut) = (sum[4], word(5), word(6), word(7))
    }
}
