import HTTPTypes
import Hummingbird
import NIOCore

extension AnalyzerResponder {
    /// A file of the console; 304 when the client has it already. `nil`: there is none.
    func file(_ files: StaticFiles, _ target: RequestTarget, _ request: Request) throws(APIProblem) -> Response? {
        guard let path = percentDecoded(target.path) else { throw .badRequest("bad percent-encoding in the path") }
        guard let file = files(path) else { return nil }
        guard request.method == .get || request.method == .head else { throw RouteTable.notAllowed([.get]) }
        let fields: HTTPFields = [.eTag: file.entityTag, .cacheControl: "no-cache"]
        if holds(request.headers[.ifNoneMatch], file.entityTag) {
            return Response(status: .notModified, headers: fields)
        }
        var response = Response(
            status: .ok,
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
        response.headers[.contentType] = file.mediaType
        return response
    }

    /// RFC 9110 §13.1.2: a list of entity tags, or `*`; tags compare weakly.
    private func holds(_ field: String?, _ tag: String) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { part in
            let part = part.drop { $0 == " " }.prefix { $0 != " " }
            return part == "*" || (part.hasPrefix("W/") ? part.dropFirst(2) : part) == tag
        }
    }
}
