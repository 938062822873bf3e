/// One setting as it was written: `key = value` or `key { … }`, in a file, the environment or on the command line.
package struct ConfigurationStatement: Equatable, Sendable {
    package enum Value: Equatable, Sendable {
        case text(String)
        case object([ConfigurationStatement])
    }

    package var key: String
    package var value: Value
    package var origin: ConfigurationOrigin

    package init(_ key: String, _ value: Value, at origin: ConfigurationOrigin) {
        self.key = key
        self.value = value
        self.origin = origin
    }
}

/// Where a setting was written.
package enum ConfigurationOrigin: Equatable, Sendable {
    case file(String, line: Int)
    case environment(String)
    case flag(String)
}
