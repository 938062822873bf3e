import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// Answers every request: the API by its routes, everything else from the console's files.
package struct AnalyzerResponder: HTTPResponder {
    package typealias Context = BasicRequestContext

    let analyzer: Analyzer
    let files: StaticFiles?
    let logger: Logger
    private let hostCheck: HostCheck

    init(analyzer: Analyzer, files: StaticFiles?, logger: Logger) {
        self.analyzer = analyzer
        self.files = files
        self.logger = logger
        hostCheck = HostCheck(settings: analyzer.settings)
    }

    package func respond(to request: Request, context: Context) async -> Response {
        analyzer.http.messageReceived()
        var response: Response
        do {
            response = try await answer(request)
        } catch {
            response = self.response(to: error)
        }
        for field in Self.commonFields { response.headers[field.name] = field.value }
        if request.method == .head { response = response.withoutBody }
        analyzer.http.messageSent()
        if analyzer.settings.logsRequests { log(request, response) }
        return response
    }

    private func answer(_ request: Request) async throws(APIProblem) -> Response {
        guard hostCheck.permits(request.head.authority) else { throw Self.foreignHost }
        let target = try RequestTarget(request.head.path?[...] ?? "/")
        if let files, !Analyzer.routes.owns(target), let response = try file(files, target, request) { return response }
        var (route, apiRequest) = try Analyzer.routes.resolve(try method(request, target), target)
        apiRequest.accept = request.headers[.accept] ?? ""
        switch route.action {
        case .answer(let answer): return try await self.answer(route, apiRequest, request, answer)
        case .feed(let feed): return response(try await answer(feed, apiRequest, waits: request.method != .head))
        case .stream, .streams: return try stream(try analyzer.eventStream(route, apiRequest), request)
        }
    }

    private func answer(
        _ route: Route,
        _ apiRequest: APIRequest,
        _ request: Request,
        _ answer: @escaping @Sendable (Analyzer, APIRequest) throws(APIProblem) -> Answer
    ) async throws(APIProblem) -> Response {
        var apiRequest = apiRequest
        if route.method != .get {
            guard !analyzer.settings.isReadOnly else {
                throw APIProblem(403, "the analyzer is read-only: it was started with http.readonly=yes")
            }
            let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
            guard length > RequestLimits.body else {
                apiRequest.body = try await body(of: request, limit: RequestLimits.body)
                return response(try change(route, apiRequest, answer))
            }
            guard length <= route.bodyLimit else { throw Self.tooLong(route.bodyLimit) }
            guard analyzer.longBodies.enter() else { throw Self.tooManyLongBodies }
            defer { analyzer.longBodies.leave() }
            apiRequest.body = try await body(of: request, limit: route.bodyLimit)
            return response(try change(route, apiRequest, answer))
        }
        return response(try answer(analyzer, apiRequest))
    }

    /// What has been changed is kept before it is answered for.
    private func change(
        _ route: Route,
        _ request: APIRequest,
        _ answer: (Analyzer, APIRequest) throws(APIProblem) -> Answer
    ) throws(APIProblem) -> Answer {
        let answer = try answer(analyzer, request)
        if let kind = route.keeps { analyzer.state?.save(kind, of: analyzer) }
        return answer
    }

    private func method(_ request: Request, _ target: RequestTarget) throws(APIProblem) -> RouteMethod {
        switch request.method {
        case .head: return .get
        case let method where RouteMethod(rawValue: method.rawValue) != nil:
            return RouteMethod(rawValue: method.rawValue)!
        default:
            let methods = RouteMethod.allCases.filter { (try? Analyzer.routes.resolve($0, target)) != nil }
            guard methods.isEmpty else { throw RouteTable.notAllowed(methods) }
            return .get
        }
    }

    private func body(of request: Request, limit: Int) async throws(APIProblem) -> [UInt8] {
        do {
            return Array(buffer: try await request.body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw Self.tooLong(limit)
        } catch {
            throw .badRequest("the body ended early")
        }
    }

    private static func tooLong(_ limit: Int) -> APIProblem {
        APIProblem(413, "the body is longer than \(limit) bytes")
    }

    private static let tooManyLongBodies = APIProblem(503, "other long bodies are being read; try again soon")
}

extension AnalyzerResponder {
    private static let foreignHost = APIProblem(
        403,
        "this Host is not served while only this machine may connect; -D http.hosts=NAME permits a name"
    )

    /// What every response says to browsers: load only from here, guess no types, tell nobody.
    private static let commonFields: HTTPFields = [
        .contentSecurityPolicy:
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        .xContentTypeOptions: "nosniff",
        .referrerPolicy: "no-referrer",
        .crossOriginResourcePolicy: "same-origin",
    ]

    func response(_ answer: Answer) -> Response {
        switch answer {
        case .done: Response(status: .noContent)
        case .text: response(.ok, answer, "text/plain; charset=utf-8")
        case .json: response(.ok, answer, "application/json")
        case .parts(let mediaType, let parts): response(mediaType, parts)
        }
    }

    private func response(_ mediaType: String, _ parts: @escaping @Sendable () -> AnyIterator<[UInt8]>) -> Response {
        let body = ResponseBody { writer in
            let parts = parts()
            while let part = parts.next() { try await writer.write(ByteBuffer(bytes: part)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: mediaType, .cacheControl: "no-store"], body: body)
    }

    private func response(to problem: APIProblem) -> Response {
        var response = response(HTTPResponse.Status(code: problem.status), .json(problem), "application/json")
        if !problem.allowed.isEmpty { response.headers[.allow] = problem.allowed.joined(separator: ", ") }
        if problem.status == 503 { response.headers[.retryAfter] = "5" }
        return response
    }

    private func response(_ status: HTTPResponse.Status, _ answer: Answer, _ mediaType: String) -> Response {
        let text = answer.text(indent: analyzer.settings.jsonIndent)
        return Response(
            status: status,
            headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: text))
        )
    }

    private func log(_ request: Request, _ response: Response) {
        logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(request.head.path ?? "")",
                "status": "\(response.status.code)",
                "bytes": "\(response.headers[.contentLength] ?? "-")",
            ]
        )
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    fileprivate static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
}

extension Response {
    /// For HEAD: the same fields, Content-Length included.
    fileprivate var withoutBody: Response {
        var response = Response(status: status)
        response.headers = headers
        return response
    }
}
