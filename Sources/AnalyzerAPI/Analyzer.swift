import Engine
import Exporters
import NameResolution
import NetTypes

/// What the routes answer from.
package struct Analyzer: Sendable {
    package let engine: Engine
    package let settings: HTTPSettings
    /// The sockets that sFlow is received by.
    let sockets: @Sendable () -> [SocketStatus]
    /// What reverse DNS says of itself; `nil`: names are not asked for.
    let reverseDNS: @Sendable () -> ReverseDNSStatus?
    /// What the exporter of flow records has sent.
    let ipfixCounts: @Sendable () -> IPFIXExporter.Counts
    /// `nil`: nothing is kept for the next start.
    let state: KeptState?
    let http = HTTPCounters()
    let longBodies = LongBodies()
    let process: ProcessMonitor
    private let started = ContinuousClock.now

    /// `sockets` and `reverseDNS` are asked for each answer that has them.
    package init(
        engine: Engine,
        settings: HTTPSettings = HTTPSettings(),
        roots: SystemRoots = SystemRoots(),
        state: KeptState? = nil,
        sockets: @escaping @Sendable () -> [SocketStatus] = { [] },
        reverseDNS: @escaping @Sendable () -> ReverseDNSStatus? = { nil },
        ipfixCounts: @escaping @Sendable () -> IPFIXExporter.Counts = { IPFIXExporter.Counts() }
    ) {
        self.state = state
        self.sockets = sockets
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
        tagged("analyzer", serverRoutes + documentRoutes) + tagged("metrics", metricRoutes)
            + tagged("workloads", workloadRoutes) + tagged("flows", flowRoutes + flowValueRoutes + flowLogRoutes)
            + tagged("groups and maps", groupRoutes) + tagged("thresholds", thresholdRoutes)
            + tagged("topology", topologyRoutes) + tagged("forwarding", forwardingRoutes)
            + tagged("ledger", ledgerRoutes) + tagged("prometheus", prometheusRoutes) + tagged("streams", streamRoutes)
    )

    private static func tagged(_ tag: String, _ routes: [Route]) -> [Route] { routes.map { $0.tagged(tag) } }
}
