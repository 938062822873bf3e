/// Why a text is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable {
    /// What is wrong there.
    package enum Reason: Hashable, Sendable {
        case unexpected(String)
        case missing(String)
        case tooDeep(limit: Int)
        case tooLong(limit: Int)
        case tooManyValues(limit: Int)
        case notUTF8
        case badEscape
        case badNumber(String)
    }

    package var reason: Reason
    /// Bytes from the start of the text.
    package var position: Int
    /// From 1; the column counts bytes.
    package var line: Int
    package var column: Int
}

extension JSONError: CustomStringConvertible {
    /// `line 1, column 12: expected a value but found ','`
    package var description: String { "line \(line), column \(column): \(reason)" }
}

extension JSONError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unexpected(let text): "unexpected \(text)"
        case .missing(let what): "expected \(what)"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooManyValues(let limit): "more than \(limit) values"
        case .notUTF8: "the text is not UTF-8"
        case .badEscape: "no such escape in a string"
        case .badNumber(let text): "'\(text)' is no number"
        }
    }
}
