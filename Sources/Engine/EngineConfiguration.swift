import Enrichment
import FlowLanguage
import Glibc

/// Milliseconds since 1970, by the system's clock.
@Sendable
package func systemMilliseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// How large the analyzer may grow. What is refused because of a bound is counted.
package struct EngineConfiguration: Sendable {
    /// Shards; one for each ingest thread.
    package var shards = 1
    /// Agents altogether.
    package var maximumAgents = 100_000
    /// Data sources altogether.
    package var maximumSources = 2_000_000
    /// Names of metrics that applications choose.
    package var maximumCustomNames = 10_000
    /// Metrics under such names, altogether and of one data source.
    package var maximumCustomMetrics = 10_000_000
    package var maximumCustomMetricsPerSource = 256
    /// Bytes of text that such metrics have for values.
    package var maximumCustomText = 256 << 20
    /// Workloads that have ended and are remembered.
    package var maximumEndedWorkloads = 50_000
    /// For how long they are remembered, in milliseconds.
    package var endedWorkloadsKept: Int64 = 3_600_000
    /// Addresses of hosts and workloads that key functions know, in all.
    package var maximumAddresses = 4_000_000
    /// Flow definitions.
    package var maximumFlows = 1000
    /// Bytes of the flow tables altogether: about twelve million flows with two addresses.
    package var maximumFlowMemory = 1 << 30
    /// Bytes of the data sources and their metrics altogether.
    package var maximumSourceMemory = 2 << 30
    /// Flows that a definition keeps for each data source, at most.
    package var flowTableCapacity = 4096
    /// Texts that flow keys have as values, altogether, and bytes of them.
    package var maximumTexts = 1 << 20
    package var maximumTextBytes = 64 << 20
    /// Records that the flow log keeps.
    package var maximumFlowRecords = 1000
    /// Thresholds.
    package var maximumThresholds = 1000
    /// Events that are kept.
    package var maximumEvents = 1000
    /// Flows under way of definitions that make records, altogether, and of one definition and data source.
    package var maximumLiveFlows = 1_000_000
    package var liveFlowCapacity = 65_536
    /// For how long a metric is shown at least after its last report, in milliseconds.
    package var expiryFloor: Int64 = 60_000
    /// Groups and maps.
    package var groupLimits = NamedSetLimits()
    package var mapLimits = NamedSetLimits()
    /// What key functions may ask that the engine does not know itself: DNS, GeoIP, vendors, ports. It is called on
    /// ingest threads while their shard is locked: it must not wait, nor ask the engine.
    package var lookups: @Sendable (Lookup) -> LookupAnswer = { _ in LookupAnswer(nil) }
    /// Nanoseconds of a clock that never runs back.
    package var clock: @Sendable () -> Int64

    /// Milliseconds since 1970.
    package var wallClock: @Sendable () -> Int64

    package init(
        clock: @escaping @Sendable () -> Int64,
        wallClock: @escaping @Sendable () -> Int64 = systemMilliseconds
    ) {
        self.clock = clock
        self.wallClock = wallClock
    }
}
