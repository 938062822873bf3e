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

    static func first(_ count: Int) -> [FlowDefinition] { Array(all.prefix(count)) }

    private static func definition(_ keys: String) -> FlowDefinition { FlowDefinition(keys: keys, value: "bytes") }
}
