/// What `starling dump` was asked for, as it was written. `DumpPlan` is what it comes to.
package struct DumpOptions: Equatable, Sendable {
    /// What is shown.
    package enum Form: String, CaseIterable, Sendable {
        case text, line, grep, json, indentedJSON, fields, packets, discards, datagrams
    }

    /// Which addresses are listened on.
    package enum Family: Sendable { case v4, v6, both }

    /// Capture files; `-` is standard input. None: the network.
    package var files: [String] = []
    package var follows = false
    package var playback: String?

    package var port: String?
    package var family = Family.both
    package var listenAddress: String?

    /// Nothing: text, or what goes without (forwarding, statistics).
    package var form: Form?
    package var fields: String?
    package var isTyped = false
    package var isPcapng = false
    package var redactsPayload = false
    package var outputPath: String?
    package var color = Color.auto

    package var forwardTargets: [String] = []
    package var keepsGoing = false

    package var filter: String?
    package var includedVLANs: [String] = []
    package var excludedVLANs: [String] = []
    package var agents: [String] = []
    package var count: String?
    package var statistics: StatisticsForm?

    package init() {}

    package enum Color: String, CaseIterable, Sendable { case auto, always, never }

    /// How statistics are shown.
    package enum StatisticsForm: String, CaseIterable, Sendable { case table, json }
}
