import Agent
import SystemFiles
import Testing

@testable import ControlGroups

private let uid = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"

/// Whole trees: who is found, and what is counted.
@Suite struct FixtureTests {
    private func start(_ tree: String, services: Int = 0) throws -> (ControlGroupMonitor, Told) {
        var bounds = GroupBounds()
        bounds.services = services
        let monitor = try ControlGroupMonitor(fixture(tree), bounds: bounds, log: Lines().log(), clock: { second(1) })
        let told = Told()
        monitor.advance(second(1), told.take)
        return (monitor, told)
    }

    private func counters(_ monitor: ControlGroupMonitor, _ told: Told, _ id: String) throws -> GroupCounters {
        let number = try #require(told.appeared.first { $0.name.id == id }?.number)
        return try monitor.read(number)
    }

    /// What both forms of the trees say of a group with the number 1.
    private var expected: GroupCounters {
        var counters = GroupCounters()
        counters.cpu = 1_000_000_007
        counters.cpuLimit = 1.5
        counters.throttledPeriods = 3
        counters.throttled = 123_456_789
        counters.memoryUsed = 10_485_760 - 2_097_152
        counters.memoryCache = 4_194_304
        counters.memoryLimit = 67_108_864
        counters.memoryPeak = 20_971_520
        counters.outOfMemoryKills = 2
        counters.reads = 11
        counters.bytesRead = 5096
        counters.writes = 22
        counters.bytesWritten = 10192
        counters.processes = 2
        counters.threads = 5
        return counters
    }

    /// With more processors than sets of them allow.
    private var isWide: Bool { SystemProcessors.online >= 2 }

    @Test func version1() throws {
        let (monitor, told) = try start("version1")
        #expect(
            told.names == [
                GroupName(runtime: .docker, id: containerID("a1"), path: "/docker/" + containerID("a1")),
                GroupName(
                    runtime: .crio,
                    id: containerID("c3"),
                    podUID: String(uid.reversed()),
                    path: "/kubepods/besteffort/pod\(String(uid.reversed()))/crio-" + containerID("c3")
                ),
                GroupName(
                    id: containerID("b2"),
                    podUID: uid,
                    path: "/kubepods/burstable/pod\(uid)/" + containerID("b2")
                ),
            ]
        )
        #expect(told.running.isEmpty && told.ended.isEmpty)
        #expect(try counters(monitor, told, containerID("a1")) == expected)
        let second = try counters(monitor, told, containerID("b2"))
        #expect(second.cpu == 2_000_000_014)
        #expect(second.memoryLimit == nil)
        #expect(second.processes == 1)
        #expect(second.throttledPeriods == 6)
        if isWide { #expect(second.cpuLimit == 1) }
        // Block counters of older kernels.
        #expect(try counters(monitor, told, containerID("c3")).bytesWritten == 10192)
    }

    @Test func hybrid() throws {
        let (monitor, told) = try start("hybrid")
        #expect(told.names.map(\.runtime) == [.docker, .containerd, .podman])
        #expect(try counters(monitor, told, containerID("a1")) == expected)
        let second = try counters(monitor, told, containerID("b2"))
        var little = GroupCounters()
        little.cpu = 2_000_000_014
        little.processes = 2
        #expect(second == little)
        // Its group has no processor time: it is just being made, or removed.
        #expect(throws: PollError.noData) { try counters(monitor, told, containerID("d4")) }
        #expect(throws: PollError.noData) { try monitor.read(99) }
    }

    @Test func version2() throws {
        let (monitor, told) = try start("version2")
        #expect(told.names.map(\.id) == ["b2", "c3", "a1", "d4"].map(containerID))
        #expect(told.names.map(\.runtime) == [.containerd, .containerd, .docker, .podman])
        #expect(told.names.map(\.podUID) == [uid, uid, nil, nil])
        var expected = expected
        expected.cpu = 1_000_001_000
        expected.cpuLimit = 0.5
        expected.throttled = 1_234_000
        expected.processes = 1
        expected.cpuPressure = 1000
        expected.memoryPressure = 1001
        expected.ioPressure = 1002
        #expect(try counters(monitor, told, containerID("a1")) == expected)
        let rootless = try counters(monitor, told, containerID("d4"))
        #expect(rootless.processes == 3)
        #expect(rootless.memoryUsed == nil && rootless.threads == nil && rootless.bytesRead == nil)
        if isWide { #expect(try counters(monitor, told, containerID("b2")).cpuLimit == 1) }
    }

    @Test func servicesWhenAskedFor() throws {
        let (monitor, told) = try start("version2", services: 10)
        #expect(told.ids.filter { $0.hasSuffix(".service") }.sorted() == ["containerd.service", "nginx.service"])
        #expect(try counters(monitor, told, "nginx.service").cpu == 3_000_003_000)
        #expect(told.ids.contains(containerID("c3")))
        let (_, fewer) = try start("version2", services: 1)
        #expect(fewer.ids.filter { $0.hasSuffix(".service") }.count == 1)
    }

    @Test func limitsAreReadSeldom() throws {
        let tree = try FakeHierarchy(), id = containerID("a1")
        try tree.make("/docker/" + id)
        try tree.write("/docker/\(id)/cpu.stat", "usage_usec 5\n")
        try tree.write("/docker/\(id)/memory.max", "100\n")
        var now = second(1)
        let monitor = try ControlGroupMonitor(
            tree.hierarchies(version2: true),
            SystemRoots(),
            log: Lines().log(),
            clock: { now }
        )
        let told = Told()
        monitor.advance(now, told.take)
        // Runtimes set them after the group is made.
        for limit: UInt64 in 1...UInt64(ControlGroupMonitor.earlyReads) {
            try tree.write("/docker/\(id)/memory.max", "\(limit)\n")
            #expect(try monitor.read(1).memoryLimit == limit)
        }
        try tree.write("/docker/\(id)/memory.max", "max\n")
        now = second(5)
        #expect(try monitor.read(1).memoryLimit == UInt64(ControlGroupMonitor.earlyReads))
        now = second(6)
        #expect(try monitor.read(1).memoryLimit == nil)
    }
}
