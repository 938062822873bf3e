import JSON
import SFlow
import Testing

@testable import Simulation

@Suite struct ClusterTests {
    @Test(arguments: [(1, 0), (1, 1), (2, 0), (2, 3), (3, 120), (7, 1), (31, 2), (100, 5)])
    func everySizeWorks(nodes: Int, containers: Int) throws {
        var options = SimulationOptions()
        (options.nodes, options.containers, options.sampling, options.polling) = (nodes, containers, 10, 1)
        options.truthInterval = 1
        let recording = Recording(options, seconds: 3)
        let seen = try Seen(recording.datagrams)
        #expect(Set(seen.heads.map(\.agent)).count == recording.cluster.agentCount)
    }

    @Test(arguments: [2000.0, 50_000])
    func samplesPerSecond(wanted: Double) {
        var options = SimulationOptions()
        (options.nodes, options.samplesPerSecond) = (60, wanted)
        let recording = Recording(options, seconds: 6)
        #expect(abs(Double(recording.totals.flowSamples) / 6 / wanted - 1) < 0.35)
        // With a rate of sampling it is the traffic that differs.
        options.sampling = 500
        let other = Recording(options, seconds: 6)
        #expect(other.cluster.sampling == 500)
        #expect(abs(Double(other.totals.flowSamples) / 6 / wanted - 1) < 0.35)
    }

    /// More than any network carries: bounded, and nothing overflows.
    @Test func absurdRates() throws {
        var options = SimulationOptions()
        (options.nodes, options.samplesPerSecond, options.sampling) = (12, 100_000_000, 100_000)
        let recording = Recording(options, seconds: 2)
        #expect(recording.totals.flowSamples > 1000)
        _ = try Seen(recording.datagrams)
    }

    @Test func addressesAreUnique() {
        let fabric = Fabric(nodes: 5000)
        var addresses = Set((0..<fabric.agentCount).map(fabric.address))
        #expect(addresses.count == fabric.agentCount)
        #expect(addresses.allSatisfy { $0 >> 24 == 10 })
        for node in 0..<5000 {
            addresses.insert(fabric.nodeAddress(node, port: Fabric.rdma))
            for place in 0..<20 { addresses.insert(fabric.podAddress(node, place, perNode: 20)) }
        }
        #expect(addresses.count == fabric.agentCount + 5000 * 21)
    }

    @Test func portsAreOfTheirAgents() {
        let fabric = Fabric(nodes: 95)
        var next = 0
        for agent in 0..<fabric.agentCount {
            #expect(fabric.ports(agent).lowerBound == next)
            next = fabric.ports(agent).upperBound
            for port in fabric.ports(agent) { #expect(fabric.agent(ofPort: port) == agent) }
        }
        #expect(next == fabric.portCount)
    }

    /// Each way leads from device to device by ports of theirs.
    @Test func pathsAreWired() {
        var options = SimulationOptions()
        (options.nodes, options.containers) = (70, 6)
        let cluster = SimulatedCluster(options) { _ in }, fabric = cluster.fabric
        var path = Path(), lengths: Set<Int> = []
        for index in 0..<cluster.conversations.count {
            for forward in [true, false] {
                let conversation = cluster.conversations[index]
                path.lead(conversation, forward: forward, in: fabric)
                lengths.insert(path.count)
                #expect(conversation.isLocal == (path.count == 0))
                for place in 0..<path.count {
                    let hop = path[place], own = fabric.ports(Int(hop.agent))
                    for port in [hop.input, hop.output] where port >= 0 {
                        #expect(own.contains(Int(port)) && fabric.exists(Int(hop.agent), Int(port)))
                    }
                    #expect(place == 0 || hop.sender >= 0)
                }
            }
        }
        #expect(lengths == [0, 3, 4, 5])
    }

    @Test func topologyNamesItsPorts() throws {
        var options = SimulationOptions()
        options.nodes = 70
        let topology = try JSONValue(SimulatedCluster(options) { _ in }.topology())
        guard case .object(let links)? = topology["links"], case .object(let nodes)? = topology["nodes"] else {
            Issue.record("no links or nodes")
            return
        }
        #expect(nodes.count == 3 + 1 + 2)
        #expect(links.count == 4 * 2)
        for link in links {
            for end in ["1", "2"] {
                let node = topology["nodes"]?[link.value.text("node" + end)]
                #expect(node?["ports"]?[link.value.text("port" + end)]?["ifindex"] != nil)
            }
        }
    }

    struct Mistake: Sendable {
        var word: String
        var make: @Sendable (inout SimulationOptions) -> Void

        init(_ word: String, _ make: @escaping @Sendable (inout SimulationOptions) -> Void) {
            self.word = word
            self.make = make
        }
    }

    static let mistakes = [
        Mistake("nodes") { $0.nodes = 0 }, Mistake("nodes") { $0.nodes = 50_001 },
        Mistake("containers") { $0.containers = -1 }, Mistake("containers") { $0.containers = 121 },
        Mistake("packet") { $0.sampling = 0 }, Mistake("counters") { $0.polling = 0 },
        Mistake("samples") { $0.samplesPerSecond = .nan }, Mistake("truth") { $0.truthInterval = 0 },
    ]

    @Test(arguments: mistakes)
    func problems(mistake: Mistake) {
        var options = SimulationOptions()
        #expect(options.problem == nil)
        mistake.make(&options)
        #expect(options.problem?.contains(mistake.word) == true)
    }
}
