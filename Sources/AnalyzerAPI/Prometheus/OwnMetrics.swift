import Engine
import Exporters
import Exposition
import NameResolution
import NetTypes

/// What the analyzer says of itself at `/metrics`.
enum OwnMetrics {
    typealias Metric = DeclaredMetric<AnalyzerReading>

    static let all = build + received + kept + sent + http + process

    private static let build = [
        Metric(.info, "starling_build", labels: ["version"], "The program") { _, samples in
            samples.sample(1, MetricLabels(["version": starlingVersion]))
        }
    ]

    private static let received = [
        Metric(.counter, "starling_received_datagrams", "Datagrams of sFlow without a fault") {
            $0.ingest.datagramsReceived
        },
        Metric(.counter, "starling_received_bytes", unit: "bytes", "Bytes of datagrams") { $0.ingest.bytesReceived },
        Metric(.counter, "starling_parse_errors", labels: ["kind"], "Datagrams with a fault, by their first") {
            for (kind, count) in $0.ingest.parseErrors { $1.sample(count, MetricLabels(["kind": kind])) }
        },
        Metric(.counter, "starling_discarded_datagrams", "Datagrams that were refused: too many agents") {
            $0.ingest.datagramsDiscarded
        },
        Metric(.counter, "starling_received_samples", labels: ["type"], "Samples, by what they are of") {
            $1.sample($0.ingest.flowSamples, MetricLabels(["type": "flow"]))
            $1.sample($0.ingest.counterSamples, MetricLabels(["type": "counter"]))
            $1.sample($0.ingest.discardSamples, MetricLabels(["type": "discard"]))
            $1.sample($0.ingest.metricSamples, MetricLabels(["type": "metric"]))
        },
        Metric(.counter, "starling_unknown_formats", "Samples and records of formats that are not known") {
            $0.ingest.unknownFormats
        },
        Metric(
            .counter,
            "starling_socket_dropped_datagrams",
            labels: socketLabels,
            "Datagrams that found no room in the receive buffer"
        ) { for socket in $0.sockets { $1.sample(socket.drops, socket.metricLabels) } },
        Metric(
            .gauge,
            "starling_socket_receive_buffer_bytes",
            unit: "bytes",
            labels: socketLabels,
            "The receive buffer that the kernel granted"
        ) { for socket in $0.sockets { $1.sample(socket.receiveBuffer, socket.metricLabels) } },
    ]

    private static let socketLabels = ["address", "shard"]

    private static let kept = [
        Metric(.gauge, "starling_agents", "Agents") { $0.ingest.agents },
        Metric(.gauge, "starling_data_sources", "Data sources of agents") { $0.ingest.dataSources },
        Metric(.gauge, "starling_data_source_metrics", "Metrics of data sources") { $0.ingest.metrics },
        Metric(.gauge, "starling_data_source_memory_bytes", unit: "bytes", "Memory of data sources and metrics") {
            $0.ingest.dataSourceMemory
        },
        Metric(.gauge, "starling_flow_definitions", "Flow definitions") { $0.definitions },
        Metric(.gauge, "starling_thresholds", "Thresholds") { $0.thresholds },
        Metric(.counter, "starling_state_failures", "Definitions that could not be kept for the next start") {
            $0.stateFailures
        },
        Metric(.gauge, "starling_flow_entries", "Flows in the tables of definitions") { $0.ingest.flowEntries },
        Metric(.gauge, "starling_flow_memory_bytes", unit: "bytes", "Memory of these tables") { $0.ingest.flowMemory },
        Metric(.gauge, "starling_texts", "Texts that flow keys have as values") { $0.ingest.texts },
        Metric(.gauge, "starling_text_memory_bytes", unit: "bytes", "Bytes of these texts") { $0.ingest.textBytes },
        Metric(.gauge, "starling_workloads", labels: ["state"], "Containers, pods, services and virtual machines") {
            $1.sample($0.ingest.workloadsRunning, MetricLabels(["state": "running"]))
            $1.sample($0.ingest.workloadsEnded, MetricLabels(["state": "ended"]))
        },
        Metric(.counter, "starling_evicted_workloads", "Ended workloads that were forgotten before their time") {
            $0.ingest.workloadsEvicted
        },
        Metric(.counter, "starling_refusals", labels: ["table"], "What a table had no room for") {
            $1.sample($0.ingest.dataSourcesRefused, MetricLabels(["table": "data_sources"]))
            $1.sample($0.ingest.flowEntriesRefused, MetricLabels(["table": "flow_entries"]))
            $1.sample($0.ingest.metricsRefused, MetricLabels(["table": "metrics"]))
            $1.sample($0.ingest.textsRefused, MetricLabels(["table": "texts"]))
        },
    ]

    private static let sent = [
        Metric(.counter, "starling_flow_records", "Flow records that were made") { $0.ingest.flowsGenerated },
        Metric(.counter, "starling_lost_flow_records", "Flow records that could not be made, or were not exported") {
            $0.ingest.flowsLost
        },
        Metric(.counter, "starling_early_flow_records", "Flow records that were made before their time") {
            $0.ingest.flowsEndedEarly
        },
        Metric(.counter, "starling_events", "Events of thresholds") { $0.ingest.eventsGenerated },
        Metric(.counter, "starling_lost_events", "Events that there was no room for") { $0.ingest.eventsLost },
        Metric(.counter, "starling_ipfix_messages", labels: ["result"], "IPFIX messages, by whether they were sent") {
            $1.sample($0.ipfix.messages, MetricLabels(["result": "sent"]))
            $1.sample($0.ipfix.dropped, MetricLabels(["result": "dropped"]))
        },
        Metric(.counter, "starling_dns_queries", "Addresses that name servers were asked for") { $0.dns?.queries },
        Metric(.counter, "starling_dns_answers", labels: ["result"], "What became of the questions") {
            $0.dns?.writeAnswers(to: &$1)
        },
        Metric(.counter, "starling_dns_refusals", "Addresses that were not asked for: too many waited") {
            $0.dns?.refused
        },
        Metric(.gauge, "starling_dns_outstanding_queries", "Questions that are being asked") { $0.dns?.outstanding },
        Metric(.gauge, "starling_dns_waiting_addresses", "Addresses that wait to be asked for") { $0.dns?.waiting },
        Metric(.gauge, "starling_dns_cached_addresses", "Addresses that are remembered") { $0.dns?.cached },
        Metric(.counter, "starling_dns_evicted_addresses", "Addresses that were forgotten to make room") {
            $0.dns?.evicted
        },
    ]

    private static let http = [
        Metric(.gauge, "starling_http_connections", "Open HTTP connections") { $0.http.connectionsCurrent },
        Metric(.counter, "starling_http_opened_connections", "HTTP connections") { $0.http.connectionsTotal },
        Metric(.counter, "starling_http_requests", "HTTP requests") { $0.http.messagesReceived },
        Metric(.counter, "starling_http_responses", "HTTP responses") { $0.http.messagesSent },
        Metric(.counter, "starling_http_received_bytes", unit: "bytes", "Bytes from HTTP clients") {
            $0.http.bytesReceived
        },
        Metric(.counter, "starling_http_sent_bytes", unit: "bytes", "Bytes to HTTP clients") { $0.http.bytesSent },
        Metric(.gauge, "starling_http_streams", "Streams of server-sent events") { $0.http.streams },
    ]

    /// The metrics that every process with Prometheus' client libraries has.
    private static let process = [
        Metric(.counter, fraction: "process_cpu_seconds", unit: "seconds", "Processor time, user and system") {
            Double($0.process.cpuTime) / 1000
        },
        Metric(.gauge, "process_resident_memory_bytes", unit: "bytes", "Resident memory") { $0.process.residentMemory },
        Metric(.gauge, "process_virtual_memory_bytes", unit: "bytes", "Virtual memory") { $0.process.virtualMemory },
        Metric(.gauge, "process_open_fds", "Open file descriptors") { $0.process.openFiles },
        Metric(.gauge, "process_max_fds", "File descriptors that may be open") { $0.process.mostFiles },
        Metric(.gauge, "process_threads", "Threads") { $0.process.threads },
        Metric(.gauge, fraction: "process_start_time_seconds", unit: "seconds", "When the process started, since 1970")
        {
            $0.process.startTime
        },
    ]
}

extension SocketStatus {
    fileprivate var metricLabels: MetricLabels { MetricLabels(["address": address.description, "shard": "\(shard)"]) }
}

extension ReverseDNSStatus {
    fileprivate func writeAnswers(to samples: inout SampleWriter) {
        for (result, count) in [
            ("name", names), ("without_name", withoutName), ("timeout", timeouts), ("failure", failures),
            ("bad", badAnswers),
        ] { samples.sample(count, MetricLabels(["result": result])) }
    }
}
