import JSON

/// Bounds on what is kept of a container's labels.
enum ContainerLabels {
    static let maximumCount = 64, maximumName = 256, maximumValue = 1024

    /// Prefixes of names that stay where there are too many: they say what a container belongs to.
    static let known = [
        "com.docker.compose.", "com.docker.swarm.", "com.docker.stack.", "io.kubernetes.", "io.podman.",
        "org.opencontainers.image.",
    ]

    /// The labels of `members` whose values are texts; those that are too long are left out.
    static func kept(_ members: [JSONMember], except: Set<String> = []) -> [String: String] {
        var texts: [(String, String)] = []
        for member in members where !except.contains(member.name) && member.name.utf8.count <= maximumName {
            guard case .string(let value) = member.value, value.utf8.count <= maximumValue else { continue }
            texts.append((member.name, value))
        }
        if texts.count > maximumCount { texts.sort { rank($0.0) < rank($1.0) } }
        return Dictionary(texts.prefix(maximumCount), uniquingKeysWith: { $1 })
    }

    private static func rank(_ name: String) -> (Int, String) {
        (known.contains { name.hasPrefix($0) } ? 0 : 1, name)
    }
}
