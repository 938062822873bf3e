import Agent
import Foundation
import Testing

@testable import ControlGroups

/// Directories that come and go, in a tree that is none of the kernel's.
@Suite struct WatchingTests {
    private let tree: FakeHierarchy
    private let told = Told()

    init() throws { tree = try FakeHierarchy() }

    private func advance(_ monitor: ControlGroupMonitor, _ seconds: Double = 1) {
        monitor.advance(second(seconds), told.take)
    }

    @Test func whatIsThereAtTheStart() throws {
        try tree.make("/docker/" + containerID("a1"))
        try tree.make("/a/b/c/" + containerID("b2"))
        let monitor = try tree.monitor()
        #expect(monitor.deadline == second(0))
        advance(monitor)
        #expect(told.names.map(\.path) == ["/a/b/c/" + containerID("b2"), "/docker/" + containerID("a1")])
    }

    @Test func nestedCreation() throws {
        let monitor = try tree.monitor()
        advance(monitor)
        for level in 0..<10 {
            let parent = "/p\(level)/" + (0..<level).map { "l\($0)/" }.joined()
            try tree.make(parent + containerID("0\(level)"))
        }
        advance(monitor)
        #expect(told.ids == (0..<10).map { containerID("0\($0)") })
        // Each directory in it is watched by now.
        try tree.make("/p9/l0/l1/" + containerID("cc"))
        advance(monitor)
        #expect(told.ids.last == containerID("cc"))
        #expect(Set(told.appeared.map(\.number)).count == 11)
    }

    @Test func whatIsInAContainerIsItsOwn() throws {
        try tree.make("/docker/\(containerID("a1"))/docker/" + containerID("b2"))
        let monitor = try tree.monitor()
        advance(monitor)
        try tree.make("/docker/\(containerID("a1"))/docker/" + containerID("c3"))
        advance(monitor)
        #expect(told.ids == [containerID("a1")])
    }

    @Test func removalEndsIt() throws {
        let id = containerID("a1"), monitor = try tree.monitor()
        advance(monitor)
        try tree.make("/docker/" + id)
        try tree.write("/docker/\(id)/cpuacct.usage", "77\n")
        advance(monitor)
        #expect(try monitor.read(1).cpu == 77)
        try tree.remove("/docker/" + id)
        advance(monitor)
        #expect(told.ended.map(\.number) == [1])
        #expect(told.ended.first?.counters.cpu == 77)
        #expect(told.ended.first?.isComplete == false)
        #expect(throws: PollError.noData) { try monitor.read(1) }
    }

    /// As on a kernel without pidfds.
    @Test func aFirstProcessThatHasLeftIsNotLookedForAllTheTime() throws {
        try tree.make("/docker/" + containerID("a1"), processes: [1])
        try tree.write("/docker/\(containerID("a1"))/cpuacct.usage", "77\n")
        let monitor = try tree.monitor()
        advance(monitor)
        let group = try #require(monitor.groups[1])
        group.process = WatchedProcess(id: 99, isCertain: true, descriptor: -1)
        group.search = Search(second(2))
        advance(monitor, 2)
        #expect(try #require(monitor.deadline) > second(2))
        advance(monitor, 2.2)
        #expect(told.ended.map(\.counters.cpu) == [77])
    }

    @Test func aDirectoryThatCannotBeWatchedIsLookedAtOftenUntilItCan() throws {
        try tree.make("/a")
        try tree.write("/b", "no directory")
        var watched = WatchedTree(limit: 8), isIncomplete: [Bool] = []
        for name in ["/a", "/b"] {
            _ = watched.add(name, directory: tree.path + name)
            isIncomplete.append(watched.isIncomplete)
        }
        try tree.remove("/b")
        try tree.make("/b")
        _ = watched.add("/b", directory: tree.path + "/b")
        isIncomplete.append(watched.isIncomplete)
        #expect(isIncomplete == [false, true, false])
    }

    @Test func theSameNameAgainIsAnotherGroup() throws {
        let path = "/docker/" + containerID("a1"), monitor = try tree.monitor()
        try tree.make(path)
        advance(monitor)
        // Both changes are told together.
        try tree.remove(path)
        try tree.make("/keeps-the-inode")
        try tree.make(path)
        advance(monitor)
        #expect(told.appeared.map(\.number) == [1, 2])
        #expect(told.ended.map(\.number) == [1])
        advance(monitor)
        #expect(told.ended.count == 1)
    }

    @Test func lostEventsAreMadeUpFor() throws {
        let gone = "/docker/" + containerID("a1"), monitor = try tree.monitor()
        try tree.make(gone)
        advance(monitor)
        // More than the kernel keeps.
        let limit =
            Int(
                (try? String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8))?
                    .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            ) ?? 16384
        for number in 0...limit / 2 {
            mkdir(tree.path + "/docker/\(number)", 0o755)
            rmdir(tree.path + "/docker/\(number)")
        }
        try tree.make("/late/" + containerID("b2"))
        try tree.remove(gone)
        advance(monitor)
        #expect(told.ids == [containerID("a1"), containerID("b2")])
        #expect(told.ended.map(\.number) == [1])
        try tree.make("/late/" + containerID("c3"))
        advance(monitor)
        #expect(told.ids.last == containerID("c3"))
    }

    @Test func looksAgainFromTimeToTime() throws {
        let monitor = try tree.monitor()
        advance(monitor, 1)
        #expect(monitor.deadline == second(61))
        advance(monitor, 61)
        #expect(monitor.deadline == second(121))
    }

    @Test func boundsHold() throws {
        var bounds = GroupBounds()
        (bounds.groups, bounds.directories, bounds.depth) = (3, 5, 2)
        for number in 0..<20 { try tree.make("/docker/" + containerID("\(10 + number)")) }
        try tree.make("/a/b/c/" + containerID("dd"))
        let lines = Lines(), monitor = try tree.monitor(bounds, lines.log())
        advance(monitor)
        #expect(told.appeared.count == 3)
        #expect(lines.all.filter { $0.contains("more than 3 containers") }.count == 1)
        for number in 0..<20 { try tree.make("/more\(number)") }
        advance(monitor)
        #expect(monitor.tree.count == 5)
        #expect(lines.all.filter { $0.contains("more than 5 directories") }.count == 1)
        #expect(!told.ids.contains(containerID("dd")))
    }

    @Test func hostileNamesAreNothing() throws {
        let monitor = try tree.monitor()
        advance(monitor)
        for name in ["a\nb", "-", "...", ".service", "\u{202e}x", String(repeating: "y", count: 255)] {
            #expect(mkdir(tree.path + "/" + name, 0o755) == 0)
        }
        let bytes: [CChar] = (tree.path + "/").utf8.map { CChar(bitPattern: $0) } + [-1, -2, 0]
        #expect(unsafe mkdir(bytes, 0o755) == 0)
        advance(monitor)
        #expect(told.appeared.isEmpty)
        unsafe _ = rmdir(bytes)
    }

    /// Its file of events stands for the kernel's: version 2.
    @Test func aGroupThatEmptiesEnds() throws {
        let id = containerID("a1"), events = "/docker/\(id)/cgroup.events"
        try tree.make("/docker/" + id)
        try tree.write(events, "populated 0\n")
        try tree.write("/docker/\(id)/cpu.stat", "usage_usec 1\n")
        let monitor = try tree.monitor(version2: true)
        advance(monitor)
        try tree.write(events, "populated 1\n")
        advance(monitor, 2)
        try tree.write("/docker/\(id)/cpu.stat", "usage_usec 5\n")
        try tree.write(events, "populated 0\n")
        advance(monitor, 3)
        #expect(told.ended.isEmpty)
        #expect(try #require(monitor.deadline) <= second(3.1))
        advance(monitor, 3.1)
        #expect(told.ended.map(\.isComplete) == [true])
        #expect(told.ended.first?.counters.cpu == 5000)
        // What is left of it is not taken for another one.
        advance(monitor, 61)
        #expect(told.appeared.count == 1)
    }

    @Test func aServiceStaysWhileItsProcessesChange() throws {
        var bounds = GroupBounds()
        bounds.services = 5
        let service = "/system.slice/x.service"
        try tree.make(service)
        try tree.write(service + "/cpu.stat", "usage_usec 1\n")
        try tree.write(service + "/cgroup.events", "populated 1\n")
        let monitor = try tree.monitor(bounds, version2: true)
        advance(monitor)
        #expect(told.names == [GroupName(runtime: .systemd, id: "x.service", path: service)])
        try tree.write(service + "/cgroup.events", "populated 0\n")
        advance(monitor, 2)
        try tree.write(service + "/cgroup.events", "populated 1\n")
        advance(monitor, 3)
        #expect(told.ended.isEmpty)
        try tree.write(service + "/cpu.stat", "usage_usec 9\n")
        try tree.write(service + "/cgroup.events", "populated 0\n")
        advance(monitor, 4)
        try tree.remove(service)
        advance(monitor, 5)
        #expect(told.ended.map(\.isComplete) == [true])
        #expect(told.ended.first?.counters.cpu == 9000)
    }

    /// In a process of its own, which has no more descriptors to give.
    @Test func withoutDescriptorsItSaysSo() async {
        await #expect(processExitsWith: .success) {
            let tree = try FakeHierarchy(), lines = Lines(), told = Told()
            for number in 10..<30 {
                try tree.make("/docker/" + containerID("\(number)"))
                try tree.write("/docker/\(containerID("\(number)"))/cpuacct.usage", "5\n")
            }
            let free = (0..<14).map { _ in dup(0) }
            for descriptor in free { close(descriptor) }
            // A quarter is for others.
            let most = rlim_t(free.max()!) * 4 / 3
            var limit = rlimit(rlim_cur: most, rlim_max: most)
            unsafe _ = setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
            let monitor = try tree.monitor(GroupBounds(), lines.log())
            monitor.advance(second(1), told.take)
            let readable = told.appeared.count { (try? monitor.read($0.number)) != nil }
            let said = lines.all.count { $0.contains("raise the limit of open files") }
            precondition(told.appeared.count == 20 && (1..<20).contains(readable) && said == 1)
            // The others are read as soon as descriptors are free.
            for number in 10..<20 { try tree.remove("/docker/" + containerID("\(number)")) }
            monitor.advance(second(2), told.take)
            let left = told.appeared.filter { group in !told.ended.contains { $0.number == group.number } }
            precondition(left.count == 10 && left.count { (try? monitor.read($0.number)) != nil } > readable - 10)
        }
    }
}
