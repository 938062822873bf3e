extension RouteTable {
    /// The reference page, Markdown.
    package var reference: String {
        var lines = Self.introduction
        for route in routes {
            lines += [
                "", "## \(route.method.rawValue) \(route.path)", "", route.summary + ".", "",
                "Answer: \(route.response).",
            ]
            if !route.parameters.isEmpty { lines += ["", "| parameter | meaning |", "|---|---|"] }
            lines += route.parameters.map { "| `\($0.name)` | \($0.summary.replacing("|", with: "\\|")) |" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let introduction = """
        # REST API

        Written from the declarations of the routes; `GET /api` answers the same as JSON, `GET /api-docs` and
        `GET /api/api.yml` as an OpenAPI document, for programs that make clients, tests and explorers of it.

        - `{agent}` is `ALL`, or a list separated by `,` or `;` of addresses, host names, `TOPOLOGY` (the agents of the
          topology's nodes), `EDGE` (their ports that are not on links) and `CORE` (their ports that are).
        - `{metric}` is a list of names separated by `,` or `;`.
        - Where a page says *filter*, every further query parameter keeps the data sources whose metric of that name
          has the value: a repeated name is an alternative, different names must all hold, `*` stands for anything.
        - A change answers 204. A problem answers a JSON object with `error` (one sentence), `status`, and where they
          are known `attribute`, `position`, `excerpt` and `suggestions`.
        - HEAD works where GET does. Ages are milliseconds.
        - Every GET can be streamed: see `/stream`.
        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
