import FlowLanguage
import FlowTables
import MetricStore

extension Shard {
    mutating func set(_ name: String, _ threshold: Threshold) {
        thresholds.set(name, threshold)
        linkThresholds()
    }

    mutating func removeThreshold(_ name: String) {
        thresholds.remove(name)
        linkThresholds()
    }

    /// Tells the flow definitions of their thresholds. To be called when either have changed.
    mutating func linkThresholds() {
        for flow in flows.installed { flow.watches = thresholds.watches(ofFlow: flow.name) }
    }

    /// Holds what a data source has just reported against the thresholds.
    func check(_ number: Int, now: Int64) {
        guard !thresholds.isEmpty, let source = metrics.sources[number] else { return }
        thresholds.check(source, number: number, metrics.names, now: now)
    }

    /// Makes events of thresholds that have just been exceeded. To be called while their data sources are there.
    mutating func makeEvents(now: Int64) {
        guard !thresholds.isEmpty else { return }
        flows.finish()
        for crossing in thresholds.takeCrossings() {
            guard let view = view(crossing.place.source, nil) else { continue }
            guard view.passes(resolve(crossing.watch.threshold.filter)) else {
                crossing.watch.filterOut(crossing.place, now: Double(now) / 1e9)
                continue
            }
            thresholds.events.append(event(crossing, at: view, now: now))
        }
    }

    private func event(_ crossing: Crossing, at view: SourceView, now: Int64) -> ThresholdEvent {
        let threshold = crossing.watch.threshold
        var event = ThresholdEvent(
            timestamp: 0,
            thresholdID: crossing.watch.name,
            metric: threshold.metric,
            threshold: threshold.value,
            value: crossing.value,
            agent: view.address,
            dataSource: view.source.label
        )
        if !crossing.key.isEmpty, let flow = flows.flow(named: threshold.metric) {
            event.flowKey = flow.shared.program.render(crossing.key.span)
            event.values = flow.values(of: crossing.key, source: view.number, now: Double(now) / 1e9)
        }
        return event
    }

    /// The events since the last time.
    mutating func takeEvents(_ configuration: EngineConfiguration, now: Int64) -> [ThresholdEvent] {
        makeEvents(now: now)
        guard !thresholds.events.isEmpty else { return [] }
        var events: [ThresholdEvent] = []
        swap(&events, &thresholds.events)
        let time = configuration.wallClock()
        for place in events.indices { events[place].timestamp = time }
        return events
    }
}

extension InstalledFlow {
    /// The further values of a flow.
    fileprivate func values(of key: [UInt64], source: Int, now: Double) -> [Double] {
        guard tables.has(source) else { return [] }
        return tables[source].flow(key.span, now: now)?.values ?? []
    }
}
