import JSON

/// A version of the Engine API: `1.41`.
struct EngineVersion: Comparable, CustomStringConvertible {
    var major: Int, minor: Int

    /// The newest that this client knows.
    static let newestKnown = EngineVersion(major: 1, minor: 52)

    init(major: Int, minor: Int) { (self.major, self.minor) = (major, minor) }

    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Self.number(parts[0]), let minor = Self.number(parts[1]) else { return nil }
        self.init(major: major, minor: minor)
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.count <= 4 && text.utf8.allSatisfy(isDigit) ? Int(text) : nil
    }

    var description: String { "\(major).\(minor)" }

    static func < (a: EngineVersion, b: EngineVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}

/// What the answer to `GET /version` says of an engine.
struct EngineGreeting: Equatable {
    /// The version to speak: the newest that both know, but none that the engine refuses.
    var version: EngineVersion
    /// Podman's engine answers under Docker's API, and differs in what it takes for a filter.
    var isPodman = false
    /// The engine's own, for people.
    var release = ""

    init?(_ answer: JSONValue) {
        guard case .string(let newest)? = answer["ApiVersion"], let newest = EngineVersion(newest) else { return nil }
        version = min(newest, .newestKnown)
        if case .string(let oldest)? = answer["MinAPIVersion"], let oldest = EngineVersion(oldest), oldest <= newest {
            version = max(version, oldest)
        }
        if case .string(let release)? = answer["Version"] { self.release = String(release.prefix(64)) }
        if case .array(let parts)? = answer["Components"] {
            isPodman = parts.contains { $0["Name"] == .string("Podman Engine") }
        }
    }
}
