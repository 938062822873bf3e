import PacketHeaders

extension FlowFunction {
    /// Functions that ask what is known beyond the packet.
    static let lookups: [FlowFunction] = names + places + stations

    private static let names: [FlowFunction] = [
        FlowFunction(
            "dns",
            [.key()],
            "The name of an address by reverse DNS: lower case, with a dot at the end.",
            example: "dns:ipsource"
        ) { call throws(FlowSyntaxError) in
            call.lookup(try call.address()) { operand, _ in operand.address.map { [.dns($0)] } ?? [] }
        },
        FlowFunction(
            "country",
            [.key(), .literal("form", .optional)],
            "The country of an address: `code`, `name` or `both`.",
            example: "country:ipsource"
        ) { call throws(FlowSyntaxError) in
            let form = try call.choice(1, [("code", LookupForm.code), ("name", .name), ("both", .both)])
            return call.lookup(try call.address()) { operand, _ in operand.address.map { [.country($0, form)] } ?? [] }
        },
        FlowFunction(
            "asn",
            [.key(), .literal("form", .optional)],
            "The autonomous system of an address: `number`, `descr` or `both`.",
            example: "asn:ipsource:both"
        ) { call throws(FlowSyntaxError) in
            let form = try call.choice(1, [("number", LookupForm.code), ("descr", .name), ("both", .both)])
            return call.lookup(try call.address()) { operand, _ in operand.address.map { [.asn($0, form)] } ?? [] }
        },
        FlowFunction(
            "oui",
            [.key(), .literal("form", .optional)],
            "The vendor of a MAC address: `name`, `number` or `both`.",
            example: "oui:macsource:name"
        ) { call throws(FlowSyntaxError) in
            let key = try call.expression(0, "a MAC address") { $0 == .mac }
            let form = try call.choice(1, [("name", LookupForm.name), ("number", .code), ("both", .both)])
            return call.lookup(key) { operand, _ in operand.mac.map { [.oui($0, form)] } ?? [] }
        },
        FlowFunction(
            "port",
            [.key(), .literal("protocol", .optional)],
            "The name of a port of `tcp`, `udp` or `sctp`; a key like tcpsourceport says itself which.",
            example: "port:tcpdestinationport"
        ) { call throws(FlowSyntaxError) in
            let key = try call.single(0, "a number") { $0.isNumber }
            let name = try call.transport(of: key)
            return call.lookup(key) { operand, _ in
                operand.number.flatMap { UInt16(exactly: $0) }.map { [.port(protocol: name, $0)] } ?? []
            }
        },
    ]

    private static let places: [FlowFunction] = [
        FlowFunction(
            "group",
            [.key(), .literal("group", .onceOrMore)],
            "The label of the longest prefix that has the address, of the first group that has one.",
            example: "group:ipsource:sites"
        ) { call throws(FlowSyntaxError) in
            let groups = call.texts(from: 1)
            return call.lookup(try call.address()) { operand, _ in
                operand.address.map { address in groups.map { .group($0, address) } } ?? []
            }
        },
        FlowFunction(
            "map",
            [.key(), .literal("map")],
            "The label of the map that has the value.",
            example: "map:tcpdestinationport:services"
        ) { call throws(FlowSyntaxError) in
            let name = call.text(1) ?? ""
            return call.lookup(call.expression(0)) { operand, _ in [.map(name, operand.text)] }
        },
        FlowFunction(
            "link",
            [.key("port")],
            "The link of the topology at a port of the agent.",
            example: "link:inputifindex"
        ) { call throws(FlowSyntaxError) in
            call.lookup(try call.port(), usesAgent: true) { operand, agent in
                operand.ifIndex.map { [.link(agent: agent, ifIndex: $0)] } ?? []
            }
        },
        FlowFunction(
            "node",
            [.key("port")],
            "The node of the topology that a port of the agent belongs to.",
            example: "node:inputifindex"
        ) { call throws(FlowSyntaxError) in
            call.lookup(try call.port(), usesAgent: true) { operand, agent in
                operand.ifIndex.map { [.node(agent: agent, ifIndex: $0)] } ?? []
            }
        },
        FlowFunction(
            "ifname",
            [.key("port")],
            "The name of a port of the agent.",
            example: "ifname:inputifindex"
        ) { call throws(FlowSyntaxError) in
            call.lookup(try call.port(), usesAgent: true) { operand, agent in
                operand.ifIndex.map { [.interfaceName(agent: agent, ifIndex: $0)] } ?? []
            }
        },
    ]

    private static let stations: [FlowFunction] = [
        FlowFunction(
            "host",
            [.key(), .literal("metric")],
            "A metric, of those that are text, of the host, container or virtual machine that has the address.",
            example: "host:macsource:vir_host_name"
        ) { call throws(FlowSyntaxError) in
            let metric = call.text(1) ?? ""
            return call.lookup(try call.station(), usesAgent: true) { operand, agent in
                operand.station.map { [.host($0, metric: metric, seenBy: agent)] } ?? []
            }
        },
        FlowFunction(
            "workload",
            [.key(), .literal("attribute")],
            "The workload that has the address: its `container`, `pod`, `namespace`, `service` or `node`.",
            example: "workload:ipsource:pod"
        ) { call throws(FlowSyntaxError) in
            let attribute = try call.workloadAttribute()
            return call.lookup(try call.station(), usesAgent: true) { operand, agent in
                operand.station.map { [.workload($0, attribute, seenBy: agent)] } ?? []
            }
        },
    ]

    /// Functions that only keys of ours are derived with: what they ask about, a packet does not show.
    static let internals: [FlowFunction] = [
        FlowFunction(
            "workloadsource",
            [.key(), .literal("attribute")],
            "The same of the workload that the agent has as the data source `3.n`, where the key is n.",
            example: "workloadsource:vlan:pod"
        ) { call throws(FlowSyntaxError) in
            let key = try call.single(0, "a number") { $0.isNumber }
            let attribute = try call.workloadAttribute()
            return call.lookup(key, usesAgent: true) { operand, agent in
                operand.number.flatMap { UInt32(exactly: $0) }
                    .map { [.workloadSource(agent: agent, $0, attribute)] } ?? []
            }
        }
    ]
}

extension FlowCall {
    fileprivate func address() throws(FlowSyntaxError) -> TypedExpression {
        try expression(0, "an address") { $0.isAddress }
    }

    fileprivate func station() throws(FlowSyntaxError) -> TypedExpression {
        try expression(0, "an address") { $0.isAddress || $0 == .mac }
    }

    fileprivate func port() throws(FlowSyntaxError) -> TypedExpression {
        try expression(0, "a port of the agent") { $0 == .interface }
    }

    fileprivate func workloadAttribute() throws(FlowSyntaxError) -> Lookup.WorkloadAttribute {
        try choice(1, Lookup.WorkloadAttribute.allCases.map { ($0.rawValue, $0) })
    }

    /// The protocol of a port: as it is given, or that of the header that the key is of.
    fileprivate func transport(of key: TypedExpression) throws(FlowSyntaxError) -> String {
        let names = ["tcp", "udp", "sctp"]
        if text(1) != nil { return try choice(1, names.map { ($0, $0) }) }
        if let name = key.load?.protocol.name, names.contains(name) { return name }
        throw badArgument(key.range, expected: "tcp, udp or sctp behind it")
    }
}
