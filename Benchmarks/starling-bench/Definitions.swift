import FlowLanguage

/// The flow definitions that are measured.
enum Definitions {
    static let fiveTuple = definition("ipsource,ipdestination,ipprotocol,tcpsourceport,tcpdestinationport")

    private static let all =
        [fiveTuple]
        + [
            "ipsource,ipdestination", "ipsource", "ipdestination", "macsource,macdestination", "ipprotocol",
            "tcpdestinationport", "inputifindex,outputifindex", "stack", "ipsource,tcpdestinationport",
        ].map(definition)

    /// The cheapest comparison, and one with a pattern.
    static let filters = ["ipsource=192.168.0.7", #"ipsource~192\.168\.\d\d?\..*"#]

    static func first(_ count: Int) -> [FlowDefinition] { Array(all.prefix(count)) }

    private static func definition(_ keys: String) -> FlowDefinition { FlowDefinition(keys: keys, value: "bytes") }
}
