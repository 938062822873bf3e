import NetTypes

/// Merges the top flows of many data sources by key.
package struct FlowMerger: ~Copyable {
    /// How the observations of one flow become one.
    package enum Mode: Sendable {
        /// The largest: every hop of a path samples the same packets.
        case max
        /// The sum: no packet is sampled twice.
        case sum
    }

    private let mode: Mode
    private let hash: KeyHash
    private let keyWords: Int
    private var index = KeyIndex(records: 0)
    private var keys: [UInt64] = []
    private var flows: [TopFlow] = []

    package init(_ mode: Mode, keyWords: Int, hash: KeyHash) {
        self.mode = mode
        self.hash = hash
        self.keyWords = keyWords
    }

    /// Different flows so far.
    package var count: Int { flows.count }

    /// Adds what one data source saw of a flow.
    package mutating func add(_ flow: TopFlow) { add(flow.key.span, flow) }

    mutating func add(_ key: Span<UInt64>, _ flow: TopFlow) {
        let code = hash(key)
        let found = index.find(code, key, in: keys.span, stride: keyWords)
        if found >= 0 { combine(found, flow) } else { append(key, code, flow) }
    }

    /// The largest flows of at least `minimum`, largest first.
    package consuming func top(_ limit: Int, minimum: Double = 0) -> [TopFlow] {
        guard limit > 0 else { return [] }
        var best = Leaders(limit: limit)
        for number in flows.indices where flows[number].value >= minimum { best.offer(number, flows[number].value) }
        return best.finish().map { flows[$0] }
    }

    private mutating func append(_ key: Span<UInt64>, _ code: UInt32, _ flow: TopFlow) {
        if flows.count == index.capacity { grow() }
        index.insert(code, record: flows.count)
        for word in key.indices { keys.append(key[word]) }
        flows.append(flow)
    }

    private mutating func grow() {
        index.reset(records: flows.count * 2)
        for number in flows.indices {
            let code = hash(keys.span.extracting(number * keyWords..<(number + 1) * keyWords))
            index.insert(code, record: number)
        }
    }

    private mutating func combine(_ number: Int, _ flow: TopFlow) {
        let sources = flows[number].sources + flow.sources
        switch mode {
        case .max: if flow.value > flows[number].value { flows[number] = flow }
        case .sum: flows[number].add(flow)
        }
        flows[number].sources = sources
    }
}
