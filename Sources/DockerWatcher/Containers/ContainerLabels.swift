import JSON

/// Bounds on what is kept of a container's labels.
enum ContainerLabels {
    static let maximumCount = 64, maximumName = 256, maximumValue = 1024
    /// Of all names and values together.
    static let maximumBytes = 8 << 10

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
        let bytes = texts.reduce(0) { $0 + size($1) }
        if texts.count > maximumCount || bytes > maximumBytes { texts.sort { rank($0.0) < rank($1.0) } }
        var left = maximumBytes
        let kept = texts.prefix(maximumCount).prefix {
            left -= size($0)
            return left >= 0
        }
        return Dictionary(kept, uniquingKeysWith: { $1 })
    }

    private static func size(_ label: (String, String)) -> Int { label.0.utf8.count + label.1.utf8.count }

    private static func rank(_ name: String) -> (Int, String) {
        (known.contains { name.hasPrefix($0) } ? 0 : 1, name)
    }
}
