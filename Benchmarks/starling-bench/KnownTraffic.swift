import Budget
import FlowTables
import Foundation
import NetTypes

/// Packets of flows whose popularity follows Zipf's law, of three sizes, in Poisson's order, each sampled with probability
/// 1/N into a table; beside it what a rate stands for, Σ bytes · e^(−age/t) / t over all packets.
struct KnownTraffic: ~Copyable {
    private(set) var table: FlowTable
    /// By flow, as of `landmark`.
    private(set) var truth: [Double]
    /// The same of what was sampled, as the table is to estimate it.
    private(set) var sampled: [Double]
    private(set) var now = 0.0
    private var landmark = 0.0
    private var clock: DecayClock
    private var allowance = ByteAllowance(limit: .max)
    private var random: SplitMix64
    private let popularity: Zipf
    private let packetsPerSecond: Double, samplingRate: Int, t: Double

    init(flows: Int, packetsPerSecond: Double, samplingRate: Int, t: Double, seed: UInt64) {
        table = FlowTable(keyWords: 1, capacity: 4096, timeConstant: t, hash: .init(seed: (seed, ~seed)))
        truth = Array(repeating: 0, count: flows)
        sampled = truth
        clock = DecayClock(timeConstant: t)
        random = SplitMix64(state: seed)
        popularity = Zipf(count: flows)
        (self.packetsPerSecond, self.samplingRate, self.t) = (packetsPerSecond, samplingRate, t)
    }

    func rate(_ flow: Int) -> Double { truth[flow] * exp((landmark - now) / t) / t }
    func sampledRate(_ flow: Int) -> Double { sampled[flow] * exp((landmark - now) / t) / t }

    mutating func advance(to end: Double) {
        moveLandmark()
        while now < end {
            // A weight for each thousandth of a time constant.
            let until = min(now + t / 1000, end), decay = clock.decay(at: now), weight = exp((now - landmark) / t)
            for _ in 0..<count(in: until - now) { packet(weight, decay) }
            now = until
        }
    }

    private mutating func moveLandmark() {
        let factor = exp((landmark - now) / t)
        for flow in truth.indices {
            truth[flow] *= factor
            sampled[flow] *= factor
        }
        landmark = now
    }

    private mutating func packet(_ weight: Double, _ decay: Decay) {
        let flow = popularity.pick(&random), choice = random.next()
        let size = [64.0, 576, 1500][Int(choice >> 32) % 3]
        truth[flow] += size * weight
        guard Int(choice & 0x7fff_ffff) % samplingRate == 0 else { return }
        sampled[flow] += size * weight * Double(samplingRate)
        let key: [UInt64] = [UInt64(flow)]
        table.update(key.span, value: size, samplingRate: Double(samplingRate), decay: decay, &allowance)
    }

    /// How many packets there are: a Poisson number by Knuth's method, and where there are many a normal one.
    private mutating func count(in seconds: Double) -> Int {
        let expected = packetsPerSecond * seconds
        guard expected < 30 else {
            let normal = (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
            return max(Int((expected + normal * expected.squareRoot()).rounded()), 0)
        }
        var product = uniform(), count = 0
        while product > exp(-expected) {
            product *= uniform()
            count += 1
        }
        return count
    }

    /// More than 0, less than 1.
    private mutating func uniform() -> Double { (Double(random.next() >> 11) + 0.5) / 9_007_199_254_740_992 }
}

/// How often a bound covered the truth, and how large the errors were against what was said.
struct BoundTally {
    private(set) var count = 0
    private var covered = 0, sum = 0.0, squares = 0.0

    /// Takes the flows of at least 30 samples of which nothing may belong to others.
    mutating func note(_ flows: [TopFlow], _ truth: (Int) -> Double) {
        for flow in flows where flow.samples >= 30 && flow.overcount < flow.variance.squareRoot() / 100 {
            let error = flow.value - truth(Int(flow.key[0]))
            count += 1
            if abs(error) <= flow.value * flow.errorPercent / 100 { covered += 1 }
            let score = error / flow.variance.squareRoot()
            sum += score
            squares += score * score
        }
    }

    var coverage: Double { Double(covered) / Double(count) }
    var mean: Double { sum / Double(count) }
    var deviation: Double { (squares / Double(count) - mean * mean).squareRoot() }
}

/// A table with one flow, of which every packet is seen.
struct SingleFlow: ~Copyable {
    private var table: FlowTable
    private var clock: DecayClock
    private var allowance = ByteAllowance(limit: .max)

    init(t: Double, extras: FlowExtras = FlowExtras()) {
        table = FlowTable(keyWords: 0, capacity: 1, timeConstant: t, extras: extras, hash: .random())
        clock = DecayClock(timeConstant: t)
    }

    mutating func add(_ bytes: Double, at now: Double) {
        table.update(Span(), value: bytes, samplingRate: 1, decay: clock.decay(at: now), &allowance)
    }

    func value(at now: Double) -> Double { table.top(1, now: now).first?.value ?? 0 }

    /// What a sketch says of so many different values.
    static func distinct(_ count: Int, _ random: inout SplitMix64) -> Double {
        var flow = SingleFlow(t: 1e6, extras: FlowExtras([.distinct]))
        let decay = flow.clock.decay(at: 1)
        for _ in 0..<count {
            let word = [random.next()]
            flow.table.update(Span(), value: 1, samplingRate: 1, extras: word.span, decay: decay, &flow.allowance)
        }
        return flow.table.top(1, now: 1).first?.values.first ?? 0
    }
}
