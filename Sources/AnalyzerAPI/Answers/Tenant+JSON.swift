import Engine
import JSON
import NetTypes
import Spelling

extension Tenant: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            definition.writeMembers(to: &$0)
            $0.member("samples", counts.samples)
            $0.member("datagramsSent", counts.sent)
            $0.member("datagramsDropped", counts.dropped)
        }
    }
}

extension TenantDefinition: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.object { writeMembers(to: &$0) } }

    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("collectorAddress", collector.address)
        writer.member("collectorPort", collector.port)
        writer.member("filters") { $0.object { writeFilters(to: &$0) } }
    }

    private func writeFilters(to writer: inout JSONWriter) {
        var indices: [String] = [], names: [String] = []
        for filter in interfaces {
            switch filter.interface {
            case .index(let index): indices.append("\(filter.agent)_\(index)")
            case .name(let name): names.append("\(filter.agent)_\(name)")
            }
        }
        if !indices.isEmpty { writer.member("ifindex", indices) }
        if !names.isEmpty { writer.member("ifname", names) }
        if !blocks.isEmpty { writer.member("cidr", blocks.map(\.description)) }
        if !stations.isEmpty { writer.member("mac", stations.map(\.description)) }
    }

    /// From the body of a PUT. Attributes that are not known are left aside; filters must be known, since a tenant is to be sent
    /// nothing that it was not to have.
    init(body: [UInt8]) throws(APIProblem) {
        let members = try relayMembers(
            body,
            "{\"collectorAddress\":\"192.0.2.1\",\"filters\":{\"cidr\":[\"10.1.0.0/16\"]}}"
        )
        var address: IPAddress?, port: UInt16 = 6343, filters: [JSONMember] = []
        for member in members {
            switch member.name {
            case "collectorAddress": address = try member.target()
            case "collectorPort": port = try member.port()
            case "filters":
                guard case .object(let found) = member.value else { throw member.mismatch("an object") }
                filters = found
            default: break
            }
        }
        guard let address else {
            throw .badRequest("the attribute 'collectorAddress' is missing", attribute: "collectorAddress")
        }
        self.init(collector: SocketAddress(address, port: port))
        for filter in filters { try add(filter) }
        guard filterCount > 0 else {
            throw .badRequest("there is no filter: a tenant without one would be sent nothing", attribute: "filters")
        }
    }

    private static let filterNames = ["ifindex", "ifname", "cidr", "mac"]

    private mutating func add(_ filter: JSONMember) throws(APIProblem) {
        for text in try filter.texts() {
            switch filter.name {
            case "ifindex": interfaces.append(try Self.interface(text, filter.name) { UInt32($0).map { .index($0) } })
            case "ifname": interfaces.append(try Self.interface(text, filter.name) { $0.isEmpty ? nil : .name($0) })
            case "cidr": blocks.append(try Self.parsed(AddressPrefix(text), text, filter.name, "10.1.0.0/16"))
            case "mac": stations.append(try Self.parsed(MACAddress(text), text, filter.name, "D8D385B2DD2B"))
            default: throw Self.unknownFilter(filter.name)
            }
        }
        guard Self.filterNames.contains(filter.name) else { throw Self.unknownFilter(filter.name) }
    }

    private static func interface(
        _ text: String,
        _ name: String,
        _ parse: (String) -> InterfaceFilter.Interface?
    ) throws(APIProblem) -> InterfaceFilter {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let agent = IPAddress(parts[0]), let interface = parse(parts[1]) else {
            return try parsed(nil, text, name, name == "ifindex" ? "10.0.0.1_2" : "10.0.0.1_eth3")
        }
        return InterfaceFilter(agent: agent, interface)
    }

    private static func parsed<Value>(
        _ value: Value?,
        _ text: String,
        _ name: String,
        _ example: String
    ) throws(APIProblem) -> Value {
        guard let value else { throw .badRequest("'\(text)' is no \(name): write \(example)", attribute: name) }
        return value
    }

    private static func unknownFilter(_ name: String) -> APIProblem {
        var problem = APIProblem.badRequest(
            "'\(name)' is no filter: \(filterNames.joined(separator: ", "))",
            attribute: "filters"
        )
        problem.suggestions = nearestNames(to: name, among: filterNames)
        return problem
    }
}
