/// A part of a URI, taken apart as appendix B of RFC 3986 does it: of any text, and without decoding.
enum URIPart: String, CaseIterable, Sendable {
    case scheme, authority, userinfo, host, port, path, directory, file, `extension`, query, fragment

    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    /// The part; `nil` where the URI has none.
    func of(_ text: String) -> String? {
        let uri = URIText(text)
        return switch self {
        case .scheme: uri.scheme
        case .authority: uri.authority
        case .userinfo: uri.userinfo
        case .host: uri.host
        case .port: uri.port
        case .path: uri.path
        case .directory: uri.directory
        case .file: uri.file
        case .extension: uri.extension
        case .query: uri.query
        case .fragment: uri.fragment
        }
    }
}

private struct URIText {
    private(set) var scheme: String?, authority: String?, query: String?, fragment: String?
    private(set) var path: String

    init(_ text: String) {
        var rest = text[...]
        fragment = Self.cut(&rest, behindFirst: "#")
        query = Self.cut(&rest, behindFirst: "?")
        if let colon = rest.firstIndex(where: { ":/".contains($0) }), rest[colon] == ":", colon > rest.startIndex {
            scheme = String(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    /// Cuts off what is behind the first mark, and the mark.
    private static func cut(_ text: inout Substring, behindFirst mark: Character) -> String? {
        guard let place = text.firstIndex(of: mark) else { return nil }
        defer { text = text[..<place] }
        return String(text[text.index(after: place)...])
    }

    var userinfo: String? { authority.flatMap { text in text.lastIndex(of: "@").map { String(text[..<$0]) } } }

    private var hostAndPort: Substring? {
        guard let authority else { return nil }
        return authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority[...]
    }

    /// Where the colon before the port stands; one within the brackets of an IPv6 address is none.
    private func portColon(_ text: Substring) -> Substring.Index? {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else { return nil }
        return colon
    }

    var host: String? { hostAndPort.map { text in String(text[..<(portColon(text) ?? text.endIndex)]) } }

    var port: String? {
        hostAndPort.flatMap { text in portColon(text).map { String(text[text.index(after: $0)...]) } }
    }

    /// Up to the last slash, with it.
    var directory: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

    var file: String { path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path }

    var `extension`: String? {
        let file = file
        return file.lastIndex(of: ".").map { String(file[file.index(after: $0)...]) }
    }
}
