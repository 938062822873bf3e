import Agent
import Protobuf
import Testing

@testable import CRIWatcher

/// containerd's own events, and containers that no CRI knows.
struct ContainerdEventTests {
    private func watch() -> Watch {
        let runtime = StubRuntime()
        (runtime.name, runtime.version) = ("containerd", "1.6.20~ds1")
        runtime.addPod("pod-1")
        runtime.addContainer("c-1", in: "pod-1")
        runtime.addPlain("plain-1", in: "own")
        runtime.addPlain("docker-1", in: "moby")
        runtime.plain?["k8s.io"] = []
        let watch = Watch(runtime)
        watch.pass(.seconds(2))
        return watch
    }

    private func id(_ name: String) -> [UInt8] {
        var event = ContainerID()
        event.id = name
        return event.encoded
    }

    private func exit(_ name: String, process: String, code: UInt32) -> [UInt8] {
        var event = TaskExit()
        (event.containerID, event.id, event.exitStatus) = (name, process, code)
        event.exitedAt.seconds = 1_700_000_004
        return event.encoded
    }

    private func start(_ name: String, _ pid: UInt32) -> [UInt8] {
        var event = TaskStart()
        (event.containerID, event.pid) = (name, pid)
        return event.encoded
    }

    @Test func dockersContainersAreDockers() throws {
        let watch = watch()
        #expect(Set(watch.log.workloads.keys) == ["pod-1", "c-1", "plain-1"])
        let request = try #require(
            watch.runtime.server.calls.first { $0.method == CRIMethod.subscribe.rawValue }
        )
        let filters = try SubscribeRequest(request.message).filters
        #expect(filters.count == ContainerdTopic.allCases.count)
        #expect(filters.contains(#"topic=="/tasks/exit",namespace!="moby",namespace!="plugins.moby""#))
        watch.log.clear()
        watch.runtime.tell("/tasks/start", in: "moby", start("docker-2", 5))
        watch.settle()
        #expect(watch.log.events.isEmpty)
    }

    @Test func tellsOfLife() {
        let watch = watch()
        watch.log.clear()
        watch.runtime.addContainer("c-2", in: "pod-1", state: 0)
        watch.runtime.tell("/tasks/start", start("c-2", 99))
        watch.settle()
        // The status does not know yet what the event says.
        #expect(watch.log.workloads["c-2"]?.processID == 99)
        #expect(watch.log.workloads["c-2"]?.state == .running)
        watch.runtime.tell("/tasks/paused", id("c-2"))
        watch.runtime.tell("/tasks/resumed", id("c-2"))
        watch.runtime.tell("/tasks/oom", id("c-2"))
        watch.runtime.tell("/tasks/exit", exit("c-2", process: "further", code: 1))
        watch.runtime.tell("/tasks/exit", exit("c-2", process: "c-2", code: 137))
        watch.runtime.tell("/containers/delete", id("c-2"))
        watch.settle()
        #expect(
            watch.log.story(of: "c-2")
                == ["started", "paused", "resumed", "out of memory", "ended 137", "removed"]
        )
        #expect(watch.log.events.contains { if case .ended(_, _, 1_700_000_004_000) = $0 { true } else { false } })
    }

    @Test func aPausedContainerStaysPausedInLists() {
        let watch = watch()
        watch.runtime.tell("/tasks/paused", id("c-1"))
        watch.pass(.seconds(61))
        #expect(watch.log.lists.last?.first { $0.id == "c-1" }?.state == .paused)
        watch.runtime.tell("/tasks/resumed", id("c-1"))
        watch.pass(.seconds(61))
        #expect(watch.log.lists.last?.first { $0.id == "c-1" }?.state == .running)
    }

    /// One that was paused before the watcher came: of CRI's, only the tasks tell.
    @Test func tasksTellWhatIsPaused() {
        let runtime = StubRuntime()
        runtime.name = "containerd"
        runtime.addContainer("c-1", in: "p")
        runtime.addPlain("c-1", in: "k8s.io", status: 4)
        let watch = Watch(runtime)
        watch.pass(.seconds(3))
        #expect(watch.log.lists.last?.map(\.state) == [.paused])
    }

    @Test func plainContainersComeAndGo() {
        let watch = watch()
        #expect(watch.log.workloads["plain-1"]?.processID == 77)
        watch.runtime.addPlain("plain-2", in: "own")
        watch.runtime.tell("/tasks/start", in: "own", start("plain-2", 77))
        watch.settle()
        #expect(watch.log.workloads["plain-2"]?.state == .running)
        watch.runtime.tell("/tasks/exit", in: "own", exit("plain-2", process: "plain-2", code: 0))
        watch.settle()
        // The same name may start again.
        watch.runtime.tell("/tasks/start", in: "own", start("plain-2", 78))
        watch.settle()
        #expect(watch.log.story(of: "plain-2") == ["started", "ended 0", "started"])
        #expect(watch.log.workloads["plain-2"]?.state == .running)
        watch.log.clear()
        watch.watcher.describe("plain-1")
        watch.settle()
        #expect(watch.log.events.count == 1)
    }

    @Test func looksInEveryNamespace() {
        let watch = watch()
        watch.runtime.addPlain("plain-3", in: "third")
        watch.pass(.seconds(61))
        watch.log.clear()
        watch.watcher.describe("no such workload")
        watch.watcher.describe("plain-1")
        watch.watcher.describe("plain-3")
        watch.settle()
        #expect(watch.log.story(of: "no such workload") == ["unknown"])
        #expect(watch.log.events.count == 3)
    }

    /// Docker's containerd: no CRI, and nothing but its own.
    @Test(arguments: [false, true]) func withoutCRI(_ isWanted: Bool) {
        let runtime = StubRuntime()
        runtime.overrides[.version] = .status(12, "unknown service runtime.v1.RuntimeService")
        runtime.addPlain("docker-1", in: "moby")
        runtime.addPlain("k8s-1", in: "k8s.io")
        let watch = Watch(runtime, isWanted: isWanted)
        watch.pass(.seconds(70))
        #expect(Set(watch.log.workloads.keys) == ["k8s-1"])
        #expect(watch.logged.count { $0.contains("has no CRI v1") } == 1)
        #expect(watch.logged.contains { $0.hasPrefix("warning") } == isWanted)
    }

    @Test(arguments: [
        ("/tasks/exit", [0x0a, 0xff]), ("/tasks/start", [0x0b]), ("/tasks/oom", [0x0a]),
        ("/tasks/start", [UInt8]()), ("/tasks/exit", []),
    ]) func badEventsLeadToALists(_ topic: String, _ bytes: [UInt8]) {
        let watch = watch(), lists = watch.log.lists.count
        watch.runtime.tell(topic, bytes)
        watch.settle()
        watch.pass(.milliseconds(1100))
        #expect(watch.log.lists.count == lists + 1)
    }

    @Test func unknownTopicsMeanNothing() {
        let watch = watch()
        watch.log.clear()
        watch.runtime.tell("/images/create", [1, 2, 3])
        watch.settle()
        #expect(watch.log.events.isEmpty)
    }
}
