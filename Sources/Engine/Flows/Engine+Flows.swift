import FlowLanguage
import FlowTables
import MetricStore
import NetTypes
import SFlow
import Synchronization

extension Engine {
    /// Starts measuring; a definition of the same name is replaced, an equal one goes on.
    package func setFlow(_ name: String, _ definition: FlowDefinition) throws(FlowSetError) {
        let program: SharedProgram
        do { program = SharedProgram(try FlowProgram(definition, flowEnvironment)) } catch { throw .syntax(error) }
        let now = Double(now) / 1e9
        // The shards follow under the same lock: of two changes at once none is half made.
        try definitions.withLock { definitions throws(FlowSetError) in
            guard definitions[name] != definition else { return }
            guard definitions[name] != nil || definitions.count < configuration.maximumFlows else {
                throw .tooMany(limit: configuration.maximumFlows)
            }
            definitions[name] = definition
            forEachShard {
                $0.flows.install(name, program, now: now)
                $0.linkThresholds()
            }
        }
    }

    package func flow(_ name: String) -> FlowDefinition? { definitions.withLock { $0[name] } }

    package func flows() -> [String: FlowDefinition] { definitions.withLock { $0 } }

    /// False when there is none of that name.
    package func removeFlow(_ name: String) -> Bool {
        definitions.withLock { definitions in
            guard definitions.removeValue(forKey: name) != nil else { return false }
            forEachShard { _ = $0.flows.uninstall(name) }
            return true
        }
    }

    /// Every flow key with the milliseconds since a packet had it; keys not seen are left out.
    package func flowKeys() -> [(name: String, age: Int)] {
        var latest = Array(repeating: Int64.min, count: FlowKey.all.count)
        forEachShard { shard in
            for place in latest.indices { latest[place] = max(latest[place], shard.keysSeen.lastSeen[place]) }
        }
        let now = now / 1_000_000
        return zip(FlowKey.all, latest).compactMap { $1 == .min ? nil : ($0.name, Int(now - $1)) }.sorted {
            $0.0 < $1.0
        }
    }

    /// The largest flows of a definition over the chosen data sources; `nil` when there is none of that name.
    /// - Parameter merge: `nil`: as the definition says.
    package func activeFlows(
        _ selection: AgentSelection,
        _ name: String,
        limit: Int,
        minimum: Double,
        merge: FlowMerge? = nil
    ) -> [ActiveFlow]? {
        guard let (question, shared) = question(selection, name, merge) else { return nil }
        return largest(question, limit, minimum: minimum, keyWords: shared.program.keyWords).map { flow, place in
            ActiveFlow(flow, key: shared.program.render(flow.key.span), at: place)
        }
    }

    /// `nil` when there is no definition of that name.
    func question(
        _ selection: AgentSelection,
        _ name: String,
        _ merge: FlowMerge?
    ) -> (question: FlowQuestion, program: SharedProgram)? {
        guard let definition = flow(name), let program = try? SharedProgram(FlowProgram(definition, flowEnvironment))
        else { return nil }
        let question = FlowQuestion(
            name: name,
            definition: definition,
            selection: selection,
            merge: merge ?? FlowMerge(name: definition.mergeMode) ?? .max,
            topology: resolvedTopology
        )
        return (question, program)
    }

    /// The largest flows, each with a data source that saw it.
    func largest(
        _ question: FlowQuestion,
        _ limit: Int,
        minimum: Double,
        keyWords: Int
    ) -> [(flow: TopFlow, place: FlowPlace)] {
        var gathering = FlowGathering(question.merge, keyWords: keyWords, hash: hash)
        let tableLimit = gathering.tableLimit(limit)
        var places: [FlowPlace] = []
        let now = Double(now) / 1e9
        for cell in cells {
            cell.shard.withLock { shard in
                shard.forEachTable(question) { table, place in
                    let mark = UInt32(truncatingIfNeeded: places.count)
                    places.append(place)
                    gathering.add(table, tableLimit, now: now, of: place.agent, source: mark)
                }
            }
        }
        return gathering.top(limit, minimum: minimum).map { ($0, places[Int($0.source)]) }
    }
}

/// Why a definition was refused.
package enum FlowSetError: Error, Sendable {
    case syntax(FlowSyntaxError)
    case tooMany(limit: Int)
}

extension ActiveFlow {
    init(_ flow: TopFlow, key: String, at place: FlowPlace) {
        self.init(
            key: key,
            value: flow.value,
            values: flow.values,
            agent: place.agent,
            dataSource: place.source,
            flowN: flow.sources,
            samples: flow.samples,
            errorPercent: flow.errorPercent,
            overcount: flow.overcount
        )
    }
}
