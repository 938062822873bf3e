import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Definitions that measure more than a rate, or something else.
@Suite struct FlowValuesTests {
    let clock = TestClock()
    let engine: Engine

    init() { engine = Engine(EngineConfiguration(clock: clock.read)) }

    /// For each second packets from several addresses to one, of 64 and 1500 bytes.
    private func send(_ second: UInt32, ifIndex: UInt32 = 3, sources: ClosedRange<UInt8>, to destination: UInt8 = 2) {
        var builder = DatagramBuilder(agent: .ipv4(ifIndex), sequence: second, uptime: second * 1000)
        for (place, source) in sources.enumerated() {
            var sample = FlowSample()
            sample.sequence = second * 1000 + UInt32(place)
            sample.source = .interface(ifIndex)
            sample.samplingRate = 100
            let header: [UInt8] =
                Array(repeating: 2, count: 12)
                + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, source, 10, 0, 0, destination]
            builder.flow(sample, header: header, frameLength: place % 2 == 0 ? 64 : 1500)
        }
        engine.take(builder.bytes)
    }

    private func flows(_ name: String, merge: FlowMerge = .sum) -> [ActiveFlow] {
        engine.activeFlows(.all, name, limit: 10, minimum: 0, merge: merge) ?? []
    }

    private func set(_ value: String, values: String = "") throws {
        var definition = FlowDefinition(keys: "ipdestination", value: value, timeConstant: 5)
        definition.values = values
        try engine.setFlow("f", definition)
    }

    @Test func furtherValues() throws {
        try set("bytes", values: "frames,avg:bytes,min:bytes,max:bytes,count:ipsource")
        for second in 1...40 as ClosedRange<UInt32> {
            send(second, sources: 1...10)
            clock.advance(seconds: 1)
        }
        let flow = try #require(flows("f").first)
        // 10 samples/s, 1 in 100, half of them of each size.
        #expect(abs(flow.value / 782_000 - 1) < 0.15)
        #expect(abs(flow.values[0] / 1000 - 1) < 0.15 && abs(flow.value / flow.values[0] - flow.values[1]) < 1e-6)
        #expect(abs(flow.values[1] - 782) < 1e-6 && flow.values[2...] == [64, 1500, 10])
    }

    @Test(arguments: ["count:ipsource", "avg:bytes", "max:bytes", "min:bytes"])
    func theLargestByAnotherMeasure(_ value: String) throws {
        try set(value, values: "frames")
        for second in 1...20 as ClosedRange<UInt32> {
            // More packets to 2, from fewer addresses.
            send(2 * second, sources: 1...3, to: 2)
            send(2 * second + 1, sources: 1...2, to: 7)
            for other in 0..<3 as Range<UInt8> {
                send(1000 * UInt32(other + 1) + second, ifIndex: 9, sources: (10 + other)...(10 + other), to: 5)
            }
            clock.advance(seconds: 1)
        }
        let expected: [String: [Double]] = [
            "count:ipsource": [3, 3, 2], "avg:bytes": [782, 1628.0 / 3, 64], "max:bytes": [1500, 1500, 64],
            "min:bytes": [64, 64, 64],
        ]
        let found = flows("f")
        #expect(found.count == 3 && found.allSatisfy { $0.values.count == 1 && $0.overcount == 0 })
        for (flow, value) in zip(found, expected[value]!) { #expect(abs(flow.value - value) < 1e-6, "\(flow)") }
    }

    /// Two data sources that see the same and something else.
    @Test func distinctValuesOfTwoDataSourcesAreUnited() throws {
        try set("count:ipsource")
        for second in 1...5 as ClosedRange<UInt32> {
            send(second, ifIndex: 3, sources: 1...20)
            send(second, ifIndex: 4, sources: 11...25)
            clock.advance(seconds: 1)
        }
        let sum = try #require(flows("f").first), max = try #require(flows("f", merge: .max).first)
        #expect(abs(sum.value - 25) < 5 && abs(max.value - 20) < 5 && sum.flowN == 2)
        #expect(sum.errorPercent > 5 && sum.errorPercent < 7)
    }
}
