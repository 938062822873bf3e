import MetricStore
import Testing

@Suite struct CounterDeltaTests {
    @Test(
        arguments: [
            (0, 0, 4, 0), (1, 10, 4, 9), (10, 9, 4, nil), (4_294_967_290, 4, 4, 10),
            (4_294_967_290, 3_000_000_000, 4, nil),
            (5, 7, 8, 2), (7, 5, 8, nil), (1 << 40, 1, 8, nil), (1 << 40, 1, 4, nil),
        ] as [(UInt64, UInt64, Int, UInt64?)]
    )
    func wrapsAndRestarts(_ previous: UInt64, _ value: UInt64, _ width: Int, _ increase: UInt64?) {
        #expect(CounterDelta.increase(from: previous, to: value, width: width) == increase)
    }
}
