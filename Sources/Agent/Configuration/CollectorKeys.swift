/// The keys of `collector { }`.
package enum CollectorKeys {
    private static let fresh = CollectorConfiguration()

    package static let doc = "Where datagrams go. Repeatable: every collector gets all of them."

    package static let all: [ConfigurationKey<CollectorConfiguration>] = [
        ConfigurationKey(
            "ip",
            .host,
            "An address or a name. Names are resolved again every few minutes and when sending fails."
        ) { target, value in
            if case .text(let host) = value { target.host = host }
        }.flag("collector", "HOST[:PORT]", "Send datagrams there; an address or a name, port 6343. Repeatable.")
            .environment("COLLECTOR").repeatable(),
        .integer("udpport", 1...65535, \.port, of: fresh, "The UDP port.").environment("PORT"),
        .text("dev", \.device, default: "as routed", "The device, or VRF, that datagrams leave by."),
        .text(
            "namespace",
            \.namespace,
            default: "the agent's",
            "The network namespace, by its name under /run/netns, that datagrams are sent from."
        ),
    ]
}
