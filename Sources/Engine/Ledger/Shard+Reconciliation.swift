import MetricStore

extension Shard {
    /// Holds the samples of an interface against the counters that it has just reported.
    mutating func reconcile(_ number: Int, _ context: DatagramContext) {
        let previous = sources[number].reconciled, sampled = sources[number].sampled
        guard let source = metrics.sources[number], let block = source.block(InterfaceRates.ordinal),
            block.updated == context.milliseconds
        else { return }
        sources[number].reconciled = block.updated
        sources[number].sampled = SampledOctets()
        guard !sampled.isEmpty || sources[number].reconciliation != nil else { return }
        let reconciliation = sources[number].makeReconciliation()
        let span = Double(block.updated - previous) / 1000
        guard previous > 0, span > 0, let rates = InterfaceRates(block) else { return reconciliation.reset() }
        let poll = Reconciliation.Poll(
            span: span,
            sampled: sampled,
            octets: rates.octets * span,
            packets: rates.packets * span
        )
        for direction in reconciliation.take(poll, samplingRate: Double(sources[number].samplingRate)) {
            guard let view = view(number, nil), let result = reconciliation.results[direction] else { continue }
            thresholds.events.append(ThresholdEvent(result, InterfaceRates.names[direction], at: view))
        }
    }
}

extension ThresholdEvent {
    /// The name that events have of which no threshold is the cause, but that flows and counters do not agree.
    package static let reconciliation = "reconciliation"

    fileprivate init(_ result: FlowRatio, _ metric: String, at view: SourceView) {
        self.init(
            timestamp: 0,
            thresholdID: Self.reconciliation,
            metric: metric,
            threshold: result.ratio < 1 ? max(1 - result.bound, 0) : 1 + result.bound,
            value: result.ratio,
            agent: view.address,
            dataSource: view.source.label
        )
    }
}

/// What an interface's counters say for each second.
private struct InterfaceRates {
    static let names = ["ifinoctets", "ifoutoctets"]
    private static let octets = names.compactMap { MetricCatalogue.standard.byName[$0]?.first }
    private static let packets = ["ifinpkts", "ifoutpkts"].compactMap { MetricCatalogue.standard.byName[$0]?.first }
    static let ordinal = octets[0].ordinal

    let octets: InOut
    let packets: InOut

    /// `nil` across a discontinuity.
    init?(_ block: MetricBlock) {
        guard let octets = InOut(Self.octets, block), let packets = InOut(Self.packets, block) else { return nil }
        (self.octets, self.packets) = (octets, packets)
    }
}

extension InOut {
    fileprivate init?(_ metrics: [MetricDefinition], _ block: MetricBlock) {
        guard case .number(let coming) = metrics[0].value(in: block),
            case .number(let going) = metrics[1].value(in: block)
        else { return nil }
        self.init(coming, going)
    }
}
