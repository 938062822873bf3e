import Engine
import Exporters
import NameResolution
import SFlow

extension AnalyzerFigure {
    /// In the order of `/analyzer/json`.
    static let all = sFlow + names + http + process

    private static let sFlow: [AnalyzerFigure] =
        [
            gauge("uptime", "uptime", unit: .milliseconds, "Time since the start") { $0.uptime },
            gauge("sFlowAgents", "agents", or: "agent_count", "Agents") { $0.ingest.agents },
            gauge("sFlowDataSources", "data_sources", "Data sources") { $0.ingest.dataSources },
            gauge("sFlowMetrics", "metrics", "Metrics of data sources") { $0.ingest.metrics },
            gauge("sFlowFlowEntries", "flow_entries", "Flows in the tables of flow definitions") {
                $0.ingest.flowEntries
            },
            gauge("sFlowFlowMemory", "flow_memory", unit: .bytes, "Memory of these tables") { $0.ingest.flowMemory },
            gauge("sFlowDataSourceMemory", "data_source_memory", unit: .bytes, "Memory of data sources and metrics") {
                $0.ingest.dataSourceMemory
            },
            counter("sFlowDatagramsReceived", "received_datagrams", "Datagrams without a fault") {
                $0.ingest.datagramsReceived
            },
            counter("sFlowBytesReceived", "received", unit: .bytes, "Bytes of datagrams") { $0.ingest.bytesReceived },
            counter("sFlowParseErrors", "parse_errors", "Datagrams with a fault") {
                $0.ingest.parseErrors.reduce(0) { $0 + $1.count }
            },
        ] + DatagramFault.allCases.map(parseError) + [
            counter("sFlowUnsupportedVersion", "unsupported_version", "Those of them of another version of sFlow") {
                $0.ingest.unsupportedVersions
            },
            counter("sFlowDatagramsDiscarded", "discarded_datagrams", "Datagrams that were refused: too many agents") {
                $0.ingest.datagramsDiscarded
            },
            counter(
                "sFlowDatagramsDroppedByKernel",
                "kernel_dropped_datagrams",
                "Datagrams that found no room in a socket"
            ) {
                $0.sockets.reduce(0) { $0 + $1.drops }
            },
            gauge("sFlowReceiveBuffer", "receive_buffer", unit: .bytes, "The smallest receive buffer of a socket") {
                $0.sockets.map(\.receiveBuffer).min() ?? 0
            },
            counter("sFlowFlowSamples", "flow_samples", "Samples of packets") { $0.ingest.flowSamples },
            counter("sFlowCounterSamples", "counters_samples", "Samples of counters") { $0.ingest.counterSamples },
            counter("sFlowDiscardSamples", "discard_samples", "Discarded packets") { $0.ingest.discardSamples },
            counter("sFlowMetricSamples", "metric_samples", "Samples of applications' metrics") {
                $0.ingest.metricSamples
            },
            counter("sFlowUnknownFormats", "unknown_formats", "Samples and records of formats that are not known") {
                $0.ingest.unknownFormats
            },
            counter("sFlowDataSourcesRefused", "refused_data_sources", "Data sources beyond a bound") {
                $0.ingest.dataSourcesRefused
            },
            counter("sFlowFlowEntriesRefused", "refused_flow_entries", "Flows beyond a bound") {
                $0.ingest.flowEntriesRefused
            },
            counter("flowsGenerated", "flows_generated", "Flow records that were made") { $0.ingest.flowsGenerated },
            counter("flowsLost", "flows_lost", "Flow records that could not be made or were not exported") {
                $0.ingest.flowsLost
            },
            counter("flowsEndedEarly", "flows_ended_early", "Flow records that were made before their time") {
                $0.ingest.flowsEndedEarly
            },
            counter("eventsGenerated", "events_generated", "Events of thresholds") { $0.ingest.eventsGenerated },
            counter("eventsLost", "events_lost", "Events that there was no room for") { $0.ingest.eventsLost },
            counter("sFlowMetricsRefused", "refused_metrics", "Metrics of applications beyond a bound") {
                $0.ingest.metricsRefused
            },
            gauge("sFlowTexts", "texts", "Texts that flow keys have as values") { $0.ingest.texts },
            gauge("sFlowTextBytes", "text", unit: .bytes, "Bytes of these texts") { $0.ingest.textBytes },
            counter("sFlowTextsRefused", "refused_texts", "Texts beyond a bound") { $0.ingest.textsRefused },
            gauge("sFlowWorkloadsRunning", "workloads_running", "Workloads that run") { $0.ingest.workloadsRunning },
            gauge("sFlowWorkloadsEnded", "workloads_ended", "Workloads that have ended and are remembered") {
                $0.ingest.workloadsEnded
            },
            counter("sFlowWorkloadsEvicted", "workloads_evicted", "Workloads that were forgotten before their time") {
                $0.ingest.workloadsEvicted
            },
        ]

    private static func parseError(_ fault: DatagramFault) -> AnalyzerFigure {
        counter(
            "sFlowParseErrors\(fault.rawValue)",
            "parse_errors_\(fault.snakeCase)",
            "Datagrams with a fault: \(fault.snakeCase)"
        ) { reading in reading.ingest.parseErrors.first { $0.kind == fault.rawValue }?.count }
    }

    private static let names: [AnalyzerFigure] = [
        counter("dnsQueries", "dns_queries", "Addresses that name servers were asked for") { $0.dns?.queries },
        counter("dnsNames", "dns_names", "Answers with a name") { $0.dns?.names },
        counter("dnsWithoutName", "dns_without_name", "Answers that there is none") { $0.dns?.withoutName },
        counter("dnsTimeouts", "dns_timeouts", "Questions without an answer in time") { $0.dns?.timeouts },
        counter("dnsFailures", "dns_failures", "Questions that servers could not answer or refused") {
            $0.dns?.failures
        },
        counter("dnsBadAnswers", "dns_bad_answers", "Answers that cannot be used") { $0.dns?.badAnswers },
        gauge("dnsOutstanding", "dns_outstanding", "Questions that are being asked") { $0.dns?.outstanding },
        gauge("dnsWaiting", "dns_waiting", "Addresses that wait to be asked for") { $0.dns?.waiting },
        counter("dnsRefused", "dns_refused", "Addresses that were not asked for: too many waited") { $0.dns?.refused },
        gauge("dnsCacheSize", "dns_cache_size", "Addresses that are remembered") { $0.dns?.cached },
        counter("dnsCacheEvicted", "dns_cache_evicted", "Addresses that were forgotten to make room") {
            $0.dns?.evicted
        },
        counter("ipfixMessagesSent", "ipfix_sent_messages", "IPFIX messages that the system took") {
            $0.ipfix.messages
        },
        counter("ipfixMessagesDropped", "ipfix_dropped_messages", "IPFIX messages that it did not take") {
            $0.ipfix.dropped
        },
        counter("stateFailures", "state_failures", "Definitions that could not be kept for the next start") {
            $0.stateFailures
        },
    ]

    private static let http: [AnalyzerFigure] = [
        gauge("httpConnectionsCurrent", "http_connections_current", "Open HTTP connections") {
            $0.http.connectionsCurrent
        },
        counter("httpConnectionsTotal", "http_connections_total", "HTTP connections") { $0.http.connectionsTotal },
        counter("httpMessagesReceived", "http_received_messages", "Requests") { $0.http.messagesReceived },
        counter("httpMessagesSent", "http_sent_messages", "Responses") { $0.http.messagesSent },
        counter("httpBytesReceived", "http_received", unit: .bytes, "Bytes of requests") { $0.http.bytesReceived },
        counter("httpBytesSent", "http_sent", unit: .bytes, "Bytes of responses") { $0.http.bytesSent },
        gauge("httpStreams", "http_streams", "Streams of events") { $0.http.streams },
    ]

    /// A process without a virtual machine has what the fields of one are plotted for: the heap is the resident memory and
    /// its limit, nothing is collected.
    private static let process: [AnalyzerFigure] = [
        gauge("availableProcessors", "available_processors", "Processors") { $0.process.processors },
        counter("cpuTime", "cpu_time", unit: .milliseconds, "Processor time that the analyzer has used") {
            $0.process.cpuTime
        },
        share("cpuLoadSystem", "cpu_load_system", "Of all processors, what everything uses") { $0.process.systemLoad },
        share("cpuLoadProcess", "cpu_load_process", "Of all processors, what the analyzer uses") {
            $0.process.processLoad
        },
        gauge("memTotal", "mem_total", unit: .bytes, "Memory of the machine") { $0.process.memoryTotal },
        gauge("memFree", "mem_free", unit: .bytes, "Memory of it that can be had") { $0.process.memoryAvailable },
        gauge("heapUsed", "heap_used", unit: .bytes, "Resident memory of the analyzer") { $0.process.residentMemory },
        gauge("heapMax", "heap_max", unit: .bytes, "Memory that the analyzer may use") { $0.process.memoryLimit },
        gauge("threadCount", "thread_count", "Threads") { $0.process.threads },
        gauge("threadDaemonCount", "thread_daemon_count", "Threads but the first") { max(0, $0.process.threads - 1) },
        gauge("threadTotalStartedCount", "thread_total_started_count", "The most threads so far") {
            $0.process.mostThreads
        },
        counter("gcTime", "gc_time", unit: .milliseconds, "Time for collecting garbage: there is none") { _ in 0 },
        counter("gcCount", "gc_count", "Collections of garbage: there are none") { _ in 0 },
    ]
}

extension DatagramFault {
    /// `sample_count`
    var snakeCase: String {
        rawValue.reduce(into: "") { text, letter in
            if letter.isUppercase, !text.isEmpty { text += "_" }
            text += letter.lowercased()
        }
    }
}
