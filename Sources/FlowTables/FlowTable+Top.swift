import Glibc
import NetTypes

extension FlowTable {
    /// The largest flows now, largest first.
    /// - Parameters:
    ///   - limit: flows at most.
    ///   - now: seconds on the clock of the updates.
    ///   - source: what the flows are marked with, so that merged flows say where they were seen.
    package func top(_ limit: Int, now: Double, source: UInt32 = 0) -> [TopFlow] {
        let now = moment(now)
        return select(limit, now: now).map { flow($0, now: now, source: source) }
    }

    /// Whether `top` has any.
    package func hasFlows(now: Double) -> Bool { !select(1, now: moment(now)).isEmpty }

    /// Adds the largest flows to those of other data sources.
    package func report(_ limit: Int, now: Double, source: UInt32, into merge: inout FlowMerger) {
        let now = moment(now)
        for record in select(limit, now: now) {
            merge.add(records.key(record), flow(record, now: now, source: source))
        }
    }

    /// The flow of a key; `nil` where there is none, or it has decayed to nothing.
    package func flow(_ key: Span<UInt64>, now: Double, source: UInt32 = 0) -> TopFlow? {
        let record = index.find(hash(key), key, in: records.words, stride: records.stride)
        guard record >= 0 else { return nil }
        let flow = flow(record, now: moment(now), source: source)
        return flow.samples >= Self.sampleFloor ? flow : nil
    }

    /// The value of the flow of a key, as `flow` has it; `nil` where there is none.
    package func value(_ key: Span<UInt64>, now: Double) -> Double? {
        let record = index.find(hash(key), key, in: records.words, stride: records.stride)
        guard record >= 0 else { return nil }
        let now = moment(now), weight = weight(now)
        return extras.leads ? lead(record, weight, now) : rate(record, weight, now)
    }

    /// A flow with a larger rate than this has not been missed: the smallest bound of the flows in a full table.
    package func missableRate(now: Double) -> Double {
        guard evictions > 0 else { return 0 }
        let least = (0..<records.count).reduce(Double.infinity) { min($0, records.bound($1)) }
        return least * weight(moment(now)) / timeConstant
    }

    /// When a question is answered that waited for the table: not before the samples that came meanwhile.
    private func moment(_ now: Double) -> Double { max(now, lastUpdate, landmark) }

    /// What makes a sum one of now.
    private func weight(_ now: Double) -> Double { exp((landmark - now) / timeConstant) }

    /// The numbers of the records with the largest values, largest first.
    private func select(_ limit: Int, now: Double) -> [Int] {
        guard limit > 0, records.count > 0 else { return [] }
        var best = Leaders(limit: limit)
        let weight = weight(now)
        for record in 0..<records.count where records[record, .samples] * weight >= Self.sampleFloor {
            best.offer(record, extras.leads ? lead(record, weight, now) : rate(record, weight, now))
        }
        return best.finish()
    }

    /// The flow's rate with its overcount.
    private func rate(_ record: Int, _ weight: Double, _ now: Double) -> Double {
        let divisor = divisor(age: now - records[record, .birth], samples: records[record, .samples] * weight)
        return records[record, .sum] * weight / divisor + records[record, .overcount] * weight / timeConstant
    }

    /// What flows are ordered by where that is no rate.
    private func lead(_ record: Int, _ weight: Double, _ now: Double) -> Double {
        value(0, of: record, weight: weight, divisor: timeConstant, now: now).number
    }

    /// What a sum is divided by to be a rate: the time constant, and less for a flow that has not been seen that long.
    ///
    /// A flow has been seen for its age and the gap between arrivals; and as its first sample began its age, `samples`
    /// samples have only one gap less between them. A single sample is not enough for a guess, and a second is the least
    /// that a rate is made from: of the many flows of which two samples came at once, few are large.
    func divisor(age: Double, samples: Double) -> Double {
        let age = max(age, 0)
        guard samples > 1, age < 20 * timeConstant else { return timeConstant }
        let seen = max(age * samples / (samples - 1), age + arrivals.gap, Self.leastSeen)
        return timeConstant * (1 - exp(-seen / timeConstant))
    }

    /// Seconds.
    private static let leastSeen = 1.0

    private func flow(_ record: Int, now: Double, source: UInt32) -> TopFlow {
        let weight = weight(now), samples = records[record, .samples] * weight
        let divisor = divisor(age: now - records[record, .birth], samples: samples)
        let overcount = records[record, .overcount] * weight / timeConstant
        var flow = TopFlow(
            key: copy(records.key(record)),
            value: records[record, .sum] * weight / divisor + overcount,
            overcount: overcount,
            samples: samples,
            variance: records[record, .squares] * weight * weight / (divisor * divisor),
            source: source
        )
        guard !extras.isEmpty else { return flow }
        flow.extras = values(of: record, weight: weight, divisor: divisor, now: now)
        if extras.leads { flow.lead() }
        return flow
    }
}

func copy(_ key: Span<UInt64>) -> [UInt64] { key.indices.map { key[$0] } }

/// Keeps the largest of many without sorting all.
struct Leaders {
    private let limit: Int
    private var threshold = -Double.infinity
    private var offers: [(record: Int, rate: Double)] = []

    init(limit: Int) { self.limit = limit }

    mutating func offer(_ record: Int, _ rate: Double) {
        guard rate > threshold else { return }
        offers.append((record, rate))
        if offers.count >= 2 * limit + 64 { cut() }
    }

    mutating func finish() -> [Int] {
        cut()
        return offers.map(\.record)
    }

    private mutating func cut() {
        offers.sort { $0.rate == $1.rate ? $0.record < $1.record : $0.rate > $1.rate }
        if offers.count > limit { offers.removeLast(offers.count - limit) }
        if offers.count == limit, let last = offers.last { threshold = last.rate }
    }
}
