import Engine
import Exporters
import FlowLanguage
import JSON
import NetTypes
import SFlow

extension Analyzer {
    static let flowLogRoutes: [Route] = [
        Route(
            .get,
            "/flows/json",
            "Records of flows that are over, or have gone on for their active timeout, of definitions with `log`",
            parameters: [
                RouteParameter("name", "only of these definitions, separated by commas; may be repeated").repeated,
                RouteParameter(
                    "flowID",
                    .integer(Int.min...Int.max, default: 0),
                    "only records that are newer than this number"
                ),
                RouteParameter(
                    "maxFlows",
                    .integer(0...1_000_000, default: nil),
                    "how many at most (all that are kept, `flows.max`)"
                ),
                Feed.timeout("record"),
            ],
            response:
                "an array, newest first: `flowID` (counts from 1 at the start of the analyzer) `name flowKeys value start end "
                + "agent dataSource samples errorPercent`; `value` is the total from `start` to `end`, which are milliseconds "
                + "since 1970; `errorPercent` at 95 %. Streamed, the records are pushed as they are made",
            action: .feed(
                Feed(listeners: \.engine.flowLog.listeners) { (analyzer, request, after) throws(APIProblem) in
                    try analyzer.flowRecords(request, after)
                }
            )
        )
    ]

    private func flowRecords(_ request: APIRequest, _ after: Int?) throws(APIProblem) -> Feed.News {
        let known = request.integer("flowID"), limit = request.integer("maxFlows", default: engine.flowLog.capacity)
        let names = Set(request.query.all("name").flatMap { $0.split(separator: ",").map(String.init) })
        // Before the records are looked at: one that comes meanwhile is asked for the next time.
        let latest = engine.flowLog.latest
        let records = engine.flowLog.records(after: after ?? known, names: names, limit: limit)
        return Feed.News(
            answer: .json(records),
            latest: max(records.first?.flowID ?? 0, latest),
            isEmpty: records.isEmpty
        )
    }

    /// Refuses a definition that has collectors and that they cannot be told of.
    func expectExportable(_ definition: FlowDefinition) throws(APIProblem) {
        guard !definition.ipfixCollectors.isEmpty else { return }
        do {
            _ = try IPFIXLayout(definition)
        } catch {
            throw .badRequest(error.description, attribute: error.attribute)
        }
    }
}

extension FlowRecord: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("flowID", flowID)
            $0.member("name", name)
            $0.member("flowKeys", flowKeys)
            $0.member("value", value)
            $0.member("start", start)
            $0.member("end", end)
            $0.member("agent", agent)
            $0.member("dataSource", dataSource.description)
            $0.member("samples", samples)
            $0.member("errorPercent", errorPercent)
        }
    }
}
