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

    /// Definitions with a filter, a function or an inner key, as consoles and applications ask for them.
    static let mixed: [FlowDefinition] = [
        mixed("stack,null:ethernetprotocol:0,null:ipprotocol:0,null:ip6nexthdr:0,null:tcpsourceport:0", "frames"),
        mixed("if:[first:stack:.:ip:ip6]:ip:[dns:ipsource]:[dns:ip6source]"),
        mixed("or:ipsource:ip6source,or:ipdestination:ip6destination"),
        mixed("or:tcpsourceport:udpsourceport,or:tcpdestinationport:udpdestinationport"),
        mixed("group:ipsource:sites,group:ipdestination:sites"),
        mixed("mask:ipsource:24,mask:ipdestination:24"),
        mixed("ipsource,ipdestination", filter: "tcpdestinationport=443"),
        mixed("ipsource", filter: "stack~.*tcp.*&(ipprotocol=6|ipprotocol=17)"),
        mixed("ipsource,ipsource.1", filter: "stack!=eth.ip.tcp"),
        mixed("null:ipsource.1,ipsource"),
        mixed("prefix:stack:.:2", "frames"),
        mixed("country:ipsource,country:ipdestination"),
        mixed("oui:macsource"),
        mixed("link:inputifindex,ipsource", filter: "direction=ingress"),
        mixed("range:bytes:0:127,range:bytes:128:1023", "frames"),
        mixed("bits:tcpflags:18,tcpdestinationport", "frames", filter: "bits:tcpflags:16=16"),
        mixed("eq:tcpsourceport:tcpdestinationport"),
        mixed("ipdestination", filter: "[dns:ipsource]~.*7.*&inputifindex!=internal"),
        mixed("ipsource", values: "avg:bytes,max:bytes,count:ipdestination"),
        mixed("map:tcpdestinationport:services", filter: "[group:ipsource:sites]=site1,site2,site3"),
    ]

    private static func mixed(
        _ keys: String,
        _ value: String = "bytes",
        values: String = "",
        filter: String = ""
    ) -> FlowDefinition {
        var definition = FlowDefinition(keys: keys, value: value, filter: filter)
        definition.values = values
        return definition
    }

    static func first(_ count: Int) -> [FlowDefinition] { Array(all.prefix(count)) }

    private static func definition(_ keys: String) -> FlowDefinition { FlowDefinition(keys: keys, value: "bytes") }
}
