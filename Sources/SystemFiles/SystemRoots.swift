/// Where the system's own files are: the real ones, a host's seen from a container, or a tree made for a test.
package struct SystemRoots: Hashable, Sendable {
    package var proc = "/proc"
    package var sys = "/sys"
    package var etc = "/etc"
    /// What precedes a mount point of `proc`'s mount table; empty: nothing.
    package var root = ""

    package init() {}

    /// `proc`, `sys` and `etc` below one directory.
    package init(below directory: String) {
        proc = directory + "/proc"
        sys = directory + "/sys"
        etc = directory + "/etc"
        root = directory
    }
}
