import SystemFiles
import TestKit
import Testing

@testable import ControlGroups

@Suite struct HierarchiesTests {
    private func directory(_ roots: SystemRoots, _ name: String) -> String { roots.sys + "/fs/cgroup/" + name }

    @Test func controllersTogether() throws {
        let roots = fixture("version1")
        let found = try #require(Hierarchies(roots))
        #expect(!found.isVersion2)
        #expect(found.watched == directory(roots, "cpu,cpuacct"))
        #expect(found.place(.cpu) == 0 && found.place(.cpuacct) == 0)
        let memory = try #require(found.place(.memory))
        #expect(found.directories[memory] == directory(roots, "memory"))
        #expect(found.directories.count == 5)
    }

    @Test func hybrid() throws {
        let roots = fixture("hybrid")
        let found = try #require(Hierarchies(roots))
        #expect(!found.isVersion2)
        #expect(found.watched == directory(roots, "cpuacct"))
        #expect(found.directories.count == 6)
        #expect(Set(found.places.compactMap(\.self)).count == 6)
    }

    @Test func version2() throws {
        let roots = fixture("version2")
        let found = try #require(Hierarchies(roots))
        #expect(found.isVersion2)
        #expect(found.directories == [roots.sys + "/fs/cgroup"])
        #expect(found.place(.memory) == 0)
    }

    @Test func nothing() throws {
        #expect(Hierarchies(fixture("nothing")) == nil)
        #expect(Hierarchies(SystemRoots(below: "/nowhere")) == nil)
        #expect(throws: GroupsUnavailable.self) { try ControlGroupMonitor(fixture("nothing"), log: Lines().log()) }
    }

    @Test(arguments: [
        ("version1", "4:memory:/a\n3:cpu,cpuacct:/docker/x\n0::/b\n", "/docker/x"),
        ("version1", "3:cpuset,cpu,cpuacct:/docker/x:y z\n", "/docker/x:y z"),
        ("version1", "0::/b\n", nil), ("version1", "3:cpuacct2:/x\n", nil), ("version1", "", nil),
        ("version1", "3:cpu,cpuacct\n", nil), ("version1", "3:cpu,cpuacct:relative\n", nil),
        ("version1", "3:cpu,cpuacct:/docker/x (deleted)\n", nil), ("version1", "3:cpu,cpuacct:/../../x\n", nil),
        ("version2", "1:name=systemd:/a\n0::/system.slice/x.scope\n", "/system.slice/x.scope"),
        ("version2", "3:cpu,cpuacct:/x\n", nil), ("version2", "00::/x\n", nil), ("version2", "0:cpu:/x\n", nil),
    ])
    func pathOfAProcess(tree: String, text: String, expected: String?) throws {
        let found = try #require(Hierarchies(fixture(tree)))
        #expect(withBytes(text) { found.path($0) } == expected)
    }

    /// A container with its own view of the groups sees those of the host above its root.
    @Test func pathFromAnInnerView() throws {
        var found = try #require(Hierarchies(fixture("version2")))
        found.pathPrefix = "/../.."
        #expect(withBytes("0::/../../docker/x\n") { found.path($0) } == "/docker/x")
        #expect(withBytes("0::/../docker/x\n") { found.path($0) } == nil)
        #expect(withBytes("0::/\n") { found.path($0) } == nil)
    }

    @Test func mounts() {
        let text = """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime shared:1 master:2 propagate_from:3 - cgroup cgroup rw,cpu
            33 31 0:30 /docker/x /a\\040b rw,relatime - cgroup2 cgroup2 rw,nsdelegate
            34 31 0:31 / /cut rw
            35 31
            36 31 0:31 / /b rw - cgroup

            """
        let found = withBytes(text) { controlGroupMounts($0) }
        #expect(found.map(\.mountPoint) == ["/sys/fs/cgroup/cpu", "/a b"])
        #expect(found.map(\.isVersion2) == [false, true])
        #expect(found.map(\.showsAll) == [true, false])
        #expect(found.first?.controllers.contains("cpu") == true)
    }
}
