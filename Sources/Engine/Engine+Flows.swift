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
            forEachShard { $0.flows.install(name, program, now: now) }
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

    /// The largest flows of a definition over the chosen agents; `nil` when there is none of that name.
    package func activeFlows(
        _ selection: AgentSelection,
        _ name: String,
        limit: Int,
        minimum: Double,
        merge mode: FlowMerge
    ) -> [ActiveFlow]? {
        guard let definition = flow(name), let shared = try? SharedProgram(FlowProgram(definition, flowEnvironment))
        else { return nil }
        var merger = FlowMerger(mode == .max ? .max : .sum, keyWords: shared.program.keyWords, hash: hash)
        var places: [UInt32: (IPAddress, DataSource)] = [:]
        let now = Double(now) / 1e9
        for (shardNumber, cell) in cells.enumerated() {
            cell.shard.withLock { shard in
                shard.report(name, definition, selection, limit, now, into: &merger) { source in
                    let mark = UInt32(truncatingIfNeeded: source * cells.count + shardNumber)
                    if let place = shard.place(of: source) { places[mark] = place }
                    return mark
                }
            }
        }
        return merger.top(limit, minimum: minimum).compactMap { flow in
            places[flow.source].map { ActiveFlow(flow, key: shared.program.render(flow.key.span), at: $0) }
        }
    }
}

/// Why a definition was refused.
package enum FlowSetError: Error, Sendable {
    case syntax(FlowSyntaxError)
    case tooMany(limit: Int)
}

extension Shard {
    /// Adds a definition's largest flows of every chosen data source; `mark` gives a data source its number in the answer.
    /// Flows of a definition that has taken the name meanwhile have other keys: they are left out.
    fileprivate func report(
        _ name: String,
        _ definition: FlowDefinition,
        _ selection: AgentSelection,
        _ limit: Int,
        _ now: Double,
        into merger: inout FlowMerger,
        _ mark: (Int) -> UInt32
    ) {
        guard let flow = flows.installed.first(where: { $0.name == name }),
            flow.shared.program.definition == definition
        else { return }
        let chosen = agents(selection)
        for (number, table) in flow.tables.enumerated() {
            guard let table, let source = metrics.sources[number], chosen?.contains(source.agent) ?? true else {
                continue
            }
            table.flows.report(limit, now: now, source: mark(number), into: &merger)
        }
    }

    fileprivate func place(of source: Int) -> (IPAddress, DataSource)? {
        guard let source = metrics.sources[source], let agent = agents.states[source.agent] else { return nil }
        return (agent.address, source.source)
    }
}

extension ActiveFlow {
    fileprivate init(_ flow: TopFlow, key: String, at place: (IPAddress, DataSource)) {
        self.init(
            key: key,
            value: flow.value,
            values: flow.values,
            agent: place.0,
            dataSource: place.1.description,
            flowN: flow.sources,
            samples: flow.samples,
            errorPercent: flow.errorPercent,
            overcount: flow.overcount
        )
    }
}
