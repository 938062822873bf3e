import SFlow

/// When each data source is polled: once an interval, all of them spread over it.
///
/// The phase of the n-th source is the fractional part of n · 0.618…, the golden ratio: however many sources there
/// are and whichever come and go, the gaps between neighbours stay even, and nobody's moment has to be moved. All
/// phases are shifted by a random amount, so that the nodes of a cluster do not poll together. Moments are rounded to
/// slots, so that hundreds of sources do not wake the agent hundreds of times.
package struct PollSchedule {
    private struct Entry {
        var source: DataSource
        /// Nanoseconds into the interval.
        var phase: UInt64
        var due: MonotonicTime
    }

    /// Between two polls of a source; zero: none is polled.
    package private(set) var interval: Duration
    private let shift: Double
    private var arrivals = 0
    /// In order of `due`.
    private var entries: [Entry] = []

    /// `shift` is within 0..<1 and random by default.
    package init(interval: Duration, shift: Double = .random(in: 0..<1)) {
        self.interval = interval
        self.shift = shift
    }

    /// How many sources are planned.
    package var count: Int { entries.count }

    /// When `nextDue` has something to give; `nil`: never.
    package var deadline: MonotonicTime? { entries.first?.due }

    /// Takes the sources that exist now. What is known keeps its moment; what is new is polled within a second, or for the
    /// first time after half an interval where `isPolled` says that it has just been.
    package mutating func update(
        _ sources: [DataSource],
        now: MonotonicTime,
        isPolled: (DataSource) -> Bool = { _ in false }
    ) {
        guard interval > .zero else {
            entries = []
            return
        }
        let wanted = Set(sources), known = Set(entries.map(\.source))
        entries.removeAll { !wanted.contains($0.source) }
        for source in sources where !known.contains(source) { add(source, now, isPolled: isPolled(source)) }
    }

    /// Changes the interval: every source gets a new moment.
    package mutating func setInterval(_ interval: Duration, now: MonotonicTime) {
        guard interval != self.interval else { return }
        let sources = entries.map(\.source)
        self.interval = interval
        entries = []
        arrivals = 0
        update(sources, now: now)
    }

    /// The next source that is due at `now`, whose following moment is set thereby; `nil`: none.
    package mutating func nextDue(_ now: MonotonicTime) -> DataSource? {
        guard let first = entries.first, first.due <= now else { return nil }
        entries.removeFirst()
        insert(first.source, first.phase, due: moment(first.phase, after: now))
        return first.source
    }

    private mutating func add(_ source: DataSource, _ now: MonotonicTime, isPolled: Bool) {
        let turns = Double(arrivals) * 0.618_033_988_749_894_9 + shift
        let fraction = turns - turns.rounded(.down)
        arrivals += 1
        let phase = rounded(UInt64(fraction * Double(interval.nanoseconds)), to: slot)
        if isPolled { return insert(source, phase, due: moment(phase, after: now)) }
        let first = rounded((now + min(.seconds(1), interval) * fraction).nanoseconds, to: Self.shortestSlot)
        insert(source, phase, due: max(now, MonotonicTime(nanoseconds: first)))
    }

    /// Nanoseconds between two moments: a 64th of the interval, at least a tenth of a second.
    private var slot: UInt64 { max(UInt64(interval.nanoseconds) / 64, Self.shortestSlot) }
    private static let shortestSlot: UInt64 = 100_000_000

    private func rounded(_ value: UInt64, to unit: UInt64) -> UInt64 { value / unit * unit }

    private mutating func insert(_ source: DataSource, _ phase: UInt64, due: MonotonicTime) {
        var low = 0, high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].due <= due { low = middle + 1 } else { high = middle }
        }
        entries.insert(Entry(source: source, phase: phase, due: due), at: low)
    }

    /// The first moment of `phase` that is at least half an interval after `now`: late polls are not made up for.
    private func moment(_ phase: UInt64, after now: MonotonicTime) -> MonotonicTime {
        let length = UInt64(interval.nanoseconds)
        let earliest = now.nanoseconds + length / 2
        let periods = earliest <= phase ? 0 : (earliest - phase + length - 1) / length
        return MonotonicTime(nanoseconds: phase + periods * length)
    }
}
