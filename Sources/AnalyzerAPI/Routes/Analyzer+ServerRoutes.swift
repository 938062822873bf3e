import Engine
import JSON
import NetTypes

extension Analyzer {
    static let serverRoutes: [Route] = [
        Route(.get, "/version", "The version of the analyzer", response: "text, `0.1.0`") { _, _ in
            .text(starlingVersion)
        }.answering(.text),
        Route(
            .get,
            "/analyzer/json",
            "The state of the analyzer itself: what came in, what was refused and why, and its own cost",
            response: "an object of numbers; `sFlowParseErrors` is the sum of the numbers by kind that follow it"
        ) { analyzer, _ in analyzer.status },
        Route(
            .get,
            "/agents/json",
            "The agents: what came from each and what was lost on the way",
            parameters: [RouteParameter("agent", "only these agents; may be repeated").repeated],
            response: "an object by the agent's address; `firstSeen` and `lastSeen` are ages"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.agents(request) },
    ]

    private func agents(_ request: APIRequest) throws(APIProblem) -> Answer {
        let agents = engine.agents(try request.askedAgents())
        return .json { writer in
            writer.object { for agent in agents { $0.member(agent.agent.description, agent) } }
        }
    }
}
