import Spelling

/// The system properties, `-D name=value`: each declared once, read, listed and documented from here.
package struct SystemProperties: Hashable, Sendable {
    /// Why a property is not taken.
    package enum Problem: Error, Hashable, Sendable {
        /// Not an error: the property is left aside.
        case unknown(name: String, suggestions: [String])
        case invalid(name: String, value: String, expected: String)
        case noValue(String)
    }

    /// `sflow.port`
    package var sFlowPort: UInt16 = 6343
    /// `http.…`
    package var http = HTTPSettings()

    package init() {}

    /// Takes one `name=value`.
    package mutating func set(_ text: String) throws(Problem) {
        guard let equals = text.firstIndex(of: "=") else { throw .noValue(text) }
        let name = String(text[..<equals]), value = String(text[text.index(after: equals)...])
        guard let property = Self.all.first(where: { $0.name == name }) else {
            throw .unknown(name: name, suggestions: nearestNames(to: name, among: Self.all.map(\.name)))
        }
        guard property.apply(&self, value) else {
            throw .invalid(name: name, value: value, expected: property.expected)
        }
    }
}

extension SystemProperties {
    /// A property: its name, what it does, what it takes.
    package struct Property: Sendable {
        package var name: String
        package var summary: String
        package var expected: String
        /// False when the value is not what is expected.
        fileprivate var apply: @Sendable (inout SystemProperties, String) -> Bool
    }

    /// All of them.
    package static let all: [Property] = [
        Property(name: "sflow.port", summary: "UDP port for sFlow (6343)", expected: "a port number") {
            assign(UInt16($1), to: &$0.sFlowPort)
        },
        Property(name: "http.port", summary: "TCP port of the API and the console (8008)", expected: "a port number") {
            assign(UInt16($1), to: &$0.http.port)
        },
        Property(
            name: "http.hostname",
            summary: "address of the API and the console (127.0.0.1)",
            expected: "an address"
        ) {
            assign($1.isEmpty ? nil : $1, to: &$0.http.hostname)
        },
        Property(
            name: "http.hosts",
            summary: "host names, separated by commas, that requests may name",
            expected: "names"
        ) {
            assign(Set($1.split(separator: ",").map { $0.lowercased() }), to: &$0.http.hosts)
        },
        Property(name: "http.readonly", summary: "refuse changes (no)", expected: "yes or no") {
            assign(boolean($1), to: &$0.http.isReadOnly)
        },
        Property(name: "http.json.indent", summary: "spaces for each level of JSON, 0: compact (1)", expected: "0 to 8")
        {
            assign(Int($1).flatMap { (0...8).contains($0) ? $0 : nil }, to: &$0.http.jsonIndent)
        },
        Property(name: "http.log", summary: "log every request (no)", expected: "yes or no") {
            assign(boolean($1), to: &$0.http.logsRequests)
        },
    ]
}

extension SystemProperties.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name, let suggestions):
            "unknown property '\(name)'" + (suggestions.first.map { ", did you mean '\($0)'?" } ?? "")
        case .invalid(let name, let value, let expected): "\(name) is to be \(expected), not '\(value)'"
        case .noValue(let text): "'\(text)' is no property: write name=value"
        }
    }
}

private func assign<Value>(_ value: Value?, to place: inout Value) -> Bool {
    guard let value else { return false }
    place = value
    return true
}

private func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true", "on", "1": true
    case "no", "false", "off", "0": false
    default: nil
    }
}
