import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine

/// Whom addresses belong to, from what agents report.
@Suite struct AddressBookTests {
    let clock = TestClock()
    let engine: Engine
    /// Three nodes.
    let first, second: WorkloadAgent
    let firstNode = IPAddress.v4(0xc000_0201), secondNode = IPAddress.v4(0xc000_0202)

    init() {
        var configuration = EngineConfiguration(clock: clock.read, wallClock: clock.readWall)
        configuration.shards = 1
        engine = Engine(configuration)
        first = WorkloadAgent(engine, clock)
        second = WorkloadAgent(engine, clock, address: 0xc000_0202)
        first.introduce("node1")
        second.introduce("node2")
    }

    private func ip(_ text: String) -> Lookup.Station { .ip(IPAddress(text)!) }
    private func mac(_ text: String) -> Lookup.Station { .mac(MACAddress(text)!) }

    private func name(
        _ attribute: Lookup.WorkloadAttribute,
        _ station: Lookup.Station,
        seenBy agent: IPAddress? = nil
    ) -> String? { engine.answer(.workload(station, attribute, seenBy: agent)).text }

    private func host(_ metric: String, _ station: Lookup.Station, seenBy agent: IPAddress? = nil) -> String? {
        engine.answer(.host(station, metric: metric, seenBy: agent)).text
    }

    /// A pod's data source.
    private func pod(_ agent: WorkloadAgent, _ index: UInt32, _ name: String, _ address: String, of owner: String = "")
    {
        let source = DataSource(sourceClass: 3, index: index)
        var fields: [(WorkloadField, RealTimeMetric.Value)] = [
            (.podNamespace, .text("shop")), (.podName, .text(name)), (.podUID, .text("uid-\(name)")),
            (.addresses, .text(address)),
        ]
        if !owner.isEmpty { fields.append((.podOwner, .text(owner))) }
        agent.send(agent.counters(container(name, uuid: UInt128(index)), source), agent.fields(fields, source))
    }

    private func dockerContainer(_ agent: WorkloadAgent, _ index: UInt32, _ name: String, _ address: String) {
        let source = DataSource(sourceClass: 3, index: index)
        agent.send(
            agent.counters(container(name, uuid: UInt128(index)), source),
            agent.fields([(.containerName, .text(name)), (.addresses, .text(address))], source)
        )
    }

    private func refresh() {
        clock.advance(seconds: 1)
        engine.refreshAddressBook()
    }

    @Test func nothingIsKnownBeforeItIsRefreshed() {
        pod(first, 1, "web-1", "10.1.0.5")
        #expect(name(.pod, ip("10.1.0.5")) == nil)
        let generation = engine.lookups.generation
        refresh()
        #expect(name(.pod, ip("10.1.0.5")) == "web-1" && engine.lookups.generation != generation)
        #expect(engine.lookups.answer(.workload(ip("10.1.0.5"), .namespace)).text == "shop")
    }

    @Test func aPodIsNamed() {
        pod(first, 1, "web-1", "10.1.0.5 2001:db8::5", of: "replicaset/web")
        refresh()
        for address in [ip("10.1.0.5"), ip("2001:db8::5"), ip("::ffff:10.1.0.5")] {
            let names = Lookup.WorkloadAttribute.allCases.map { name($0, address) ?? "-" }
            #expect(names == ["-", "web-1", "shop", "web", "node1"])
        }
        #expect(name(.pod, ip("10.1.0.6")) == nil)
        #expect(host("host_name", ip("10.1.0.5")) == "node1" && host("vir_host_name", ip("10.1.0.5")) == "web-1")
        #expect(host("k8s_uid", ip("10.1.0.5")) == "uid-web-1" && host("none", ip("10.1.0.5")) == nil)
    }

    @Test func aHostIsKnownByItsAgentsAddress() {
        refresh()
        #expect(host("host_name", ip("192.0.2.1")) == "node1" && name(.node, ip("192.0.2.2")) == "node2")
        #expect(name(.pod, ip("192.0.2.1")) == nil && host("vir_host_name", ip("192.0.2.1")) == nil)
    }

    @Test func adaptersHaveMACAddresses() {
        var host = HostAdapter(), inside = HostAdapter(), adapters = HostAdapters()
        host.macs = [MACElement(0xd8d3_85b2_dd2b), MACElement(0), MACElement(0xffff_ffff_ffff)]
        adapters.adapters = [host]
        first.send(first.counters([adapters], .host))
        inside.macs = [MACElement(0x0a58_0a01_0005)]
        adapters.adapters = [inside]
        pod(second, 1, "web-1", "10.1.0.5")
        second.send(second.counters([adapters], DataSource(sourceClass: 3, index: 1)))
        refresh()
        #expect(self.host("host_name", mac("D8D385B2DD2B")) == "node1")
        #expect(name(.pod, mac("0A580A010005")) == "web-1" && name(.node, mac("0A580A010005")) == "node2")
        #expect(
            self.host("host_name", mac("FFFFFFFFFFFF")) == nil && self.host("host_name", mac("000000000000")) == nil
        )
    }

    @Test func whatRepeatsOnEveryNodeIsTheObserversOwn() {
        dockerContainer(first, 1, "web", "172.17.0.2")
        dockerContainer(second, 1, "db", "172.17.0.2")
        dockerContainer(second, 2, "cache", "172.17.0.3")
        refresh()
        #expect(name(.container, ip("172.17.0.2"), seenBy: firstNode) == "web")
        #expect(name(.container, ip("172.17.0.2"), seenBy: secondNode) == "db")
        #expect(name(.container, ip("172.17.0.2")) == nil)
        // One agent alone tells of it, and it is not what this one sees.
        #expect(name(.container, ip("172.17.0.3"), seenBy: firstNode) == nil)
        #expect(name(.container, ip("172.17.0.3"), seenBy: IPAddress("198.51.100.1")!) == nil)
    }

    @Test func anAddressOfTwoNodesIsNobodysElsewhere() {
        dockerContainer(first, 1, "web", "10.9.0.2")
        dockerContainer(second, 1, "db", "10.9.0.2")
        refresh()
        #expect(name(.container, ip("10.9.0.2"), seenBy: secondNode) == "db")
        #expect(name(.container, ip("10.9.0.2"), seenBy: IPAddress("198.51.100.1")!) == nil)
        #expect(name(.node, ip("10.9.0.2")) == nil && host("host_name", ip("10.9.0.2")) == nil)
    }

    @Test func podsInTheNetworkOfTheirNodeAreNotTold() {
        pod(first, 1, "proxy", "192.0.2.1")
        pod(first, 2, "exporter", "192.0.2.1")
        pod(second, 3, "alone", "192.0.2.2")
        refresh()
        for address in [ip("192.0.2.1"), ip("192.0.2.2")] {
            #expect(name(.pod, address) == nil && name(.namespace, address) == nil)
        }
        #expect(name(.node, ip("192.0.2.1")) == "node1" && host("host_name", ip("192.0.2.2")) == "node2")
    }

    @Test func workloadsThatShareAnAddressAreNotToldApart() {
        dockerContainer(first, 1, "web", "10.9.0.2")
        dockerContainer(first, 2, "sidecar", "10.9.0.2")
        refresh()
        #expect(name(.container, ip("10.9.0.2")) == nil && name(.node, ip("10.9.0.2")) == "node1")
    }

    @Test func containersOfAPodShareItsNames() {
        pod(first, 1, "web-1", "10.1.0.5")
        for (index, part) in [(UInt32(2), "nginx"), (3, "proxy")] {
            let source = DataSource(sourceClass: 3, index: index)
            let fields: [(WorkloadField, RealTimeMetric.Value)] = [
                (.podNamespace, .text("shop")), (.podName, .text("web-1")), (.podUID, .text("uid-web-1")),
                (.podContainer, .text(part)), (.addresses, .text("10.1.0.5")),
            ]
            first.send(first.counters(container(part, uuid: UInt128(index)), source), first.fields(fields, source))
            refresh()
            #expect(name(.container, ip("10.1.0.5")) == (index == 2 ? "nginx" : nil))
            #expect(name(.pod, ip("10.1.0.5")) == "web-1" && host("vir_host_name", ip("10.1.0.5")) == "web-1")
        }
        #expect(engine.answer(.workloadSource(agent: firstNode, 3, .container)).text == "proxy")
        #expect(engine.answer(.workloadSource(agent: firstNode, 3, .pod)).text == "web-1")
        #expect(engine.answer(.workloadSource(agent: firstNode, 3, .node)).text == "node1")
        #expect(engine.answer(.workloadSource(agent: secondNode, 3, .pod)).text == nil)
        #expect(engine.answer(.workloadSource(agent: firstNode, 4, .pod)).text == nil)
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func loopbackIsTheObserver(_ address: String) {
        pod(first, 1, "web-1", address)
        refresh()
        #expect(host("host_name", ip(address), seenBy: secondNode) == "node2")
        #expect(
            name(.node, ip(address), seenBy: firstNode) == "node1" && name(.pod, ip(address), seenBy: firstNode) == nil
        )
        #expect(host("host_name", ip(address)) == nil)
    }

    @Test(arguments: ["0.0.0.0", "::", "169.254.1.1", "fe80::1", "224.0.0.1", "255.255.255.255", "ff02::1"])
    func addressesOfNobodyHaveNoName(_ address: String) {
        pod(first, 1, "web-1", address)
        refresh()
        #expect(name(.pod, ip(address), seenBy: firstNode) == nil && name(.pod, ip(address)) == nil)
    }

    @Test func whatEndsIsForgotten() {
        pod(first, 1, "web-1", "10.1.0.5")
        refresh()
        let source = DataSource(sourceClass: 3, index: 1)
        first.send(first.fields([(.ended, .gauge64(2_000_000_000_000))], source))
        refresh()
        #expect(
            name(.pod, ip("10.1.0.5")) == nil && engine.answer(.workloadSource(agent: firstNode, 1, .pod)).text == nil
        )
        // Its address is another's now.
        pod(second, 7, "web-2", "10.1.0.5")
        refresh()
        #expect(name(.pod, ip("10.1.0.5")) == "web-2")
    }

    @Test func changesAreFollowed() {
        pod(first, 1, "web-1", "10.1.0.5")
        refresh()
        let generation = engine.lookups.generation
        refresh()
        #expect(engine.lookups.generation == generation)
        first.introduce("renamed")
        refresh()
        #expect(name(.node, ip("10.1.0.5")) == "renamed" && engine.lookups.generation != generation)
        first.send(first.fields([(.addresses, .text("10.1.0.9"))], DataSource(sourceClass: 3, index: 1)))
        refresh()
        #expect(name(.pod, ip("10.1.0.5")) == nil && name(.pod, ip("10.1.0.9")) == "web-1")
    }

    @Test func textsOfApplicationsAreAHosts() {
        first.send(first.metrics([RealTimeMetric("rack", .text("r7"))], of: "2.1"))
        refresh()
        #expect(host("rack", ip("192.0.2.1")) == "r7")
        first.send(first.metrics([RealTimeMetric("rack", .text("r8"))], of: "2.1"))
        refresh()
        #expect(host("rack", ip("192.0.2.1")) == "r8")
    }

    @Test func theRestIsAskedOutside() {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.lookups = { question in
            if case .dns(let address) = question {
                LookupAnswer("\(address).example.", for: 5)
            } else {
                LookupAnswer(nil)
            }
        }
        let engine = Engine(configuration)
        #expect(engine.answer(.dns(firstNode)) == LookupAnswer("192.0.2.1.example.", for: 5))
        #expect(engine.lookups.answer(.dns(firstNode)).text == "192.0.2.1.example.")
    }
}
