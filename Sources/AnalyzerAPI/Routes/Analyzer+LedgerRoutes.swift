import Engine
import JSON
import NetTypes

extension Analyzer {
    static let ledgerRoutes: [Route] = [
        Route(
            .get,
            "/ledger/json",
            "The books: what was received, lost, repeated and out of order on the way from each data source, what was refused here, and the rate at which packets are really sampled",
            parameters: [RouteParameter("agent", "only these agents; may be repeated")],
            response:
                "`socket`: the smallest receive buffer in bytes, and datagrams that the kernel dropped; `refused`: what a bound kept out; `agents`: by address `datagrams` and `dataSources`; `drops` are samples that the agent lost itself, `samplingRate` is what it says, `effectiveSamplingRate` what its pool and its samples' numbers come to"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.ledger(request) }
    ]

    private func ledger(_ request: APIRequest) throws(APIProblem) -> Answer {
        let names = request.query.all("agent").joined(separator: ",")
        let selection = names.isEmpty ? .all : try AgentSelection(names)
        let status = ingestStatus, agents = engine.agents(selection).sorted { $0.agent < $1.agent }
        let sources = Dictionary(grouping: engine.ledger(selection), by: \.agent)
        return .json { writer in
            writer.object { writer in
                status.writeBooks(to: &writer)
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

extension IngestStatus {
    fileprivate func writeBooks(to writer: inout JSONWriter) {
        writer.member("socket") {
            $0.object {
                $0.member("receiveBuffer", receiveBuffer)
                $0.member("drops", kernelDrops)
            }
        }
        writer.member("refused") {
            $0.object {
                $0.member("datagrams", parseErrors.reduce(datagramsDiscarded) { $0 + $1.count })
                $0.member("dataSources", dataSourcesRefused)
                $0.member("flowEntries", flowEntriesRefused)
                $0.member("metrics", metricsRefused)
                $0.member("texts", textsRefused)
                $0.member("unknownFormats", unknownFormats)
            }
        }
    }
}
