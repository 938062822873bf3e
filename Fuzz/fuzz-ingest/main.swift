import Engine
import FlowLanguage
import Fuzzing
import NetTypes

// Takes what comes as an ingest thread does, with flow definitions set, and asks now and then. The engine stays: what one
// datagram leaves behind meets the next.

nonisolated(unsafe) var now: Int64 = 1_000_000_000
var configuration = EngineConfiguration { now }
configuration.maximumAgents = 64
configuration.maximumSources = 256
configuration.maximumFlowMemory = 1 << 20
configuration.maximumSourceMemory = 1 << 20
configuration.maximumTexts = 1000
configuration.maximumCustomNames = 64
configuration.maximumCustomMetrics = 1000
configuration.maximumEndedWorkloads = 64
let engine = Engine(configuration)
for (name, keys) in [("tuple", "ipsource,ipdestination,tcpsourceport"), ("stack", "stack"), ("mac", "macsource,vlan")] {
    try engine.setFlow(name, FlowDefinition(keys: keys, value: "bytes", filter: "ipprotocol=6|stack!=eth.ip"))
}
var functions = FlowDefinition(keys: "or:[mask:ipsource:24]:ip6source,prefix:stack:.:2,dns:ipsource", value: "frames")
functions.values = "avg:bytes,max:bytes,count:ipdestination"
functions.log = true
try engine.setFlow("functions", functions)
try engine.setFlow("dropped", FlowDefinition(keys: "reason,function", value: "frames", dropped: true))

var taken = 0
nonisolated(unsafe) var before: [UInt8] = []
fuzz { input in
    now += 1_000_000
    // With the one before in a batch: its keys are still on their way when this one comes.
    engine.ingest(shard: 0) { sink in
        sink.take(before.span.bytes, from: .v4(0x7F00_0001))
        sink.take(input, from: .v4(0x7F00_0001))
    }
    before = (0..<input.byteCount).map { input.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    taken += 2
    let status = engine.status()
    let faults = status.parseErrors.reduce(0) { $0 + $1.count }
    precondition(status.datagramsReceived + faults == taken, "a datagram was not counted once")
    precondition(status.agents <= 64 && status.dataSources <= 256, "a bound was passed")
    precondition(status.workloadsEnded <= 64 && status.workloadsRunning <= 256, "a bound was passed")
    if taken % 256 == 0 {
        engine.expire(shard: 0)
        _ = engine.activeFlows(.all, "stack", limit: 10, minimum: 0, merge: .max)
        _ = engine.metrics(.all)
        _ = engine.workloads(.all, ["k8s_name": ["*"]], order: .cpu, limit: 10)
    }
}
