/// Where the files are that name addresses and ports. Empty: none is read.
package struct NameFileSettings: Hashable, Sendable {
    /// A MaxMind database of countries.
    package var country = ""
    /// A MaxMind database of autonomous systems.
    package var autonomousSystems = ""
    /// The IEEE's files, separated by commas, or a folder that has them.
    package var vendors = "/usr/share/ieee-data"
    package var ports = "/etc/services"

    package init() {}
}
