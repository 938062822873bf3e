/// What a request names: a path as segments, still percent-encoded, and the query.
struct RequestTarget: Hashable, Sendable {
    var path: Substring
    var query: QueryParameters

    static let limit = 8192

    /// From `/metric/ALL/load_one/json?host_name=web*`.
    init(_ text: Substring) throws(APIProblem) {
        guard text.utf8.count <= Self.limit else {
            throw APIProblem(414, "the path is longer than \(Self.limit) bytes")
        }
        let text = text.prefix { $0 != "#" }
        path = text.prefix { $0 != "?" }
        query = try QueryParameters(text.dropFirst(path.count + 1))
        guard path.first == "/" else { throw .badRequest("a path begins with '/'") }
    }

    var segments: [Substring] { path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) }
}
