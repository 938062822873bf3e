import Engine
import JSON
import NetTypes

extension Analyzer {
    static let ledgerRoutes: [Route] = [
        Route(
            .get,
            "/ledger/json",
            "The books: what was received, lost, repeated and out of order on the way from each data source, what was refused here, and the rate at which packets are really sampled",
            parameters: [RouteParameter("agent", "only these agents; may be repeated").repeated],
            response:
                "`sockets`: each with the receive buffer in bytes that the kernel granted, and the datagrams that it dropped; `refused`: what a bound kept out; `agents`: by address `datagrams` and `dataSources`; `drops` are samples that the agent lost itself, `samplingRate` is what it says, `effectiveSamplingRate` what its pool and its samples' numbers come to; `flowsIn` and `flowsOut` of interfaces: `ratio` of what samples stand for to the counter, the `bound` within which it is 1, `samples`"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.ledger(request) }
    ]

    private func ledger(_ request: APIRequest) throws(APIProblem) -> Answer {
        let selection = try request.askedAgents(), agents = engine.agents(selection)
        let status = engine.status(), sockets = sockets()
        let sources = Dictionary(grouping: engine.ledger(selection), by: \.agent)
        return .json { writer in
            writer.object { writer in
                writer.member("sockets", sockets)
                writer.member("refused") { status.writeRefused(to: &$0) }
                writer.member("agents") { writer in
                    writer.object { writer in
                        for agent in agents {
                            writer.member(agent.agent.description) {
                                agent.writeLedger(sources[agent.agent] ?? [], to: &$0)
                            }
                        }
                    }
                }
            }
        }
    }
}

extension SocketStatus: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("address", address.description)
            $0.member("shard", shard)
            $0.member("receiveBuffer", receiveBuffer)
            $0.member("drops", drops)
        }
    }
}

extension IngestStatus {
    fileprivate func writeRefused(to writer: inout JSONWriter) {
        writer.object {
            $0.member("datagrams", parseErrors.reduce(datagramsDiscarded) { $0 + $1.count })
            $0.member("dataSources", dataSourcesRefused)
            $0.member("flowEntries", flowEntriesRefused)
            $0.member("metrics", metricsRefused)
            $0.member("texts", textsRefused)
            $0.member("unknownFormats", unknownFormats)
        }
    }
}
