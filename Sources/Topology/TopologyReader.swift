import JSON

extension Topology {
    /// From JSON as people write it: what is not known is left aside, `null` is the same as nothing, and numbers may be
    /// strings or strings numbers.
    package init(_ value: JSONValue, limits: TopologyLimits = TopologyLimits()) throws(TopologyError) {
        var reader = TopologyReader(limits: limits)
        self = try reader.topology(value)
    }
}

/// Reads the parts of a topology; `place` is the path of what is read.
private struct TopologyReader {
    let limits: TopologyLimits
    private var portCount = 0

    init(limits: TopologyLimits) { self.limits = limits }

    mutating func topology(_ value: JSONValue) throws(TopologyError) -> Topology {
        guard case .object(let members) = value else {
            throw TopologyError(
                place: "the topology",
                problem: "is to be an object, not \(value.typeName)",
                position: 0
            )
        }
        var topology = Topology()
        for member in members {
            switch member.name {
            case "nodes": topology.nodes = try nodes(member)
            case "links": topology.links = try links(member)
            default: break
            }
        }
        return topology
    }

    private mutating func nodes(_ list: JSONMember) throws(TopologyError) -> [String: Topology.Node] {
        var nodes: [String: Topology.Node] = [:]
        for member in try things(list, "nodes", atMost: limits.nodes) {
            nodes[member.name] = try node(member, "nodes.\(member.name)")
        }
        return nodes
    }

    private mutating func node(_ node: JSONMember, _ place: String) throws(TopologyError) -> Topology.Node {
        var result = Topology.Node()
        for member in try node.members(place) {
            switch member.name {
            case "agent": result.agent = try text(member, place)
            case "dpid": result.datapath = try text(member, place)
            case "ports": result.ports = try ports(member, "\(place).ports")
            case "tags": result.tags = try tags(member, "\(place).tags")
            default: break
            }
        }
        return result
    }

    private mutating func ports(_ list: JSONMember, _ place: String) throws(TopologyError) -> [String: Topology.Port] {
        var ports: [String: Topology.Port] = [:]
        for member in try things(list, place, atMost: limits.ports - portCount) {
            ports[member.name] = try port(member, "\(place).\(member.name)")
        }
        portCount += ports.count
        return ports
    }

    private func port(_ port: JSONMember, _ place: String) throws(TopologyError) -> Topology.Port {
        var result = Topology.Port()
        for member in try port.members(place) {
            switch member.name {
            case "ifindex": result.ifIndex = try ifIndex(member, place)
            case "ofport": result.openFlowPort = try text(member, place)
            case "dpid": result.datapath = try text(member, place)
            case "tags": result.tags = try tags(member, "\(place).tags")
            default: break
            }
        }
        return result
    }

    private func links(_ list: JSONMember) throws(TopologyError) -> [String: Topology.Link] {
        var links: [String: Topology.Link] = [:]
        for member in try things(list, "links", atMost: limits.links) {
            links[member.name] = try link(member, "links.\(member.name)")
        }
        return links
    }

    private func link(_ link: JSONMember, _ place: String) throws(TopologyError) -> Topology.Link {
        var texts: [String: String] = [:], tags: Topology.Tags = [:]
        for member in try link.members(place) {
            switch member.name {
            case "node1", "port1", "node2", "port2": texts[member.name] = try text(member, place)
            case "tags": tags = try self.tags(member, "\(place).tags")
            default: break
            }
        }
        func end(_ number: Int) throws(TopologyError) -> Topology.End {
            for name in ["node\(number)", "port\(number)"] where texts[name] == nil {
                throw TopologyError(place: "\(place).\(name)", problem: "is missing", position: link.position)
            }
            return Topology.End(texts["node\(number)"]!, texts["port\(number)"]!)
        }
        var result = Topology.Link(try end(1), try end(2))
        result.tags = tags
        return result
    }
}

// MARK: Values

extension TopologyReader {
    /// The members of an object whose names the user chose.
    private func things(
        _ list: JSONMember,
        _ place: String,
        atMost limit: Int
    ) throws(TopologyError) -> [JSONMember] {
        let members = try list.members(place)
        guard members.count <= limit else {
            throw TopologyError(
                place: place,
                problem: "has too many members: \(members.count)",
                position: list.position
            )
        }
        for member in members {
            if let problem = problem(with: member.name) {
                let shown = "\(place).\(member.name.prefix(40))"
                throw TopologyError(place: shown, problem: "is no name: it \(problem)", position: member.position)
            }
        }
        return members
    }

    private func problem(with text: String) -> String? {
        if text.isEmpty { return "is empty" }
        if text.utf8.count > limits.text { return "has more than \(limits.text) bytes" }
        return text.utf8.contains { $0 < 0x20 } ? "has control characters" : nil
    }

    /// `nil` where it is null; a number becomes its digits.
    private func text(_ member: JSONMember, _ place: String) throws(TopologyError) -> String? {
        let text: String
        switch member.value {
        case .null: return nil
        case .string(let value): text = value
        case .number(let value) where value == value.rounded() && abs(value) < 1e15: text = "\(Int64(value))"
        default: throw member.fault(place, "is to be a string, not \(member.value.typeName)")
        }
        if let problem = problem(with: text) { throw member.fault(place, problem) }
        return text
    }

    private func ifIndex(_ member: JSONMember, _ place: String) throws(TopologyError) -> UInt32? {
        if member.value == .null { return nil }
        guard let number = member.value.coercedNumber, let index = UInt32(exactly: number), index > 0 else {
            throw member.fault(place, "is to be a whole number from 1 to \(UInt32.max)")
        }
        return index
    }

    private func tags(_ list: JSONMember, _ place: String) throws(TopologyError) -> Topology.Tags {
        var tags: Topology.Tags = [:]
        for member in try things(list, place, atMost: limits.tags) {
            switch member.value {
            case .null: continue
            case .bool, .number: break
            case .string(let text) where text.utf8.count <= limits.text: break
            default:
                throw member.fault(
                    place,
                    "is to be a number, true or false, or a string of at most \(limits.text) bytes"
                )
            }
            tags[member.name] = member.value
        }
        return tags
    }
}

extension JSONMember {
    fileprivate func members(_ place: String) throws(TopologyError) -> [JSONMember] {
        switch value {
        case .null: return []
        case .object(let members): return members
        default:
            throw TopologyError(place: place, problem: "is to be an object, not \(value.typeName)", position: position)
        }
    }

    fileprivate func fault(_ place: String, _ problem: String) -> TopologyError {
        TopologyError(place: "\(place).\(name)", problem: problem, position: position)
    }
}
