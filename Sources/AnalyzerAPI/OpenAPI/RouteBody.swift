import Engine

/// What the body of a PUT is to be: described and shown, while reading it is the route's own, since bodies are read
/// leniently.
package struct RouteBody: Sendable {
    /// Of its schema.
    var name: String
    var schema: DocumentValue
    var example: DocumentValue
}

extension RouteBody {
    static let flow = RouteBody(
        name: "FlowDefinition",
        schema: .object(
            required: ["value"],
            [
                ("keys", .list("Keys and key functions, separated by commas")),
                ("value", .text("What is summed: `bytes`, `frames`, `requests`, `duration` or a numeric key")),
                ("values", .list("Further values")),
                ("filter", .text("An expression that packets are to satisfy")),
                ("n", .whole(0...1_000_000, default: 5, "Flows kept of each data source; brought to what is possible")),
                ("t", .number("Seconds of smoothing", default: 2)),
                ("fs", .text("Between the parts of a key", default: ",")),
                ("dropped", .flag("Discarded packets instead of sampled ones")),
                ("aggMode", .words(FlowMerge.allCases.map(\.rawValue), "How data sources become one")),
                ("log", .flag("Records in `/flows/json`")),
                ("flowStart", .flag("Records when flows start instead of when they end")),
                ("activeTimeout", .number("Seconds after which a flow that goes on is recorded", default: 60)),
                ("ipfixCollectors", .list("Addresses that records are exported to")),
            ]
        ),
        example: ["keys": "ipsource,ipdestination", "value": "bytes", "filter": "ipprotocol=6", "log": true]
    )

    static let threshold = RouteBody(
        name: "Threshold",
        schema: .object(
            required: ["metric", "value"],
            [
                ("metric", .text("The name of a metric or of a flow definition, without an aggregation")),
                ("value", .number("What it is not to exceed")),
                ("filter", .labels("Only data sources whose metrics have one of these values")),
                ("byFlow", .flag("An event for each key of a flow definition")),
                ("timeout", timeout),
            ]
        ),
        example: ["metric": "load_one", "value": 4, "filter": ["os_name": ["linux"]], "timeout": 10]
    )

    private static let timeout = DocumentValue.number(
        "Seconds that a value must have been below before its next event",
        in: Threshold.timeoutRange,
        default: Threshold.timeoutDefault
    )

    static let group = RouteBody(
        name: "Group",
        schema: .labels("The address prefixes of each label"),
        example: ["lab": ["10.0.0.0/8", "2001:db8::/32"]]
    )

    static let map = RouteBody(
        name: "Map",
        schema: .labels("The values of each label"),
        example: ["web": ["80", "443"]]
    )

    static let forwarding = RouteBody(
        name: "Forwarding",
        schema: .object(
            required: ["address"],
            [
                ("address", .text("An IP address")), ("port", port),
                ("agents", .list("Only datagrams of these agents")),
            ]
        ),
        example: ["address": "192.0.2.1", "port": 6343, "agents": ["10.0.0.1"]]
    )

    static let tenant = RouteBody(
        name: "Tenant",
        schema: .object(
            required: ["collectorAddress", "filters"],
            [
                ("collectorAddress", .text("An IP address")), ("collectorPort", port),
                (
                    "filters",
                    .object(
                        [
                            ("ifindex", .list("Interfaces: an agent, `_` and an index")),
                            ("ifname", .list("Interfaces: an agent, `_` and a name")),
                            ("cidr", .list("Prefixes that packets are from or to")),
                            ("mac", .list("MAC addresses")),
                        ]
                    )
                ),
            ]
        ),
        example: ["collectorAddress": "192.0.2.1", "filters": ["cidr": ["10.1.0.0/16"], "ifindex": ["10.0.0.1_2"]]]
    )

    private static let port = DocumentValue.whole(1...65_535, default: 6343, "A UDP port")
}

extension RouteBody {
    static let topology = RouteBody(
        name: "Topology",
        schema: .object([("nodes", .named(node)), ("links", .named(link))]),
        example: [
            "nodes": [
                "leaf1": ["agent": "10.0.0.1", "ports": ["swp1": ["ifindex": "1"]]], "leaf2": ["agent": "10.0.0.2"],
            ],
            "links": ["L1": ["node1": "leaf1", "port1": "swp1", "node2": "leaf2", "port2": "swp1"]],
        ]
    )

    private static let tags = DocumentValue.named(["description": "A text, a number, true or false"])

    private static let node = DocumentValue.object(
        [
            ("agent", .text("An address or a host name; without it the node's name is the host name")),
            ("dpid", .text("The datapath's number")), ("ports", .named(nodePort)), ("tags", tags),
        ]
    )

    private static let nodePort = DocumentValue.object(
        [
            ("ifindex", .text("The index of the interface; without it the interface of the port's name is meant")),
            ("dpid", .text("The datapath's number")), ("ofport", .text("The number of OpenFlow")), ("tags", tags),
        ]
    )

    private static let link = DocumentValue.object(
        required: ["node1", "port1", "node2", "port2"],
        [
            ("node1", .text("A node")), ("port1", .text("Its port")), ("node2", .text("The other node")),
            ("port2", .text("Its port")), ("tags", tags),
        ]
    )
}
