/// Why this host's control groups cannot be watched at all, and what to do.
package struct GroupsUnavailable: Error, Equatable, CustomStringConvertible {
    package var reason: String
    package var remedy: String

    package var description: String { "containers are not seen: \(reason); \(remedy)" }
}
