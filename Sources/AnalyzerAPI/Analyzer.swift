import Engine
import Exporters
import NameResolution
import NetTypes

/// What the routes answer from.
package struct Analyzer: Sendable {
    package let engine: Engine
    package let settings: HTTPSettings
    let reception: @Sendable () -> Reception
    /// What reverse DNS says of itself; `nil`: names are not asked for.
    let reverseDNS: @Sendable () -> ReverseDNSStatus?
    /// What the exporter of flow records has sent.
    let ipfixCounts: @Sendable () -> IPFIXExporter.Counts
    let http = HTTPCounters()
    let longBodies = LongBodies()
    let process: ProcessMonitor
    private let started = ContinuousClock.now

    /// What the sockets say of themselves.
    package struct Reception: Hashable, Sendable {
        package struct Socket: Hashable, Sendable {
            package var address: SocketAddress
            /// The shard that it receives for: several sockets share an address.
            package var shard: Int
            /// What the kernel granted, in bytes.
            package var receiveBuffer: Int
            /// Datagrams that the kernel dropped because the buffer was full.
            package var drops: Int

            package init(_ address: SocketAddress, shard: Int, receiveBuffer: Int, drops: Int) {
                (self.address, self.shard) = (address, shard)
                (self.receiveBuffer, self.drops) = (receiveBuffer, drops)
            }
        }

        package var sockets: [Socket]

        package init(_ sockets: [Socket] = []) { self.sockets = sockets }

        /// Datagrams that the kernel dropped.
        var kernelDrops: Int { sockets.reduce(0) { $0 + $1.drops } }
        /// The smallest receive buffer, in bytes.
        var receiveBuffer: Int { sockets.map(\.receiveBuffer).min() ?? 0 }
    }

    /// `reception` and `reverseDNS` are asked for each answer that has them.
    package init(
        engine: Engine,
        settings: HTTPSettings = HTTPSettings(),
        roots: SystemRoots = SystemRoots(),
        reception: @escaping @Sendable () -> Reception = { Reception() },
        reverseDNS: @escaping @Sendable () -> ReverseDNSStatus? = { nil },
        ipfixCounts: @escaping @Sendable () -> IPFIXExporter.Counts = { IPFIXExporter.Counts() }
    ) {
        self.reception = reception
        self.reverseDNS = reverseDNS
        self.ipfixCounts = ipfixCounts
        self.engine = engine
        self.settings = settings
        process = ProcessMonitor(roots: roots)
    }

    /// Milliseconds since the start.
    var uptime: Int { Int((ContinuousClock.now - started) / .milliseconds(1)) }

    /// All endpoints.
    package static let routes: RouteTable = RouteTable(
        serverRoutes + metricRoutes + workloadRoutes + flowRoutes + flowValueRoutes + flowLogRoutes + groupRoutes
            + topologyRoutes + forwardingRoutes + ledgerRoutes
            + streamRoutes
    )
}
