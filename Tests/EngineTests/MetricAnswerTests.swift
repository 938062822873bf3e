import NetTypes
import SFlow
import Synchronization
import TestKit
import Testing
import XDR

@testable import Engine
@testable import MetricStore

/// An engine whose clock the test turns.
final class TestClock: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000_000)
    var read: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    /// Milliseconds since 1970: it begins in 2027.
    var readWall: @Sendable () -> Int64 {
        { self.nanoseconds.load(ordering: .relaxed) / 1_000_000 + 1_799_999_000_000 }
    }
    func advance(seconds: Double) { nanoseconds.add(Int64(seconds * 1e9), ordering: .relaxed) }
}

extension Engine {
    func take(_ bytes: [UInt8], shard: Int = 0) {
        ingest(shard: shard) { $0.take(bytes.span.bytes, from: .v4(0x7f00_0001)) }
    }

    func value(_ name: String, _ dataSource: String? = nil) -> MetricScalar? {
        dump(.all, [name], [:]).first { dataSource == nil || $0.dataSource == dataSource }?.value
    }
}

@Suite struct MetricAnswerTests {
    let clock = TestClock()
    let engine: Engine

    init() { engine = Engine(EngineConfiguration(clock: clock.read)) }

    private func send(_ sequence: UInt32, uptime: UInt32, _ source: DataSource, _ records: [any XDRStructure]) {
        var builder = DatagramBuilder(sequence: sequence, uptime: uptime)
        builder.counters(source, sequence: sequence, records)
        engine.take(builder.bytes)
        clock.advance(seconds: 1)
    }

    private func interface(octets: UInt64, packets: UInt32, status: UInt32 = 3) -> InterfaceCounters {
        var counters = InterfaceCounters()
        counters.ifIndex = 4
        counters.ifType = 6
        counters.ifSpeed = 1_000_000_000
        counters.ifDirection = 1
        counters.ifStatus = status
        counters.ifInOctets = octets
        counters.ifInUcastPkts = packets
        counters.ifInMulticastPkts = .max
        counters.ifInBroadcastPkts = .max
        return counters
    }

    @Test func countersBecomeRatesOfTheAgentsClock() {
        send(1, uptime: 1000, .interface(4), [interface(octets: 1000, packets: 10)])
        #expect(engine.value("ifinoctets") == nil)
        #expect(engine.value("ifspeed") == .number(1e9))
        send(2, uptime: 3000, .interface(4), [interface(octets: 251_000, packets: 30)])
        #expect(engine.value("ifinoctets", "4") == .number(125_000))
        #expect(engine.value("ifinpkts") == .number(10))
        #expect(engine.value("ifinutilization") == .number(0.1))
        #expect(engine.value("iftype") == .text("ethernetCsmacd"))
        #expect(engine.value("ifoperstatus") == .text("up"))
        #expect(engine.value("ifinmulticastpkts") == nil)
    }

    @Test func aRestartGivesNoRate() {
        send(1, uptime: 100_000, .interface(4), [interface(octets: 5000, packets: 1)])
        send(2, uptime: 101_000, .interface(4), [interface(octets: 6000, packets: 2)])
        #expect(engine.value("ifinoctets") == .number(1000))
        send(1, uptime: 500, .interface(4), [interface(octets: 7000, packets: 3)])
        #expect(engine.value("ifinoctets") == nil)
        send(2, uptime: 1500, .interface(4), [interface(octets: 7500, packets: 4)])
        #expect(engine.value("ifinoctets") == .number(500))
    }

    @Test func anAgentThatRestartsOnARunningHostIsNoDuplicate() {
        for second in 1...3 as ClosedRange<UInt32> {
            send(
                second,
                uptime: 10_000 + second * 1000,
                .interface(4),
                [interface(octets: UInt64(second) * 1000, packets: 0)]
            )
        }
        send(1, uptime: 15_000, .interface(4), [interface(octets: 5000, packets: 0)])
        send(2, uptime: 16_000, .interface(4), [interface(octets: 5700, packets: 0)])
        #expect(engine.value("ifinoctets") == .number(700))
        #expect(engine.agents(.all).first?.datagramsDuplicates == 0)
    }

    @Test func aCounterThatFallsGivesNoRate() {
        send(1, uptime: 1000, .interface(4), [interface(octets: 5000, packets: 1)])
        send(2, uptime: 2000, .interface(4), [interface(octets: 4000, packets: 4_294_967_295 - 10)])
        #expect(engine.value("ifinoctets") == nil)
    }

    @Test func anAgentsClockThatRunsBackALittleGivesNoRate() {
        send(1, uptime: 10_000, .interface(4), [interface(octets: 1000, packets: 0)])
        send(2, uptime: 9000, .interface(4), [interface(octets: 2000, packets: 0)])
        #expect(engine.value("ifinoctets") == nil)
        send(3, uptime: 10_000, .interface(4), [interface(octets: 3000, packets: 0)])
        #expect(engine.value("ifinoctets") == .number(1000))
    }

    @Test func anAgentWithoutAClockHasLevelsAndNoRates() {
        send(1, uptime: 0, .interface(4), [interface(octets: 1000, packets: 0, status: 3)])
        send(2, uptime: 0, .interface(4), [interface(octets: 2000, packets: 0, status: 0)])
        #expect(engine.value("ifoperstatus") == .text("down"))
        #expect(engine.value("ifinoctets") == nil)
    }

    @Test func aDataSourceThatBeginsAnewWhileItsAgentRunsIsNoDuplicate() {
        for (index, own) in ([31, 32, 33, 1, 2] as [UInt32]).enumerated() {
            let number = UInt32(index + 1)
            var builder = DatagramBuilder(sequence: number, uptime: number * 1000)
            builder.counters(.interface(4), sequence: own, [interface(octets: UInt64(number * number), packets: 0)])
            engine.take(builder.bytes)
            clock.advance(seconds: 1)
            if own == 1 { #expect(engine.value("ifinoctets") == nil) }
        }
        #expect(engine.value("ifinoctets") == .number(9))
        let agent = engine.agents(.all).first
        #expect(agent?.counterDuplicateSamples == 0 && agent?.counterOutOfOrderSamples == 0)
    }

    @Test func anAgeIsNeverNegative() {
        send(1, uptime: 1000, .interface(4), [interface(octets: 0, packets: 0)])
        clock.advance(seconds: -1.5)
        #expect(engine.dump(.all, ["ifspeed"], [:]).map(\.age) == [0])
        #expect(engine.agents(.all).map(\.lastSeen) == [0])
    }

    @Test func aDuplicatedDatagramChangesNothing() {
        send(1, uptime: 1000, .interface(4), [interface(octets: 0, packets: 0)])
        send(2, uptime: 2000, .interface(4), [interface(octets: 1000, packets: 0)])
        send(2, uptime: 2000, .interface(4), [interface(octets: 1000, packets: 0)])
        #expect(engine.value("ifinoctets") == .number(1000))
        #expect(engine.agents(.all).first?.datagramsDuplicates == 1)
    }

    @Test func processorTimesAreShares() {
        var cpu = HostCPU()
        cpu.cpuNum = 4
        cpu.loadOne = 0.1
        send(1, uptime: 1000, .host, [cpu])
        cpu.user = 500
        cpu.idle = 3500
        send(2, uptime: 2000, .host, [cpu])
        #expect(engine.value("cpu_user") == .number(12.5))
        #expect(engine.value("cpu_utilization") == .number(12.5))
        #expect(engine.value("load_one") == .number(0.1))
        #expect(engine.value("load_one_per_cpu") == .number(0.025))
    }

    @Test func sharesAreOfWhatTheAgentKnows() {
        var cpu = HostCPU()
        cpu.nice = .max
        var memory = HostMemory()
        memory.total = 1000
        memory.free = 400
        memory.buffers = .max
        send(1, uptime: 1000, .host, [cpu, memory])
        cpu.user = 500
        cpu.idle = 1500
        send(2, uptime: 2000, .host, [cpu, memory])
        #expect(engine.value("cpu_user") == .number(25))
        #expect(engine.value("cpu_utilization") == .number(25))
        #expect(engine.value("cpu_nice") == nil)
        #expect(engine.value("mem_utilization") == .number(60))
    }

    /// A host_cpu of 68 bytes, as agents sent it before 2014.
    private func sendOldCPU(_ sequence: UInt32, uptime: UInt32, _ cpu: HostCPU) {
        var writer = XDRWriter(), header = DatagramHeader(), record = XDRWriter(), cpu = cpu
        record.write(&cpu)
        (header.agent, header.sequence, header.uptime, header.sampleCount) = (.ipv4(0xc000_0202), sequence, uptime, 1)
        writer.datagramHeader(header)
        writer.countersSample(CountersSample(sequence: sequence, source: .host)) { writer in
            writer.append([0, 0, 0x07, 0xd3, 0, 0, 0, 68] + record.bytes.prefix(68))
            return 1
        }
        engine.take(writer.bytes)
        clock.advance(seconds: 1)
    }

    @Test func whatAnOlderAgentDoesNotSendIsNoZero() {
        var cpu = HostCPU()
        sendOldCPU(1, uptime: 1000, cpu)
        (cpu.user, cpu.idle) = (500, 1500)
        sendOldCPU(2, uptime: 2000, cpu)
        #expect(engine.value("cpu_user") == .number(25))
        for name in ["cpu_steal", "cpu_guest", "cpu_guest_nice"] { #expect(engine.value(name) == nil) }
    }

    @Test func timesAndEnergyOfGPUs() {
        var gpu = NvidiaGPU()
        (gpu.deviceCount, gpu.memoryTotal, gpu.memoryFree, gpu.energy) = (2, 1000, 250, .max - 100_000)
        send(1, uptime: 1000, .host, [gpu])
        (gpu.gpuTime, gpu.energy) = (1500, 399_999)
        send(2, uptime: 2000, .host, [gpu])
        #expect(engine.value("nvml_gputime") == .number(150))
        #expect(engine.value("nvml_power") == .number(500))
        #expect(engine.value("nvml_mem_utilization") == .number(75))
    }

    @Test func missesAreAShareOfPackets() {
        var datapath = OpenVSwitchDatapath()
        send(1, uptime: 1000, .host, [datapath])
        (datapath.hits, datapath.misses, datapath.flows) = (975, 25, 40)
        send(2, uptime: 2000, .host, [datapath])
        #expect(engine.value("ovs_dp_missrate") == .number(2.5))
        #expect(engine.value("ovs_dp_flows") == .number(40))
    }

    @Test func whatStopsReportingDisappears() {
        send(1, uptime: 1000, .interface(4), [interface(octets: 0, packets: 0)])
        clock.advance(seconds: 58)
        engine.expire(shard: 0)
        #expect(engine.value("ifspeed") != nil)
        clock.advance(seconds: 3)
        engine.expire(shard: 0)
        #expect(engine.value("ifspeed") == nil)
        #expect(engine.status().dataSources == 0)
    }

    @Test func statisticsOverSources() {
        for index in 1...4 as ClosedRange<UInt32> {
            var counters = interface(octets: 0, packets: 0)
            counters.ifIndex = index
            counters.ifSpeed = UInt64(index) * 100
            send(index, uptime: index * 1000, .interface(index), [counters])
        }
        func value(_ text: String) -> MetricScalar? { engine.statistics(.all, [MetricQuery(text)], [:])[0].value }
        #expect(value("ifspeed") == .number(400))
        #expect(value("min:ifspeed") == .number(100))
        #expect(value("sum:ifspeed") == .number(1000))
        #expect(value("avg:ifspeed") == .number(250))
        #expect(value("med:ifspeed") == .number(250))
        #expect(value("q1:ifspeed") == .number(175))
        #expect(value("sum:nothing") == nil)
        #expect(engine.statistics(.all, [MetricQuery("ifspeed")], [:])[0].dataSource == "4")
        #expect(engine.dump(.all, ["ifspeed"], ["ifindex": ["2", "3"]]).count == 2)
        #expect(engine.table(.all, ["ifname", "ifspeed"], optional: [], [:]).isEmpty)
        #expect(engine.table(.all, ["ifname", "ifspeed"], optional: ["ifname"], [:]).count == 4)
    }

    @Test(arguments: [
        ("web1", "web*", true), ("web1", "*web*", true), ("web1", "web", false), ("aweb", "web*", false),
        ("", "*", true),
        ("ab", "a*b", true), ("a", "a*a", false), ("axbyc", "a*b*c", true), ("abc", "*c*b*", false),
    ])
    func patterns(_ text: String, _ pattern: String, _ expected: Bool) {
        #expect(matches(text, pattern: pattern) == expected)
    }
}
