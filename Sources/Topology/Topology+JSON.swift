import JSON

extension Topology: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.object { writeMembers(to: &$0) } }

    /// The members of the object, so that others can stand beside them.
    package func writeMembers(to writer: inout JSONWriter) {
        writer.member("nodes", sorted: nodes)
        writer.member("links", sorted: links)
    }
}

extension Topology.Node: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            if let agent { $0.member("agent", agent) }
            if let datapath { $0.member("dpid", datapath) }
            if !ports.isEmpty { $0.member("ports", sorted: ports) }
            if !tags.isEmpty { $0.member("tags", sorted: tags) }
        }
    }
}

extension Topology.Port: JSONWritable {
    /// The ifIndex is a string, as programs of the field expect it.
    package func write(to writer: inout JSONWriter) {
        writer.object {
            if let ifIndex { $0.member("ifindex", "\(ifIndex)") }
            if let openFlowPort { $0.member("ofport", openFlowPort) }
            if let datapath { $0.member("dpid", datapath) }
            if !tags.isEmpty { $0.member("tags", sorted: tags) }
        }
    }
}

extension Topology.Link: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("node1", first.node)
            $0.member("port1", first.port)
            $0.member("node2", second.node)
            $0.member("port2", second.port)
            if !tags.isEmpty { $0.member("tags", sorted: tags) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, sorted things: [String: some JSONWritable]) {
        member(name) {
            $0.object { for (name, thing) in things.sorted(by: { $0.key < $1.key }) { $0.member(name, thing) } }
        }
    }
}
