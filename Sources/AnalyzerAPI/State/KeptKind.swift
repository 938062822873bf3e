import Engine
import JSON
import Topology

/// What is kept from one start to the next. The file of each has, by name, what the PUT of its route takes.
package enum KeptKind: String, CaseIterable, Sendable {
    // In the order in which they are taken up: what others name comes first.
    case group, map, topology, flow, threshold, forwarding, tenant

    var file: String { rawValue + ".json" }

    /// Whether there is only one, without a name.
    var isSingle: Bool { self == .topology }
}

extension Analyzer {
    func keptNames(_ kind: KeptKind) -> Set<String> {
        switch kind {
        case .group: Set(engine.groups().keys)
        case .map: Set(engine.maps().keys)
        case .topology: []
        case .flow: Set(engine.flows().keys)
        case .threshold: Set(engine.thresholds().keys)
        case .forwarding: Set(engine.relay.snapshot.forwardings.keys)
        case .tenant: Set(engine.relay.snapshot.tenants.keys)
        }
    }

    func writeKept(_ kind: KeptKind, to writer: inout JSONWriter) {
        switch kind {
        case .group: writer.sorted(engine.groups())
        case .map: writer.sorted(engine.maps())
        case .topology: writer.value(engine.currentTopology.topology)
        case .flow: writer.sorted(engine.flows())
        case .threshold: writer.sorted(engine.thresholds())
        case .forwarding: writer.sorted(engine.relay.snapshot.forwardings.mapValues(\.forwarding))
        case .tenant: writer.sorted(engine.relay.snapshot.tenants.mapValues(\.definition))
        }
    }

    /// Does what a request to the route would.
    func change(_ kind: KeptKind, _ method: RouteMethod, name: String, body: [UInt8] = []) throws(APIProblem) {
        guard let route = Self.routes.routes.first(where: { $0.keeps == kind && $0.method == method }),
            case .answer(let answer) = route.action
        else { return }
        _ = try answer(self, APIRequest(arguments: ["name": name], query: QueryParameters(""), body: body))
    }
}

extension JSONWriter {
    fileprivate mutating func sorted(_ things: [String: some JSONWritable]) {
        object { for (name, thing) in things.sorted(by: { $0.key < $1.key }) { $0.member(name, thing) } }
    }
}
