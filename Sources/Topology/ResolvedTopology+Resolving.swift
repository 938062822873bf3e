import NetTypes

extension ResolvedTopology {
    /// - Parameters:
    ///   - agentNamed: the agent that reports a host name.
    ///   - interfaces: the names of an agent's interfaces by ifIndex, as far as it reports them.
    package init(
        _ topology: Topology,
        agentNamed: (String) -> IPAddress?,
        interfaces: @escaping (IPAddress) -> [UInt32: String]
    ) {
        for name in topology.nodeNames {
            guard let agent = findAgent(topology.nodes[name]?.agent ?? name, agentNamed) else { continue }
            agents[name] = agent
            nodes[agent, default: []].append(name)
        }
        var names = InterfaceNumbers(of: interfaces)
        for (name, link) in topology.links.sorted(by: { $0.key < $1.key }) {
            for (here, there) in [(link.first, link.second), (link.second, link.first)] {
                guard let reason = attach(name, here, there, topology, &names) else { continue }
                unresolved.append(Unresolved(link: name, end: here, reason: reason))
            }
        }
        for name in topology.nodes.keys.sorted() { addPorts(of: name, topology.nodes[name]!, &names) }
    }

    /// An agent by its address or its host name.
    private mutating func findAgent(_ text: String, _ agentNamed: (String) -> IPAddress?) -> IPAddress? {
        if let address = IPAddress(text) { return address.unmapped }
        hosts.insert(text)
        return agentNamed(text)
    }

    /// Puts an end of a link at its interface, or says why that cannot be.
    private mutating func attach(
        _ link: String,
        _ here: Topology.End,
        _ there: Topology.End,
        _ topology: Topology,
        _ names: inout InterfaceNumbers
    ) -> String? {
        let node = topology.nodes[here.node]
        guard let agent = agents[here.node] else {
            return "no agent reports the host name '\(node?.agent ?? here.node)'"
        }
        guard let ifIndex = node?.ports[here.port]?.ifIndex ?? names.number(of: here.port, at: agent) else {
            return "agent \(agent) reports no interface '\(here.port)'"
        }
        if let other = self.link(agent, ifIndex) {
            return "interface \(ifIndex) of agent \(agent) is on '\(other.link)'"
        }
        links[agent, default: [:]][ifIndex] = LinkEnd(link: link, here: here, there: there)
        return nil
    }

    private mutating func addPorts(of name: String, _ node: Topology.Node, _ names: inout InterfaceNumbers) {
        guard let agent = agents[name] else { return }
        for port in node.ports.keys.sorted() {
            guard let ifIndex = node.ports[port]!.ifIndex ?? names.number(of: port, at: agent) else { continue }
            if ports[agent]?[ifIndex] == nil { ports[agent, default: [:]][ifIndex] = Topology.End(name, port) }
        }
    }
}

/// The ifIndex of interfaces by name; an agent's are turned round when the first of them is asked for.
private struct InterfaceNumbers {
    private let interfaces: (IPAddress) -> [UInt32: String]
    private var numbers: [IPAddress: [String: UInt32]] = [:]

    init(of interfaces: @escaping (IPAddress) -> [UInt32: String]) { self.interfaces = interfaces }

    /// Of several interfaces of one name the first.
    mutating func number(of name: String, at agent: IPAddress) -> UInt32? {
        if let known = numbers[agent] { return known[name] }
        let turned = Dictionary(interfaces(agent).map { ($1, $0) }, uniquingKeysWith: min)
        numbers[agent] = turned
        return turned[name]
    }
}
