import HTTPTypes
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct MetricRouteTests {
    let api = TestAPI.withAgent()

    @Test func everyMetricOfAnAgent() async throws {
        let metrics = try await api.json("/metric/192.0.2.1/json")
        #expect(metrics["2.1.load_one"] == .number(0.5))
        #expect(metrics["2.1.host_name"] == .string("leaf1"))
        #expect(metrics["1.ifspeed"] == .number(1_000_000))
        #expect(try await api.ask("/metric/192.0.2.9/json").status == .notFound)
        #expect(try await api.json("/metric/leaf1/json") == metrics)
    }

    @Test func statisticsComeInTheOrderOfThePath() async throws {
        let answer = try await api.json("/metric/ALL/load_one,sum:ifspeed,max:nothing;min:ifspeed/json")
        guard case .array(let statistics) = answer else { Issue.record("\(answer)"); return }
        #expect(
            statistics.map { $0["metricName"] } == [
                .string("load_one"), .string("sum:ifspeed"), .string("max:nothing"), .string("min:ifspeed"),
            ]
        )
        #expect(statistics.map { $0["metricValue"] } == [.number(0.5), .number(3_000_000), nil, .number(1_000_000)])
        #expect(statistics.map { $0["metricN"] } == [.number(1), .number(2), .number(0), .number(2)])
        #expect(statistics[0]["agent"] == .string("192.0.2.1"))
        #expect(statistics[0]["dataSource"] == .string("2.1"))
        #expect(statistics[1]["agent"] == nil)
    }

    @Test func colonsAndCommasMayBeEncoded() async throws {
        let plain = try await api.json("/metric/ALL/sum:ifspeed,load_one/json")
        #expect(try await api.json("/metric/ALL/sum%3Aifspeed%2cload_one/json") == plain)
    }

    @Test func queriesFilterDataSources() async throws {
        let one = try await api.json("/metric/ALL/sum:ifspeed/json?ifindex=2")
        #expect(one.first?["metricValue"] == .number(2_000_000))
        let both = try await api.json("/metric/ALL/sum:ifspeed/json?ifindex=2&ifindex=1")
        #expect(both.first?["metricValue"] == .number(3_000_000))
    }

    @Test(arguments: [
        ("summ:ifspeed", "sum"), ("avgs:x", "avg"), (":x", nil), ("foo:bar", nil),
    ])
    func anUnknownAggregationIsNamed(metric: String, suggestion: String?) async throws {
        let response = try await api.ask("/metric/ALL/\(metric)/json")
        #expect(response.status == .badRequest)
        #expect(response.problem?["suggestions"]?.first == suggestion.map { .string($0) })
    }

    @Test func tablesAreSortedAndCut() async throws {
        let largest = try await api.json("/table/ALL/sort:ifspeed:-1,null:host_name,ifindex/json")
        guard case .array(let rows) = largest, case .array(let cells)? = rows.first else {
            Issue.record("\(largest)")
            return
        }
        #expect(rows.count == 1)
        #expect(cells.map { $0["metricName"] } == [.string("ifspeed"), nil, .string("ifindex")])
        #expect(cells[1] == .null)
        #expect(cells[0]["metricValue"] == .number(2_000_000))
        let smallest = try await api.json("/table/ALL/sort:ifspeed:5/json")
        guard case .array(let order) = smallest else { Issue.record("\(smallest)"); return }
        #expect(order.map { $0.first?["metricValue"] } == [.number(1_000_000), .number(2_000_000)])
    }

    @Test func aDumpHasEverySource() async throws {
        guard case .array(let speeds) = try await api.json("/dump/ALL/ifspeed/json") else {
            Issue.record("no array")
            return
        }
        #expect(speeds.count == 2)
        #expect(speeds[0]["lastUpdate"] == .number(0))
        guard case .array(let all) = try await api.json("/dump/192.0.2.1/ALL/json") else {
            Issue.record("no array")
            return
        }
        #expect(all.count > speeds.count)
    }

    @Test func metricNamesHaveAnAge() async throws {
        #expect(try await api.json("/metrics/json")["load_one"] == .number(0))
    }

    @Test func withoutATopologyItsPartsAreEmpty() async throws {
        #expect(try await api.json("/dump/TOPOLOGY/ifspeed/json") == .array([]))
        #expect(try await api.json("/dump/EDGE;ALL/ifspeed/json") == api.json("/dump/ALL/ifspeed/json"))
    }
}

extension JSONValue {
    var first: JSONValue? {
        guard case .array(let values) = self else { return nil }
        return values.first
    }
}
