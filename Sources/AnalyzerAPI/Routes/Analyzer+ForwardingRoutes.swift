import Engine
import JSON

extension Analyzer {
    static let forwardingRoutes: [Route] = [
        Route(
            .get,
            "/forwarding/json",
            "Where datagrams are sent on to",
            response: "an object by name: `address port agents datagramsSent datagramsDropped`"
        ) { analyzer, _ in
            let targets = analyzer.engine.relay.snapshot.forwardings.sorted { $0.key < $1.key }
            return .json { writer in writer.object { for (name, target) in targets { $0.member(name, target) } } }
        },
        Route(.get, "/forwarding/{name}/json", "One of them", response: "as in the list; 404 when there is none") {
            (analyzer, request) throws(APIProblem) in
            let name = request.argument("name")
            guard let target = analyzer.engine.relay.snapshot.forwardings[name] else { throw request.noSuchForwarding }
            return .json(target)
        },
        Route(
            .put,
            "/forwarding/{name}/json",
            "Sends datagrams on, unchanged, as they come: `address` (required), `port` (6343), `agents` (none: all): only "
                + "those of these agents. What the system does not take at once is counted and gone",
            response: "204; 400 when something is wrong, or it would come back here; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            let name = try request.relayName()
            let forwarding = try Forwarding(body: request.body)
            do throws(Relay.Refusal) {
                try analyzer.engine.relay.set(name, forwarding)
            } catch {
                throw APIProblem(error, "address")
            }
            return .done
        }.keeping(.forwarding).taking(.forwarding),
        Route(
            .delete,
            "/forwarding/{name}/json",
            "Sends on no more",
            response: "204; 404 when there is none of that name; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            guard analyzer.engine.relay.removeForwarding(request.argument("name")) else {
                throw request.noSuchForwarding
            }
            return .done
        }.keeping(.forwarding),
        Route(.get, "/tenant/json", "The tenants", response: "an object: name, samples sent on") { analyzer, _ in
            let tenants = analyzer.engine.relay.snapshot.tenants.sorted { $0.key < $1.key }
            return .json { writer in
                writer.object { for (name, tenant) in tenants { $0.member(name, tenant.counts.samples) } }
            }
        },
        Route(
            .get,
            "/tenant/{name}/json",
            "A tenant",
            response:
                "`collectorAddress collectorPort filters samples datagramsSent datagramsDropped`; 404 when there is none"
        ) { (analyzer, request) throws(APIProblem) in
            guard let tenant = analyzer.engine.relay.snapshot.tenants[request.argument("name")] else {
                throw request.noSuchTenant
            }
            return .json(tenant)
        },
        Route(
            .put,
            "/tenant/{name}/json",
            "Sends chosen samples on, in datagrams of the same agent: `collectorAddress` (required), `collectorPort` (6343), "
                + "`filters`, at least one: `ifindex` (`10.0.0.1_2`: samples of interface 2 of an agent), `ifname` "
                + "(`10.0.0.1_eth3`), `cidr` (`10.1.0.0/16`: packets from or to there, also by their inner headers), `mac`",
            response: "204; 400 when something is wrong, or it would come back here; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            let name = try request.relayName()
            let definition = try TenantDefinition(body: request.body)
            do throws(Relay.Refusal) {
                try analyzer.engine.setTenant(name, definition)
            } catch {
                throw APIProblem(error, "collectorAddress")
            }
            return .done
        }.keeping(.tenant).taking(.tenant),
        Route(
            .delete,
            "/tenant/{name}/json",
            "Sends samples on no more",
            response: "204; 404 when there is none of that name; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            guard analyzer.engine.relay.removeTenant(request.argument("name")) else { throw request.noSuchTenant }
            return .done
        }.keeping(.tenant),
    ]
}

extension APIRequest {
    fileprivate func relayName() throws(APIProblem) -> String {
        let name = argument("name")
        guard name.utf8.count <= Analyzer.flowNameLimit, !name.utf8.contains(where: { $0 < 0x20 }) else {
            throw .badRequest("a name has at most \(Analyzer.flowNameLimit) bytes and no control characters")
        }
        return name
    }

    fileprivate var noSuchForwarding: APIProblem { .notFound("there is no forwarding '\(argument("name"))'") }
    fileprivate var noSuchTenant: APIProblem { .notFound("there is no tenant '\(argument("name"))'") }
}

extension APIProblem {
    fileprivate init(_ refusal: Relay.Refusal, _ attribute: String) {
        switch refusal {
        case .tooMany(let what, let limit):
            self = APIProblem(403, "there are \(limit) \(what) already; delete one first")
        case .loop(let target):
            self = .badRequest(
                "\(target) is where this analyzer receives: datagrams would come again and again",
                attribute: attribute
            )
        }
    }
}
