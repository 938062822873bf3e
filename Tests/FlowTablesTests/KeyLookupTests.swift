import Testing

@testable import FlowTables

@Suite struct KeyLookupTests {
    @Test func aKeyHasTheFlowThatIsReported() throws {
        var bench = Bench(t: 10, capacity: 64)
        for second in 1...20 { for key in 1...UInt64(10) { bench.add(key, value: Double(key), at: Double(second)) } }
        for flow in bench.table.top(10, now: 21, source: 7) {
            #expect(bench.table.flow(flow.key.span, now: 21, source: 7) == flow)
        }
        let other: [UInt64] = [11]
        #expect(bench.table.flow(other.span, now: 21) == nil)
    }

    @Test func whatHasDecayedIsNoFlow() {
        var bench = Bench(t: 1, capacity: 64)
        bench.add(1, at: 1)
        let key: [UInt64] = [1]
        #expect(bench.table.flow(key.span, now: 2) != nil)
        #expect(bench.table.flow(key.span, now: 100) == nil)
    }
}
