import JSON
import NetTypes

extension SimulatedCluster {
    /// The switches and the links between them, as `PUT /topology/json` takes it. Nodes are no part of it: the ports that lead to them are the
    /// edge.
    package func topology() -> [UInt8] {
        var writer = JSONWriter(indent: 1)
        writer.object {
            $0.member("nodes") { writer in
                writer.object { for agent in fabric.nodes..<fabric.agentCount { writeSwitch(agent, &$0) } }
            }
            $0.member("links") { writer in
                writer.object {
                    for rack in 0...fabric.racks { for spine in 0..<fabric.spines { writeLink(rack, spine, &$0) } }
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func writeSwitch(_ agent: Int, _ writer: inout JSONWriter) {
        writer.member(fabric.name(agent)) {
            $0.object {
                $0.member("agent", ipv4Text(fabric.address(agent)))
                $0.member("ports") {
                    $0.object {
                        for port in fabric.ports(agent) where fabric.exists(agent, port) { writePort(agent, port, &$0) }
                    }
                }
            }
        }
    }

    private func writePort(_ agent: Int, _ port: Int, _ writer: inout JSONWriter) {
        writer.member(fabric.portName(agent, port)) {
            $0.object { $0.member("ifindex", "\(fabric.ifIndex(agent, port))") }
        }
    }

    private func writeLink(_ rack: Int, _ spine: Int, _ writer: inout JSONWriter) {
        let leaf = fabric.leaf(rack), other = fabric.spine(spine)
        writer.member("\(fabric.name(leaf))-\(fabric.name(other))") {
            $0.object {
                $0.member("node1", fabric.name(leaf))
                $0.member("port1", fabric.portName(leaf, fabric.leafPort(ofRack: rack, toSpine: spine)))
                $0.member("node2", fabric.name(other))
                $0.member("port2", fabric.portName(other, fabric.spinePort(spine, toRack: rack)))
            }
        }
    }

    /// The last lines of the truth: to be called once, at the end.
    package func finishTruth() { truth?.finish(self) }
}
