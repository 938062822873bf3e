import JSON

/// The methods that routes have; HEAD follows from GET.
package enum RouteMethod: String, CaseIterable, Sendable {
    case get = "GET"
    case put = "PUT"
    case delete = "DELETE"
}

/// What an endpoint answers.
package enum Answer: Sendable {
    /// JSON, written when it is sent.
    case json(@Sendable (inout JSONWriter) -> Void)
    case text(String)
    /// Text of a media type, part by part as the client takes it.
    case parts(String, @Sendable () -> AnyIterator<[UInt8]>)
    /// Status 204: done, nothing to say.
    case done

    static func json(_ value: some JSONWritable & Sendable) -> Answer { .json { $0.value(value) } }
}

/// What a route is given.
package struct APIRequest: Sendable {
    /// The parts of the path in braces, by name, decoded.
    package var arguments: [String: String]
    package var query: QueryParameters
    package var body: [UInt8] = []
    /// The media types that the client wants; empty: it does not say.
    package var accept = ""
    /// The query parameters that the route declares, by name.
    package var declared: [String: RouteParameter] = [:]

    /// The part of the path in braces; the route declares it, so it is there.
    func argument(_ name: String) -> String { arguments[name] ?? "" }
}

/// An endpoint: declared once, it is routed, listed, documented and suggested.
package struct Route: Sendable {
    /// How it is answered.
    package enum Action: Sendable {
        case answer(@Sendable (Analyzer, APIRequest) throws(APIProblem) -> Answer)
        /// What happens one by one: GET can wait for it, and a stream is sent it as it happens.
        case feed(Feed)
        /// Server-sent events of the path in `{path...}`.
        case stream
        /// Server-sent events of every path in the parameter `path`.
        case streams
    }

    package var method: RouteMethod
    /// `/flow/{name}/json`; `{path...}` takes the rest.
    package var path: String
    package var summary: String
    package var parameters: [RouteParameter]
    /// What a success answers, for the reference.
    package var response: String
    package var action: Action
    /// Bytes of the longest body.
    private(set) var bodyLimit = RequestLimits.body
    /// What a success changes that is kept for the next start.
    private(set) var keeps: KeptKind?
    /// What the body of a PUT is to be.
    private(set) var body: RouteBody?
    /// The media type of what a success answers.
    private(set) var media = Media.json
    /// Whether every query parameter that is not declared is a filter.
    private(set) var takesFilter = false
    /// What it belongs to, for documents.
    private(set) var tag = ""
    let segments: [Segment]

    init(
        _ method: RouteMethod,
        _ path: String,
        _ summary: String,
        parameters: [RouteParameter] = [],
        response: String,
        action: Action
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.response = response
        self.action = action
        segments = path.dropFirst().split(separator: "/").map { Segment(String($0)) }
    }

    init(
        _ method: RouteMethod,
        _ path: String,
        _ summary: String,
        parameters: [RouteParameter] = [],
        response: String,
        answer: @escaping @Sendable (Analyzer, APIRequest) throws(APIProblem) -> Answer
    ) {
        self.init(method, path, summary, parameters: parameters, response: response, action: .answer(answer))
    }
}

extension Route {
    /// The same with bodies that may be long.
    var acceptingLongBodies: Route {
        var route = self
        route.bodyLimit = RequestLimits.longBody
        return route
    }

    /// The same, of which what it changes is kept for the next start.
    func keeping(_ kind: KeptKind) -> Route {
        var route = self
        route.keeps = kind
        return route
    }

    /// The same with a body.
    func taking(_ body: RouteBody) -> Route {
        var route = self
        route.body = body
        return route
    }

    /// The same, whose success answers another media type than JSON.
    func answering(_ media: Media) -> Route {
        var route = self
        route.media = media
        return route
    }

    /// The same, where further query parameters are a filter.
    var filtered: Route {
        var route = self
        route.takesFilter = true
        return route
    }

    /// The same, as part of what documents call `tag`.
    func tagged(_ tag: String) -> Route {
        var route = self
        route.tag = tag
        return route
    }

    /// What a success may be.
    enum Media: String, Sendable {
        case json = "application/json"
        case text = "text/plain"
        case events = "text/event-stream"
        case yaml = "application/yaml"
    }

    /// A part of a path.
    enum Segment: Hashable, Sendable {
        case literal(String)
        case argument(String)
        case rest(String)

        init(_ text: String) {
            guard text.first == "{", text.last == "}" else {
                self = .literal(text)
                return
            }
            let name = text.dropFirst().dropLast()
            self = name.hasSuffix("...") ? .rest(String(name.dropLast(3))) : .argument(String(name))
        }
    }

    /// The longest name of an agent, a flow or a metric list in a path, in bytes.
    static let argumentLimit = 4096

    /// The arguments, decoded, when the path is this route's; the rest of a path stays encoded.
    func match(_ parts: [Substring]) throws(APIProblem) -> [String: String]? {
        guard fits(parts) else { return nil }
        var arguments: [String: String] = [:]
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .literal: continue
            case .argument(let name): arguments[name] = try decode(parts[index], name)
            case .rest(let name): arguments[name] = "/" + parts[index...].joined(separator: "/")
            }
        }
        return arguments
    }

    private func fits(_ parts: [Substring]) -> Bool {
        if case .rest? = segments.last {
            guard parts.count >= segments.count else { return false }
        } else {
            guard parts.count == segments.count else { return false }
        }
        return zip(segments, parts).allSatisfy { segment, part in
            if case .literal(let text) = segment { part == text } else { !part.isEmpty }
        }
    }

    private func decode(_ part: Substring, _ name: String) throws(APIProblem) -> String {
        guard part.utf8.count <= Self.argumentLimit else {
            throw APIProblem(414, "the {\(name)} of the path is longer than \(Self.argumentLimit) bytes")
        }
        guard let text = percentDecoded(part) else {
            throw .badRequest("bad percent-encoding in the {\(name)} of the path: '\(part.prefix(100))'")
        }
        return text
    }
}
