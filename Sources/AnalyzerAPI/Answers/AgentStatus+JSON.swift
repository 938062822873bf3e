import Engine
import JSON

extension AgentStatus: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, count) in counters { writer.member(name, count) }
            if let hostName { writer.member("hostName", hostName) }
            writer.member("sFlowDatagramSource", sources)
            writer.member("firstSeen", firstSeen)
            writer.member("lastSeen", lastSeen)
            writer.member("uptime", uptime)
            if let pollingInterval { writer.member("pollingInterval", pollingInterval) }
        }
    }

    private var counters: KeyValuePairs<String, Int> {
        [
            "sFlowDatagramsReceived": datagramsReceived,
            "sFlowDatagramsLost": datagramsLost,
            "sFlowDatagramsDuplicates": datagramsDuplicates,
            "sFlowDatagramsOutOfOrder": datagramsOutOfOrder,
            "sFlowFlowDatasources": flowDataSources,
            "sFlowFlowSamples": flowSamples,
            "sFlowFlowLostSamples": flowLostSamples,
            "sFlowFlowDuplicateSamples": flowDuplicateSamples,
            "sFlowFlowOutOfOrderSamples": flowOutOfOrderSamples,
            "sFlowFlowDrops": flowDrops,
            "sFlowCounterDatasources": counterDataSources,
            "sFlowCounterSamples": counterSamples,
            "sFlowCounterLostSamples": counterLostSamples,
            "sFlowCounterDuplicateSamples": counterDuplicateSamples,
            "sFlowCounterOutOfOrderSamples": counterOutOfOrderSamples,
            "sFlowDiscardSamples": discardSamples,
        ]
    }
}
