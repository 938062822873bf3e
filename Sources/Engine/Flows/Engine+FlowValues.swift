import FlowLanguage
import FlowTables
import NetTypes
import SFlow
import Synchronization

extension Engine {
    /// The flow whose key has this text, merged over the chosen data sources; `nil`: none of them sees it.
    /// - Parameters:
    ///   - name: of the definition; with the name of a data source and a dot before it, only that one is chosen.
    ///   - key: may be left out where the definition has no keys.
    package func flowValue(
        _ selection: AgentSelection,
        _ name: String,
        key: String?,
        merge: FlowMerge? = nil
    ) throws(FlowProblem) -> ActiveFlow? {
        let (question, program) = try question(selection, of: name, key, merge)
        var gathering = FlowGathering(question.merge, keyWords: program.program.keyWords, hash: hash)
        let seen = observations(of: key ?? "", question, program)
        for (flow, place) in seen { gathering.add(flow, of: place.agent) }
        return gathering.top(1).first.map { ActiveFlow($0, key: key ?? "", at: seen[Int($0.source)].place) }
    }

    /// What each of the chosen data sources sees of the flow whose key has this text, the largest first.
    package func flowLocations(
        _ selection: AgentSelection,
        _ name: String,
        key: String?
    ) throws(FlowProblem) -> [ActiveFlow] {
        let (question, program) = try question(selection, of: name, key, .max)
        let flows = observations(of: key ?? "", question, program).map { ActiveFlow($0, key: key ?? "", at: $1) }
        return flows.sorted { a, b in
            a.value == b.value ? (a.agent, a.dataSource) < (b.agent, b.dataSource) : a.value > b.value
        }
    }

    /// The flow as each data source sees it; its `source` is its place in the answer.
    private func observations(
        of key: String,
        _ question: FlowQuestion,
        _ shared: SharedProgram
    ) -> [(flow: TopFlow, place: FlowPlace)] {
        guard let packed = shared.program.packed(key) ?? search(key, question, shared) else { return [] }
        var seen: [(flow: TopFlow, place: FlowPlace)] = []
        let now = Double(now) / 1e9
        for cell in cells {
            cell.shard.withLock { shard in
                shard.forEachTable(question) { table, place in
                    let mark = UInt32(truncatingIfNeeded: seen.count)
                    if let flow = table.flow(packed.span, now: now, source: mark) { seen.append((flow, place)) }
                }
            }
        }
        return seen
    }

    /// Keys that cannot be packed from their text are looked for among so many of the largest flows.
    private static let searched = 10_000

    private func search(_ text: String, _ question: FlowQuestion, _ shared: SharedProgram) -> [UInt64]? {
        for (flow, _) in largest(question, Self.searched, minimum: 0, keyWords: shared.program.keyWords)
        where shared.program.render(flow.key.span) == text { return flow.key }
        return nil
    }
}

/// Why a question about a flow has no answer.
package enum FlowProblem: Error, Hashable, Sendable {
    /// There is no definition of that name.
    case noDefinition(String)
    /// The definition has these keys, and no key was given.
    case noKey(String)
}

extension Engine {
    private func question(
        _ selection: AgentSelection,
        of name: String,
        _ key: String?,
        _ merge: FlowMerge?
    ) throws(FlowProblem) -> (FlowQuestion, SharedProgram) {
        let (dataSource, flow) = flowName(name) { self.flow($0) != nil }
        guard let asked = question(selection, flow, merge) else { throw .noDefinition(flow) }
        var question = asked.question
        guard key != nil || question.definition.keys.isEmpty else { throw .noKey(question.definition.keys) }
        question.dataSource = dataSource
        return (question, asked.program)
    }
}

/// `4.name` and `2.1.name` have the name of a data source before that of the flow, unless a flow has all of it for its name.
func flowName(_ name: String, isFlow: (String) -> Bool) -> (dataSource: DataSource?, flow: String) {
    if isFlow(name) { return (nil, name) }
    let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 3, let sourceClass = UInt32(parts[0]), let index = UInt32(parts[1]), isFlow(String(parts[2])) {
        return (DataSource(sourceClass: sourceClass, index: index), String(parts[2]))
    }
    guard parts.count > 1, let ifIndex = UInt32(parts[0]) else { return (nil, name) }
    return (.interface(ifIndex), String(name.dropFirst(parts[0].count + 1)))
}
