import FlowLanguage
import FlowTables
import MetricStore
import NetTypes
import SFlow
import Topology

/// Which tables of a definition a question is about.
struct FlowQuestion {
    let name: String
    let definition: FlowDefinition
    let selection: AgentSelection
    let merge: FlowMerge
    /// Only the data sources of this name.
    var dataSource: DataSource?
    let topology: ResolvedTopology

    func takes(_ source: DataSource, of agent: IPAddress) -> Bool {
        if let dataSource, dataSource != source { return false }
        return merge.takes(
            source.sourceClass == 0 ? topology.part(agent, source.index) : nil
        )
    }
}

/// Where a flow was seen.
typealias FlowPlace = (agent: IPAddress, source: String)

extension Shard {
    /// Visits the tables that a question is about. Those of a definition that has taken the name meanwhile have other keys:
    /// they are left out.
    func forEachTable(_ question: FlowQuestion, _ body: (borrowing FlowTable, FlowPlace) -> Void) {
        guard let flow = flows.flow(named: question.name), flow.shared.program.definition == question.definition
        else { return }
        let chosen = choice(question.selection, question.topology)
        for number in flow.tables.indices where flow.tables.has(number) {
            guard let source = metrics.sources[number], let agent = agents.states[source.agent]?.address,
                chosen?.includes(source) ?? true, question.takes(source.source, of: agent)
            else { continue }
            body(flow.tables[number], (agent, source.label))
        }
    }
}
