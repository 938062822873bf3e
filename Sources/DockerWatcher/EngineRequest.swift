/// The questions that are asked, all of them with GET.
enum EngineRequest: Equatable {
    case version
    /// The containers that have processes.
    case list
    /// One container. `isAsked`: by whoever uses the watcher.
    case inspect(id: String, isAsked: Bool)

    func target(_ greeting: EngineGreeting?) -> String {
        let prefix = greeting.map { "/v\($0.version)" } ?? ""
        switch self {
        case .version: return "/version"
        case .list:
            // Podman lists no paused ones unless asked for them, and knows no restarting ones.
            let states = greeting?.isPodman == true ? ["running", "paused"] : ["running", "paused", "restarting"]
            return "\(prefix)/containers/json?filters=\(filters(["status": states]))"
        case .inspect(let id, _): return "\(prefix)/containers/\(id)/json"
        }
    }

    /// The stream of events from `since` on (milliseconds since 1970); `nil`: from now on.
    static func events(_ greeting: EngineGreeting, since: Int64?) -> String {
        var wanted = ["type": ["container", "network"]]
        wanted["event"] = [
            "create", "start", "die", "oom", "pause", "unpause", "rename", "destroy", "connect", "disconnect",
        ]
        // Podman has other names for some.
        if greeting.isPodman { wanted["event"]? += ["died", "remove"] }
        let start = since.map { "since=\($0 / 1000).\(threeDigits($0 % 1000))000000&" } ?? ""
        return "/v\(greeting.version)/events?\(start)filters=\(filters(wanted))"
    }

    /// Whether `id` may stand in a path.
    static func isIdentifier(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count) && id != "." && id != ".."
            && id.utf8.allSatisfy { byte in
                isDigit(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                    || "_.-".utf8.contains(byte)
            }
    }
}

/// A JSON object of lists of words, percent-encoded.
private func filters(_ lists: [String: [String]]) -> String {
    let members = lists.sorted { $0.key < $1.key }.map { name, words in
        "%22\(name)%22%3A%5B" + words.map { "%22\($0)%22" }.joined(separator: "%2C") + "%5D"
    }
    return "%7B" + members.joined(separator: "%2C") + "%7D"
}

private func threeDigits(_ number: Int64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
}
