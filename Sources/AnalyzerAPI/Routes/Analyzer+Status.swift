import Engine
import Exporters
import JSON
import NameResolution
import NetTypes

extension Analyzer {
    /// `/analyzer/json`
    var status: Answer {
        let ingest = engine.status(), sockets = sockets(), http = http.read(), process = process.read(),
            uptime = uptime
        let dns = reverseDNS()
        let ipfix = ipfixCounts()
        return .json { writer in
            writer.object {
                $0.member("version", starlingVersion)
                $0.member("updateAvailable", false)
                $0.member("uptime", uptime)
                ingest.writeMembers(sockets, to: &$0)
                dns?.writeMembers(to: &$0)
                $0.member("ipfixMessagesSent", ipfix.messages)
                $0.member("ipfixMessagesDropped", ipfix.dropped)
                $0.member("stateFailures", state?.failures ?? 0)
                http.writeMembers(to: &$0)
                process.writeMembers(to: &$0)
            }
        }
    }
}

extension IngestStatus {
    fileprivate func writeMembers(_ sockets: [SocketStatus], to writer: inout JSONWriter) {
        writer.member("sFlowAgents", agents)
        writer.member("sFlowDataSources", dataSources)
        writer.member("sFlowMetrics", metrics)
        writer.member("sFlowFlowEntries", flowEntries)
        writer.member("sFlowFlowMemory", flowMemory)
        writer.member("sFlowDataSourceMemory", dataSourceMemory)
        writer.member("sFlowDatagramsReceived", datagramsReceived)
        writer.member("sFlowBytesReceived", bytesReceived)
        writer.member("sFlowParseErrors", parseErrors.reduce(0) { $0 + $1.count })
        for (kind, count) in parseErrors { writer.member("sFlowParseErrors\(kind)", count) }
        writer.member("sFlowUnsupportedVersion", unsupportedVersions)
        writer.member("sFlowDatagramsDiscarded", datagramsDiscarded)
        writer.member("sFlowDatagramsDroppedByKernel", sockets.reduce(0) { $0 + $1.drops })
        writer.member("sFlowReceiveBuffer", sockets.map(\.receiveBuffer).min() ?? 0)
        writer.member("sFlowFlowSamples", flowSamples)
        writer.member("sFlowCounterSamples", counterSamples)
        writer.member("sFlowDiscardSamples", discardSamples)
        writer.member("sFlowMetricSamples", metricSamples)
        writer.member("sFlowUnknownFormats", unknownFormats)
        writer.member("sFlowDataSourcesRefused", dataSourcesRefused)
        writer.member("sFlowFlowEntriesRefused", flowEntriesRefused)
        writer.member("flowsGenerated", flowsGenerated)
        writer.member("flowsLost", flowsLost)
        writer.member("flowsEndedEarly", flowsEndedEarly)
        writer.member("eventsGenerated", eventsGenerated)
        writer.member("eventsLost", eventsLost)
        writer.member("sFlowMetricsRefused", metricsRefused)
        writer.member("sFlowTexts", texts)
        writer.member("sFlowTextBytes", textBytes)
        writer.member("sFlowTextsRefused", textsRefused)
        writer.member("sFlowWorkloadsRunning", workloadsRunning)
        writer.member("sFlowWorkloadsEnded", workloadsEnded)
        writer.member("sFlowWorkloadsEvicted", workloadsEvicted)
    }
}

extension ReverseDNSStatus {
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("dnsQueries", queries)
        writer.member("dnsNames", names)
        writer.member("dnsWithoutName", withoutName)
        writer.member("dnsTimeouts", timeouts)
        writer.member("dnsFailures", failures)
        writer.member("dnsBadAnswers", badAnswers)
        writer.member("dnsOutstanding", outstanding)
        writer.member("dnsWaiting", waiting)
        writer.member("dnsRefused", refused)
        writer.member("dnsCacheSize", cached)
        writer.member("dnsCacheEvicted", evicted)
    }
}

extension HTTPCounters.Reading {
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("httpConnectionsCurrent", connectionsCurrent)
        writer.member("httpConnectionsTotal", connectionsTotal)
        writer.member("httpMessagesReceived", messagesReceived)
        writer.member("httpMessagesSent", messagesSent)
        writer.member("httpBytesReceived", bytesReceived)
        writer.member("httpBytesSent", bytesSent)
        writer.member("httpStreams", streams)
    }
}

extension ProcessReading {
    /// A process without a virtual machine answers the fields of one with what they are plotted for: the heap is the
    /// resident memory and its limit, nothing is collected.
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("availableProcessors", processors)
        writer.member("cpuTime", cpuTime)
        writer.member("cpuLoadSystem", systemLoad)
        writer.member("cpuLoadProcess", processLoad)
        writer.member("memTotal", memoryTotal)
        writer.member("memFree", memoryAvailable)
        writer.member("heapUsed", residentMemory)
        writer.member("heapMax", memoryLimit)
        writer.member("threadCount", threads)
        writer.member("threadDaemonCount", max(0, threads - 1))
        writer.member("threadTotalStartedCount", mostThreads)
        writer.member("gcTime", 0)
        writer.member("gcCount", 0)
    }
}
