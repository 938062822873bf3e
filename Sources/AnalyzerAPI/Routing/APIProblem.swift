import JSON

/// Why a request cannot be answered: becomes a JSON object with the HTTP status.
package struct APIProblem: Error, Hashable, Sendable {
    /// The HTTP status: 400 and above.
    package var status: Int
    /// One sentence: what is wrong, and what would be right.
    package var message: String
    /// Which attribute or parameter it is about.
    package var attribute: String?
    /// Bytes from the start of the attribute's text, or of the body.
    package var position: Int?
    /// The text with a caret under the place.
    package var excerpt: String?
    /// What may have been meant.
    package var suggestions: [String] = []
    /// The methods that the path has, for status 405.
    package var allowed: [String] = []

    package init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }

    /// 400
    static func badRequest(_ message: String, attribute: String? = nil) -> APIProblem {
        var problem = APIProblem(400, message)
        problem.attribute = attribute
        return problem
    }

    /// A body that is no JSON.
    init(_ error: JSONError) {
        self = .badRequest("the body is no JSON: \(error)")
        position = error.position
    }

    /// 404
    static func notFound(_ message: String) -> APIProblem { APIProblem(404, message) }
}

extension APIProblem: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("error", message)
            $0.member("status", status)
            if let attribute { $0.member("attribute", attribute) }
            if let position { $0.member("position", position) }
            if let excerpt { $0.member("excerpt", excerpt) }
            if !suggestions.isEmpty { $0.member("suggestions", suggestions) }
        }
    }
}
