import ArgumentParser
import JSON

/// `starling query`
struct Query: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks a running analyzer: top flows, metrics, tables, events, the ledger.",
        discussion: """
            starling query top --keys ipsource,ipdestination --value bytes
            starling query metric sum:ifinoctets,max:load_one
            starling query table host_name,load_one,cpu_utilization --sort -load_one
            starling query events --watch
            """,
        subcommands: [
            QueryTop.self, QueryMetric.self, QueryTable.self, QueryAgents.self, QueryEvents.self, QueryLedger.self,
            QueryGet.self,
        ]
    )
}

/// `starling query top`
struct QueryTop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "The largest flows now, of a definition or of keys.",
        discussion: "With --keys a definition is made for the question, and removed after it."
    )

    @Argument(help: ArgumentHelp("A flow definition of the analyzer.", valueName: "name"))
    var name: String?
    @Option(help: ArgumentHelp("Flow keys, separated by commas: ipsource,ipdestination.", valueName: "keys"))
    var keys: String?
    @Option(help: ArgumentHelp("What is measured, with --keys: bytes, frames and others.", valueName: "value"))
    var value = "bytes"
    @Option(help: ArgumentHelp("Only these packets, with --keys: 'tcpdestinationport=443'.", valueName: "filter"))
    var filter: String?
    @Option(help: ArgumentHelp("Seconds over which rates are smoothed, with --keys.", valueName: "s"))
    var t = 2.0
    @Option(help: ArgumentHelp("Only of these agents: addresses, host names, ALL, EDGE, CORE.", valueName: "agents"))
    var agent = "ALL"
    @Option(name: .shortAndLong, help: ArgumentHelp("How many.", valueName: "n"))
    var n = 20
    @Option(help: ArgumentHelp("How data sources are merged: max, sum, edge, core, agent.", valueName: "mode"))
    var merge: String?
    @OptionGroup var options: QueryOptions

    func validate() throws {
        guard (name == nil) != (keys == nil) else {
            throw ValidationError("Give the name of a flow definition, or --keys.")
        }
    }

    func run() async throws {
        guard let keys else { return try await options.show { try await flows(name!, $0) } }
        // Random, so that two questions at a time are two definitions.
        let temporary = "query-\(UInt32.random(in: 0 ... .max))"
        try await reportingErrors { try await options.client.put(path(temporary), definition(keys)) }
        let removal = InterruptedWork { [client = options.client] in try? await client.delete(path(temporary)) }
        do {
            try await Task.sleep(for: .seconds(t + 1))
            try await options.show { try await flows(temporary, $0) }
        } catch {
            await removal.finish()
            throw error
        }
        await removal.finish()
    }

    private func definition(_ keys: String) -> JSONValue {
        var members = [
            "keys": JSONValue.string(keys), "value": .string(value), "t": .number(t), "n": .number(Double(n)),
        ]
        if let filter { members["filter"] = .string(filter) }
        return .object(members.map { JSONMember(name: $0.key, value: $0.value) })
    }

    private func flows(_ name: String, _ client: QueryClient) async throws -> QueryAnswer {
        var path = "/activeflows/\(percentEncoded(agent))/\(percentEncoded(name))/json?maxFlows=\(n)"
        if let merge { path += "&aggMode=\(percentEncoded(merge))" }
        let answer = try await client.json(path)
        return QueryAnswer(answer, columns: ["key", "value", "errorPercent", "samples", "agent", "dataSource"])
    }
}

/// The path of a definition.
private func path(_ name: String) -> String { "/flow/\(percentEncoded(name))/json" }

/// `starling query metric`
struct QueryMetric: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metric",
        abstract: "One figure of each metric over all data sources: sum:ifinoctets, max:load_one."
    )

    @Argument(
        help: ArgumentHelp(
            "Metrics, separated by commas, with max: min: sum: avg: med: and others.",
            valueName: "metrics"
        )
    )
    var metrics: String
    @OptionGroup var selection: QuerySelection
    @OptionGroup var options: QueryOptions

    func run() async throws {
        try await options.show { client in
            let answer = try await client.json(selection.path("metric", metrics))
            return QueryAnswer(
                answer,
                columns: ["metricName", "metricValue", "metricN", "agent", "dataSource", "lastUpdate"]
            )
        }
    }
}

/// `starling query table`
struct QueryTable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "A row for each data source that has the metrics."
    )

    @Argument(help: ArgumentHelp("Metrics, separated by commas; null:name may be missing.", valueName: "metrics"))
    var metrics: String
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sort by this metric; -metric: the largest first.", valueName: "metric")
    )
    var sort: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("How many, with --sort.", valueName: "n"))
    var n = 20
    @OptionGroup var selection: QuerySelection
    @OptionGroup var options: QueryOptions

    func run() async throws {
        let names = metrics.split(separator: ",").map(String.init)
        try await options.show { client in
            let answer = try await client.json(selection.path("table", asked(names).joined(separator: ",")))
            let rows = answer.elements.map(\.elements)
            let cells = rows.map { row in
                let first = row.first { $0 != .null }
                return [first?["agent"], first?["dataSource"]] + row.map { $0["metricValue"] }
            }
            return QueryAnswer(answer, columns: ["agent", "dataSource"] + names.map(title), rows: cells)
        }
    }

    /// `null:name` is the metric's name.
    private func title(_ name: String) -> String { name.hasPrefix("null:") ? String(name.dropFirst(5)) : name }

    /// The names with the order that is asked for.
    private func asked(_ names: [String]) -> [String] {
        guard let sort else { return names }
        let isFalling = sort.hasPrefix("-"), column = isFalling ? String(sort.dropFirst()) : sort
        let order = "sort:\(column):\(isFalling ? "-" : "")\(n)"
        return names.map { $0 == column ? order : $0 }
    }
}

/// `starling query agents`
struct QueryAgents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents",
        abstract: "The agents, and what came of each."
    )
    @OptionGroup var options: QueryOptions

    func run() async throws {
        let columns = ["hostName", "sFlowDatagramsReceived", "sFlowDatagramsLost", "sFlowFlowSamples", "lastSeen"]
        try await options.show { client in
            let answer = try await client.json("/agents/json")
            let rows = answer.members.map { agent in [.string(agent.name)] + columns.map { agent.value[$0] } }
            return QueryAnswer(answer, columns: ["agent"] + columns, rows: rows)
        }
    }
}

/// `starling query events`
struct QueryEvents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "events", abstract: "The latest events, newest first.")
    @Option(name: .shortAndLong, help: ArgumentHelp("How many.", valueName: "n"))
    var n = 20
    @OptionGroup var options: QueryOptions

    func run() async throws {
        let columns = ["eventID", "thresholdID", "metric", "value", "threshold", "agent", "dataSource", "flowKey"]
        try await options.show { client in
            QueryAnswer(try await client.json("/events/json?maxEvents=\(n)"), columns: columns)
        }
    }
}

/// `starling query ledger`
struct QueryLedger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "What was lost on the way from each data source, and how its flows compare with its counters."
    )
    @OptionGroup var options: QueryOptions

    func run() async throws {
        let columns = [
            "agent", "dataSource", "name", "received", "lost", "drops", "samplingRate", "effectiveSamplingRate",
            "flowsIn", "flowsOut",
        ]
        try await options.show { client in
            let answer = try await client.json("/ledger/json")
            let rows = (answer["agents"]?.members ?? []).flatMap { agent in
                (agent.value["dataSources"]?.elements ?? []).filter { $0["flowSamples"] != nil }.map {
                    row(agent.name, $0)
                }
            }
            return QueryAnswer(answer, columns: columns, rows: rows)
        }
    }

    private func row(_ agent: String, _ books: JSONValue) -> [JSONValue?] {
        let flows = books["flowSamples"]
        return [
            .string(agent), books["dataSource"], books["name"], flows?["received"], flows?["lost"], books["drops"],
            books["samplingRate"], books["effectiveSamplingRate"], books["flowsIn"]?["ratio"],
            books["flowsOut"]?["ratio"],
        ]
    }
}

/// `starling query get`
struct QueryGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "What the analyzer answers on a path of its API."
    )
    @Argument(help: ArgumentHelp("/analyzer/json and others; /api lists them.", valueName: "path"))
    var path: String
    @OptionGroup var options: QueryOptions

    func run() async throws {
        try await reportingErrors {
            let text = try await options.client.get(path.hasPrefix("/") ? path : "/" + path)
            write(String(decoding: text, as: UTF8.self), to: 1)
            if text.last != UInt8(ascii: "\n") { write("\n", to: 1) }
        }
    }
}

/// Which data sources a question is about.
struct QuerySelection: ParsableArguments {
    @Option(help: ArgumentHelp("Only of these agents: addresses, host names, ALL, EDGE, CORE.", valueName: "agents"))
    var agent = "ALL"
    @Option(
        help: ArgumentHelp("Only data sources whose metric has the value; may be repeated.", valueName: "metric=value")
    )
    var filter: [String] = []

    func validate() throws {
        for text in filter where !text.contains("=") {
            throw ValidationError("--filter '\(text)' is to be metric=value: os_name=linux.")
        }
    }

    func path(_ kind: String, _ metrics: String) -> String {
        let query = filter.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return "\(percentEncoded(String(parts[0])))=\(percentEncoded(String(parts[1])))"
        }
        let path = "/\(kind)/\(percentEncoded(agent))/\(percentEncoded(metrics))/json"
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }
}

/// For a part of a path or of a query.
func percentEncoded(_ text: String) -> String {
    let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:"
    return text.utf8.map { byte in
        let character = Character(UnicodeScalar(byte))
        if plain.contains(character) { return String(character) }
        return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
}
