import MetricStore
import NetTypes

/// What has come of a kind of samples of a data source, or of an agent's datagrams, and what was lost on the way.
package struct SampleLedger: Hashable, Sendable {
    package var received = 0, lost = 0, duplicates = 0, outOfOrder = 0
}

/// The books of a data source: beside each figure that is made of its samples, what that is worth.
package struct SourceLedger: Hashable, Sendable {
    package var agent: IPAddress
    package var dataSource: String
    /// What an interface is called.
    package var name: String?
    package var counters: SampleLedger
    package var flows: SampleLedger
    /// Samples that the agent says it lost itself, of those that are received or lost.
    package var drops: Int
    /// One packet in so many, as the latest sample says; `nil` without samples.
    package var samplingRate: Int?
    /// The same from the pool of packets that samples were chosen from and their numbers; `nil` until two have come.
    package var effectiveSamplingRate: Double?
    /// How flows compare with the interface's counters, in and out; `nil`: nothing can be said.
    package var flowsIn: FlowRatio?
    package var flowsOut: FlowRatio?
}

/// What the samples of the last polls stand for, held against the octets that the interface counted.
package struct FlowRatio: Hashable, Sendable {
    /// The estimate from samples, divided by the counter.
    package var ratio: Double
    /// By how much it may differ from 1: five standard errors of sampling, and what the two count differently.
    package var bound: Double
    package var samples: Int

    package var isOff: Bool { abs(ratio - 1) > bound }
}

extension AgentStatus {
    /// The same of its datagrams.
    package var datagrams: SampleLedger {
        SampleLedger(
            received: datagramsReceived,
            lost: datagramsLost,
            duplicates: datagramsDuplicates,
            outOfOrder: datagramsOutOfOrder
        )
    }
}

extension Engine {
    /// The books of the data sources that have sent samples.
    package func ledger(_ selection: AgentSelection) -> [SourceLedger] {
        var ledger: [SourceLedger] = []
        let topology = resolvedTopology
        forEachShard { shard in
            shard.forEachSource(of: shard.choice(selection, topology), []) { view in
                let state = shard.sources[view.number]
                if state.flowSamples > 0 || state.counterSamples > 0 { ledger.append(SourceLedger(view, state)) }
            }
        }
        return ledger
    }
}

extension SourceLedger {
    fileprivate init(_ view: SourceView, _ state: SourceState) {
        agent = view.address
        dataSource = view.source.label
        name = view.source.interfaceName
        counters = SampleLedger(state.counterSamples, state.counterCounts)
        flows = SampleLedger(state.flowSamples, state.flowCounts)
        drops = Int(state.drops)
        samplingRate = state.flowSamples > 0 ? Int(state.samplingRate) : nil
        effectiveSamplingRate = state.pool.samplingRate
        flowsIn = state.reconciliation?.results[0]
        flowsOut = state.reconciliation?.results[1]
    }
}

extension SampleLedger {
    fileprivate init(_ received: Int, _ counts: SequenceCounts) {
        self.init(
            received: received,
            lost: counts.lost,
            duplicates: counts.duplicates,
            outOfOrder: counts.outOfOrder
        )
    }
}
