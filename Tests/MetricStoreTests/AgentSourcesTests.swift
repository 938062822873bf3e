import Testing

@testable import MetricStore

@Suite struct AgentSourcesTests {
    /// Against lists that are searched.
    @Test func chainsAreAsListsOfSources() {
        var sources = AgentSources(), expected: [[Int]] = Array(repeating: [], count: 4), state: UInt64 = 1
        for step in 0..<5000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let agent = Int(state >> 33) % 4, source = Int(state >> 40) % 50
            if let owner = expected.firstIndex(where: { $0.contains(source) }) {
                sources.remove(source, agent: owner)
                expected[owner].removeAll { $0 == source }
            } else {
                sources.insert(source, agent: agent)
                expected[agent].append(source)
            }
            guard step % 10 == 0 else { continue }
            for agent in expected.indices {
                var found: [Int] = []
                sources.forEach(agent) { found.append($0) }
                #expect(found == expected[agent] && sources.count(agent) == found.count)
            }
        }
        sources.forEach(99) { _ in Issue.record("nobody has that number") }
        #expect(sources.count(99) == 0)
    }
}
