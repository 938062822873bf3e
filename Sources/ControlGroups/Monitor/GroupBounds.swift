/// How much is watched at most: users may make groups too.
package struct GroupBounds: Hashable, Sendable {
    /// Containers and services at a time.
    package var groups = 4096
    /// Of them services; 0: services are not looked for.
    package var services = 0
    /// Directories that are none.
    package var directories = 4096
    /// Levels of directories below the top.
    package var depth = 12

    package init() {}
}
