import Engine
import Exporters
import NameResolution
import NetTypes

/// What the routes answer from.
package struct Analyzer: Sendable {
    package let engine: Engine
    package let settings: HTTPSettings
    private let reception: @Sendable () -> Reception
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
        /// Datagrams that the kernel dropped because a buffer was full.
        package var kernelDrops: Int
        /// The smallest receive buffer, in bytes.
        package var receiveBuffer: Int

        package init(kernelDrops: Int = 0, receiveBuffer: Int = 0) {
            self.kernelDrops = kernelDrops
            self.receiveBuffer = receiveBuffer
        }
    }

    /// `reception` and `reverseDNS` are asked for each `/analyzer/json`.
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

    /// What has come in, with what the sockets add.
    var ingestStatus: IngestStatus {
        var status = engine.status()
        let reception = reception()
        status.kernelDrops += reception.kernelDrops
        status.receiveBuffer = max(status.receiveBuffer, reception.receiveBuffer)
        return status
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
