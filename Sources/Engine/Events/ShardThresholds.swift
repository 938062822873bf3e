import MetricStore

/// The thresholds of a shard, by where the values come from that they are held against.
struct ShardThresholds {
    /// By the place of the structure in `Structures.counterRecords`.
    private var byStructure: [[(metric: MetricDefinition, watch: ThresholdWatch)]] = []
    /// Of names that are not the standard's: those of applications, and of flow definitions.
    private(set) var named: [ThresholdWatch] = []
    private var all: [String: ThresholdWatch] = [:]
    private let crossings = Crossings()
    /// Events that are made and not told yet.
    var events: [ThresholdEvent] = []

    var isEmpty: Bool { all.isEmpty }
    var lost: Int { crossings.lost }

    /// Adds a threshold, or replaces that of the same name.
    mutating func set(_ name: String, _ threshold: Threshold) {
        all[name] = ThresholdWatch(name: name, threshold, crossings)
        index()
    }

    mutating func remove(_ name: String) {
        all[name] = nil
        index()
    }

    private mutating func index() {
        let catalogue = MetricCatalogue.standard
        byStructure = Array(repeating: [], count: catalogue.byStructure.count)
        named = []
        for (_, watch) in all.sorted(by: { $0.key < $1.key }) {
            guard let metrics = catalogue.byName[watch.threshold.metric] else {
                named.append(watch)
                continue
            }
            for metric in metrics { byStructure[metric.ordinal].append((metric, watch)) }
        }
        if all.isEmpty { byStructure = [] }
    }

    /// Those of a flow definition.
    func watches(ofFlow name: String) -> [ThresholdWatch] { named.filter { $0.threshold.metric == name } }

    /// Holds what a data source has just reported against its thresholds.
    /// - Parameter now: milliseconds, the moment of the report.
    func check(_ source: MetricSource, number: Int, _ names: borrowing MetricNames, now: Int64) {
        let seconds = Double(now) / 1000
        for block in source.blocks where block.updated == now {
            for (metric, watch) in byStructure[block.ordinal] where source.has(metric) {
                guard case .number(let value) = metric.value(in: block) else { continue }
                watch.note(metric: value, of: number, now: seconds)
            }
        }
        for watch in named {
            guard let name = names.number(of: watch.threshold.metric), let (value, updated) = source.custom(name),
                updated == now, case .number(let measured) = value
            else { continue }
            watch.note(metric: measured, of: number, now: seconds)
        }
    }

    func remove(source: Int) { for watch in all.values { watch.remove(source: source) } }

    func expire(now: Double) { for watch in all.values { watch.expire(now: now) } }

    func takeCrossings() -> [Crossing] { crossings.take() }
}
