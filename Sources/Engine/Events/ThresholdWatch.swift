import FlowTables
import Glibc

/// A threshold at work in a shard: knows where it is exceeded already.
///
/// Nothing is kept of values that are below it. Of one above it there is the moment until which it is: that of a metric is
/// known when the next report comes, and a flow's figure decays from sample to sample.
final class ThresholdWatch {
    let name: String
    let threshold: Threshold
    private let crossings: Crossings
    private var exceeded: [Place: Excess] = [:]

    /// Where a value is.
    struct Place: Hashable {
        /// The number of the data source.
        var source: Int
        /// Of a key; 0 where all keys are one.
        var key = 0
    }

    private struct Excess {
        /// Until when, in seconds, the value is above the threshold.
        var until: Double
        /// The filter did not let the event pass: until then it is not asked again.
        var filteredUntil: Double?
    }

    /// Data sources or keys at a time.
    private static let limit = 65_536
    /// Seconds between two looks at the filter for the same value.
    private static let filterInterval = 1.0
    /// Time constants after which nothing is left of any flow.
    private static let longestDecay = 20.0

    init(name: String, _ threshold: Threshold, _ crossings: Crossings) {
        self.name = name
        self.threshold = threshold
        self.crossings = crossings
    }

    /// Takes a report of a metric.
    func note(metric value: Double, of source: Int, now: Double) {
        let place = Place(source: source)
        if value > threshold.value {
            exceed(place, value, key: [], now: now, until: .infinity)
        } else if let excess = exceeded[place], excess.until > now {
            exceeded[place]!.until = now
        }
    }

    /// Takes the value of a flow to which a sample has been added.
    func note(flow value: Double, _ key: Span<UInt64>, of source: Int, now: Double, timeConstant: Double) {
        guard value > threshold.value else { return }
        let decay = threshold.value > 0 ? min(log(value / threshold.value), Self.longestDecay) : Self.longestDecay
        let until = now + timeConstant * decay
        guard threshold.byFlow else { return exceed(Place(source: source), value, key: [], now: now, until: until) }
        var hasher = Hasher()
        for place in key.indices { hasher.combine(key[place]) }
        let key = key.indices.map { key[$0] }
        exceed(Place(source: source, key: hasher.finalize()), value, key: key, now: now, until: until)
    }

    private func exceed(_ place: Place, _ value: Double, key: [UInt64], now: Double, until: Double) {
        guard let before = exceeded[place] else {
            guard exceeded.count < Self.limit else { return crossings.refuse() }
            exceeded[place] = Excess(until: until)
            return cross(place, value, key)
        }
        // Of all keys of a data source the one that is above it the longest counts.
        exceeded[place]!.until = place.key == 0 ? max(until, before.until) : until
        if let filteredUntil = before.filteredUntil {
            guard now >= filteredUntil else { return }
            exceeded[place]!.filteredUntil = nil
        } else if now - before.until < threshold.timeout || before.until > now {
            return
        }
        cross(place, value, key)
    }

    private func cross(_ place: Place, _ value: Double, _ key: [UInt64]) {
        crossings.append(Crossing(watch: self, place: place, value: value, key: key))
    }

    /// The filter did not let the event pass.
    func filterOut(_ place: Place, now: Double) { exceeded[place]?.filteredUntil = now + Self.filterInterval }

    /// Forgets a data source.
    func remove(source: Int) {
        guard !exceeded.isEmpty else { return }
        if threshold.byFlow {
            exceeded = exceeded.filter { $0.key.source != source }
        } else {
            exceeded[Place(source: source)] = nil
        }
    }

    /// Forgets what has been below the threshold for long enough.
    func expire(now: Double) {
        guard !exceeded.isEmpty else { return }
        let timeout = threshold.timeout
        if exceeded.contains(where: { now - $0.value.until >= timeout }) {
            exceeded = exceeded.filter { now - $0.value.until < timeout }
        }
    }
}

/// A threshold was exceeded somewhere.
struct Crossing {
    let watch: ThresholdWatch
    let place: ThresholdWatch.Place
    let value: Double
    /// The packed key, where that is asked for.
    let key: [UInt64]
}

/// What the thresholds of a shard have found and nobody has been told of yet.
final class Crossings {
    private(set) var waiting: [Crossing] = []
    /// Those for which there was no room.
    private(set) var lost = 0

    /// In a batch of datagrams.
    private static let limit = 4096

    func append(_ crossing: Crossing) {
        guard waiting.count < Self.limit else { return refuse() }
        waiting.append(crossing)
    }

    func refuse() { lost += 1 }

    func take() -> [Crossing] {
        guard !waiting.isEmpty else { return [] }
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting
    }
}
