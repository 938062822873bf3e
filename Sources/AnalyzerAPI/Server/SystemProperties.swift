import NameResolution
import NetTypes
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
    /// `flows.max`
    package var flowRecords = 1000
    /// `events.max`
    package var events = 1000
    /// `http.…`, `prometheus.…`
    package var http = HTTPSettings()
    /// `geo.…`, `oui.names`, `port.names`
    package var nameFiles = NameFileSettings()
    /// `dns.…`
    package var dns = ReverseDNSSettings()
    /// `dns.servers=off`
    package var asksDNS = true

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
    package static let all: [Property] = serverProperties + prometheusProperties + nameProperties

    private static let serverProperties: [Property] = [
        Property(name: "sflow.port", summary: "UDP port for sFlow (6343)", expected: "a port number") {
            assign(UInt16($1), to: &$0.sFlowPort)
        },
        Property(name: "flows.max", summary: "flow records that are kept (1000)", expected: "1 to 1000000") {
            assign(Int($1).flatMap { (1...1_000_000).contains($0) ? $0 : nil }, to: &$0.flowRecords)
        },
        Property(name: "events.max", summary: "events that are kept (1000)", expected: "1 to 1000000") {
            assign(Int($1).flatMap { (1...1_000_000).contains($0) ? $0 : nil }, to: &$0.events)
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

extension SystemProperties {
    private static let prometheusProperties: [Property] = [
        Property(
            name: "prometheus.metric.prefix",
            summary: "what names of metrics under /prometheus begin with (sflow_)",
            expected: "letters, digits and _, a digit not first"
        ) { assign(PrometheusSettings.isPrefix($1) ? $1 : nil, to: &$0.http.prometheus.prefix) },
        Property(
            name: "prometheus.type",
            summary: "say under /prometheus what metrics mean and of which type they are (yes)",
            expected: "yes or no"
        ) { assign(boolean($1), to: &$0.http.prometheus.describes) },
    ]

    private static let nameProperties: [Property] = [
        Property(name: "geo.country", summary: "MaxMind database (.mmdb) of countries", expected: "a file") {
            assign($1, to: &$0.nameFiles.country)
        },
        Property(name: "geo.asn", summary: "MaxMind database (.mmdb) of autonomous systems", expected: "a file") {
            assign($1, to: &$0.nameFiles.autonomousSystems)
        },
        Property(
            name: "oui.names",
            summary: "files of the IEEE's assignments, separated by commas, or their folder (/usr/share/ieee-data)",
            expected: "files or a folder"
        ) { assign($1, to: &$0.nameFiles.vendors) },
        Property(name: "port.names", summary: "names of ports, as services(5) (/etc/services)", expected: "a file") {
            assign($1, to: &$0.nameFiles.ports)
        },
        Property(
            name: "dns.servers",
            summary:
                "servers to ask for names of addresses, separated by commas; off: none (those of /etc/resolv.conf)",
            expected: "addresses, or off"
        ) { $0.setDNSServers($1) },
        Property(
            name: "dns.timeout",
            summary: "milliseconds that a server has for the first try (2000)",
            expected: "10 to 60000"
        ) { assign(integer($1, in: 10...60_000), to: &$0.dns.timeout) },
        Property(name: "dns.tries", summary: "how often each server is asked (2)", expected: "1 to 10") {
            assign(integer($1, in: 1...10), to: &$0.dns.tries)
        },
        Property(
            name: "dns.rate",
            summary: "addresses that are asked for in a second (500)",
            expected: "1 to 100000"
        ) { assign(integer($1, in: 1...100_000), to: &$0.dns.rate) },
        Property(
            name: "dns.cache",
            summary: "addresses that are remembered, with or without a name (65536)",
            expected: "1 to 10000000"
        ) { assign(integer($1, in: 1...10_000_000), to: &$0.dns.cache) },
        Property(
            name: "dns.ttl.min",
            summary: "seconds that a name is kept at least (60)",
            expected: "1 to 604800"
        ) {
            let longest = $0.dns.lifetime.upperBound
            return assign(integer($1, in: 1...604_800).map { $0...max($0, longest) }, to: &$0.dns.lifetime)
        },
        Property(
            name: "dns.ttl.max",
            summary: "seconds that a name is kept at most (86400)",
            expected: "1 to 604800"
        ) {
            let shortest = $0.dns.lifetime.lowerBound
            return assign(integer($1, in: 1...604_800).map { min(shortest, $0)...$0 }, to: &$0.dns.lifetime)
        },
    ]

    /// Addresses with or without a port, separated by commas; or `off`. False: it is neither.
    package mutating func setDNSServers(_ text: String) -> Bool {
        guard text.lowercased() != "off" else {
            asksDNS = false
            return true
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let servers = parts.compactMap { SocketAddress(String($0), defaultPort: 53) }
        guard servers.count == parts.count, servers.count <= ReverseDNSSettings.mostServers,
            !servers.contains(where: { $0.address.isUnspecified || $0.port == 0 })
        else { return false }
        dns.servers = servers
        asksDNS = true
        return true
    }
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

private func integer(_ text: String, in range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
}

private func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true", "on", "1": true
    case "no", "false", "off", "0": false
    default: nil
    }
}
