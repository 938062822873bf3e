import XDR

/// A metric under a name of an application's choice, as it last came: about 56 bytes and its text.
package struct CustomMetric: Sendable {
    /// The number of its name in `MetricNames`.
    package let name: UInt32
    /// The interval between the last two reports, in milliseconds; 0 before the second.
    private(set) var interval: UInt32 = 0
    /// When it was last reported, in milliseconds of the analyzer's clock.
    package private(set) var updated: Int64
    /// The agent's uptime and the data source's epoch then.
    private var uptime: UInt32
    private var epoch: UInt32
    /// Of a counter, the value that the next one is held against.
    private var raw: UInt64 = 0
    /// `nil`: unknown, or not known yet.
    package internal(set) var value: MetricScalar?

    init(name: UInt32, at moment: ReportMoment) {
        self.name = name
        updated = moment.now
        uptime = moment.uptime
        epoch = moment.epoch
    }

    /// Whether a report is older than what is known.
    func isLate(_ moment: ReportMoment) -> Bool { epoch == moment.epoch && progress(moment) < 0 }

    private func progress(_ moment: ReportMoment) -> Int32 { Int32(bitPattern: moment.uptime &- uptime) }

    /// Takes a counter: its rate per second, unknown before the second value and across a discontinuity.
    mutating func take(counter value: UInt64, width: Int, isNew: Bool, at moment: ReportMoment) {
        let unknown = width == 4 ? UInt64(UInt32.max) : .max
        let elapsed = isNew || epoch != moment.epoch ? 0 : progress(moment)
        // The same again at the same moment.
        if !isNew, epoch == moment.epoch, elapsed == 0, moment.now - updated < 1000 { return }
        let previous = raw
        raw = value
        self.value = nil
        if elapsed > 0, value != unknown, previous != unknown,
            let increase = CounterDelta.increase(from: previous, to: value, width: width)
        {
            self.value = .number(Double(increase) * 1000 / Double(elapsed))
        }
        note(moment, isNew: isNew)
    }

    mutating func take(gauge value: Double, isNew: Bool, at moment: ReportMoment) {
        self.value = MetricScalar(value)
        note(moment, isNew: isNew)
    }

    mutating func note(_ moment: ReportMoment, isNew: Bool) {
        // Twice in one moment is no interval.
        if !isNew, moment.uptime != uptime || moment.now - updated >= 1000 {
            interval = UInt32(clamping: moment.now - updated)
        }
        (updated, uptime, epoch) = (moment.now, moment.uptime, moment.epoch)
    }

    /// When it is too old to be shown.
    func expiry(floor: Int64) -> Int64 { updated + max(floor, 3 * Int64(interval)) }

    /// The memory of one: itself, in an array that may be half empty, and its place in the index.
    static let bytes = 2 * MemoryLayout<CustomMetric>.stride + 24

    var textBytes: Int { if case .text(let text)? = value { text.utf8.count } else { 0 } }
}

/// When something was reported.
package struct ReportMoment: Sendable {
    /// The agent's uptime in milliseconds.
    package var uptime: UInt32
    /// Of the data source: no rate is made across a change.
    package var epoch: UInt32
    /// Milliseconds of the analyzer's clock.
    package var now: Int64

    package init(uptime: UInt32, epoch: UInt32, now: Int64) {
        (self.uptime, self.epoch, self.now) = (uptime, epoch, now)
    }
}

/// Words that the analyzer itself made of what a data source reported.
package struct DerivedLabel: Sendable {
    /// The number of its name in `MetricNames`.
    package let name: UInt32
    package let text: String
}
