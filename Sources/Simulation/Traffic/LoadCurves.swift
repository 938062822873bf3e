/// How busy each namespace is, as the day goes: 1 on average.
final class LoadCurves {
    private let start: Int64
    private let seed: UInt64
    private let values: Table<Float>
    /// Hours at which the namespaces are busiest (UTC), and by how much their days go up and down.
    private static let days: [(peak: Double, swing: Double)] = [
        (19, 0.45), (18, 0.4), (15, 0.4), (21, 0.5), (10, 0.3), (3, 0.15), (14, 0.15), (12, 0.02), (19, 0.4), (2, 0.6),
    ]

    init(start: Int64, seed: UInt64) {
        self.start = start
        self.seed = seed
        values = Table(repeating: 1, count: ServiceCatalogue.namespaces.count)
        set(0)
    }

    /// To be called for every tick; changes once a second.
    func update(_ tick: UInt32) {
        if tick % UInt32(SimulatedCluster.ticksPerSecond) == 0 { set(tick) }
    }

    private func set(_ tick: UInt32) {
        let seconds = Double(start / 1000) + Double(tick / UInt32(SimulatedCluster.ticksPerSecond))
        for (namespace, day) in Self.days.enumerated() {
            let turns = (seconds / 3600 - day.peak) / 24 + 0.25
            let swing = 1 + day.swing * Arithmetic.sine(turns: turns)
            values[namespace] = Float(swing * (1 + 0.08 * noise(namespace, seconds)))
        }
    }

    /// −1 … 1, which moves to another value every minute.
    private func noise(_ namespace: Int, _ seconds: Double) -> Double {
        let minute = (seconds / 60).rounded(.down), part = seconds / 60 - minute
        let (from, to) = (value(namespace, Int64(minute)), value(namespace, Int64(minute) + 1))
        return from + (to - from) * part
    }

    private func value(_ namespace: Int, _ minute: Int64) -> Double {
        let mixed = Randomness.mix(seed, UInt64(bitPattern: minute), UInt64(namespace))
        return Double(mixed >> 11) * 0x1p-52 - 1
    }

    @inline(__always)
    subscript(namespace: Int) -> Float { values[namespace] }
}

extension Stream.Pattern {
    /// By how much the rate differs at this tick; 1 on average.
    @inline(__always)
    func factor(_ tick: UInt32, _ conversation: Int32) -> Float {
        switch self {
        case .steady: return 1
        case .bursts:
            let turn = tick >> 5 &+ UInt32(bitPattern: conversation)
            return turn & 3 == 0 ? 3.4 : 0.2
        // All at the same time, in a third of every three seconds.
        case .collective: return tick % 30 < 10 ? 3 : 0
        }
    }
}
