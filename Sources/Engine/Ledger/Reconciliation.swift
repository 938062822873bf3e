import FlowLanguage
import SFlow

/// Packets in and out of an interface, as two numbers.
typealias InOut = SIMD2<Double>

/// What the samples of an interface stand for since its counters last came.
struct SampledOctets {
    /// In one direction. 16 bytes: every sample is added to one.
    struct Sum {
        /// Octets without what was stripped, as the counters of interfaces have them.
        private(set) var octets = 0.0
        /// The sum of the squares, which is the variance of that, or where many packets are sampled a little more.
        private(set) var squares: Float = 0
        private(set) var samples: UInt32 = 0

        @inline(__always)
        mutating func add(_ packet: borrowing SampleFields) {
            let length = packet.frameLength - min(packet.stripped, packet.frameLength)
            let estimate = Double(length) * Double(packet.samplingRate)
            octets += estimate
            squares += Float(estimate * estimate)
            samples &+= 1
        }
    }

    private(set) var coming = Sum(), going = Sum()

    var isEmpty: Bool { coming.samples == 0 && going.samples == 0 }

    /// 0: in, 1: out.
    subscript(direction: Int) -> Sum { direction == 0 ? coming : going }

    /// Takes a packet, if it is one of an interface.
    @inline(__always)
    mutating func add(_ packet: borrowing SampleFields) {
        let interface = InterfacePort.ifIndex(packet.sourceIndex)
        if packet.input == interface { coming.add(packet) }
        if packet.output == interface { going.add(packet) }
    }
}

/// Holds what flows say of an interface against its counters.
final class Reconciliation {
    /// What came between two reports of the counters.
    struct Poll {
        /// Seconds.
        var span: Double
        var sampled: SampledOctets
        /// By the counters.
        var octets: InOut
        var packets: InOut
    }

    /// So many polls are looked at together, or more where they are close to each other.
    private static let polls = 3, leastSpan = 10.0
    /// Octets of a packet that one may count and the other not: the frame check sequence.
    private static let packetSlack = 4.0
    /// What else may differ, and for how many seconds samples may be late or early.
    private static let slack = 0.05, lateness = 1.0

    /// Standard errors: of many interfaces that are looked at often, whose largest packets may by chance not have been
    /// sampled, none is to be told of without a reason (measured: at three, 3 of 2,700 looks were wrong).
    private static let errors = 5.0

    private var window: [Poll] = []
    /// Whether packets were ever sampled in a direction: agents need not sample both.
    private var isSampled: [Bool] = [false, false]
    private(set) var results: [FlowRatio?] = [nil, nil]

    /// Takes what came since the poll before. Returns in which directions the two have begun to differ.
    func take(_ poll: Poll, samplingRate: Double) -> [Int] {
        window.append(poll)
        while window.count > Self.polls, span(window[1...]) >= Self.leastSpan { window.removeFirst() }
        return [0, 1].filter { direction in
            if poll.sampled[direction].samples > 0 { isSampled[direction] = true }
            let wasOff = results[direction]?.isOff ?? false
            results[direction] = isSampled[direction] ? compare(direction, samplingRate) : nil
            return !wasOff && results[direction]?.isOff ?? false
        }
    }

    /// Nothing can be said across a gap, or when the counters have begun anew.
    func reset() {
        window = []
        results = [nil, nil]
    }

    private func span(_ polls: ArraySlice<Poll>) -> Double { polls.reduce(0) { $0 + $1.span } }

    private func sum(_ value: (Poll) -> Double) -> Double { window.reduce(0) { $0 + value($1) } }

    private func compare(_ direction: Int, _ samplingRate: Double) -> FlowRatio? {
        let counted = sum { $0.octets[direction] }, packets = sum { $0.packets[direction] }
        guard counted > 0, packets > 0 else { return nil }
        // Where few or no samples came their own spread says nothing: then that of packets of one size.
        let least = samplingRate * counted * counted / packets
        let variance = max(sum { Double($0.sampled[direction].squares) }, least)
        let slack = Self.slack + Self.lateness / max(span(window[...]), 1) + Self.packetSlack * packets / counted
        return FlowRatio(
            ratio: sum { $0.sampled[direction].octets } / counted,
            bound: Self.errors * variance.squareRoot() / counted + slack,
            samples: Int(sum { Double($0.sampled[direction].samples) })
        )
    }
}
