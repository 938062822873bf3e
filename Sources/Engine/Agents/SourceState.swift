import SFlow

/// What a shard follows of one data source, beside its metrics.
struct SourceState {
    /// The number of the workload that it is, in `WorkloadLedger`.
    var workload: Int?
    private(set) var counterSamples = 0, flowSamples = 0
    private var counterSequence = SequenceTracker(), flowSequence = SequenceTracker()
    private(set) var counterCounts = SequenceCounts(), flowCounts = SequenceCounts()
    /// Samples that the agent says it lost, and one packet in how many it samples: the latest figures.
    private(set) var drops: UInt32 = 0, samplingRate: UInt32 = 0
    private(set) var pool = SamplePool()
    /// What its samples stand for since its counters last came, and when that was, in milliseconds; 0: never.
    var sampled = SampledOctets()
    var reconciled: Int64 = 0
    /// `nil`: no packet was ever sampled.
    private(set) var reconciliation: Reconciliation?
    private var agentEpoch: UInt32 = 0
    /// The agent's uptime at the latest sample of each kind.
    private var counterUptime: UInt32 = 0, flowUptime: UInt32 = 0
    /// Counts the times that its counters began anew: no rate is made across one.
    private(set) var epoch: UInt32 = 0

    /// Begins anew if its agent did.
    mutating func follow(_ agentEpoch: UInt32) {
        guard self.agentEpoch != agentEpoch else { return }
        self.agentEpoch = agentEpoch
        epoch &+= 1
        counterSequence.reset()
        flowSequence.reset()
    }

    /// Takes the sequence number of a counters sample. False: it is late or a duplicate, and is not to be used.
    ///
    /// One that is not newer in a datagram that is newer comes from a data source that began anew.
    mutating func observe(counters sequence: UInt32, uptime: UInt32) -> Bool {
        counterSamples += 1
        if !counterSequence.isAhead(sequence), isLater(uptime, than: counterUptime) {
            counterSequence.reset()
            epoch &+= 1
        }
        let verdict = counterSequence.observe(sequence)
        counterCounts.count(verdict)
        if verdict == .reset { epoch &+= 1 }
        guard verdict != .duplicate, verdict != .late else { return false }
        counterUptime = uptime
        return true
    }

    /// Takes the head of a flow sample. False: it is a duplicate.
    ///
    /// A number that has come, in a datagram that is newer, comes from a data source that began anew.
    mutating func observe(flow sample: FlowSample, uptime: UInt32) -> Bool {
        flowSamples += 1
        (drops, samplingRate) = (sample.drops, sample.samplingRate)
        if flowSequence.has(sample.sequence), isLater(uptime, than: flowUptime) { flowSequence.reset() }
        let verdict = flowSequence.observe(sample.sequence)
        flowCounts.count(verdict)
        pool.observe(sample.samplePool, sequence: sample.sequence, verdict)
        guard verdict != .duplicate else { return false }
        if verdict != .late { flowUptime = uptime }
        return true
    }

    mutating func makeReconciliation() -> Reconciliation {
        let known = reconciliation ?? Reconciliation()
        reconciliation = known
        return known
    }

    private func isLater(_ uptime: UInt32, than other: UInt32) -> Bool { Int32(bitPattern: uptime &- other) > 0 }
}
