import Agent
import NetTypes
import Protobuf
import Testing

@testable import CRIWatcher

/// What the watcher makes of a runtime of CRI that has events of its own (no containerd of Debian 12 has).
struct WatcherTests {
    private func runtime() -> StubRuntime {
        let runtime = StubRuntime()
        runtime.addPod("pod-1")
        runtime.addContainer("c-1", in: "pod-1")
        runtime.addContainer("c-2", in: "pod-1", state: 2, exitCode: 9)
        return runtime
    }

    @Test func listsWhatIsThere() throws {
        let watch = Watch(runtime())
        watch.settle()
        #expect(watch.watcher.runtime == .crio)
        #expect(watch.log.lists.count == 1)
        #expect(watch.log.lists.first?.first?.kind == .pod)
        let pod = try #require(watch.log.workloads["pod-1"]), container = try #require(watch.log.workloads["c-1"])
        #expect(pod.addresses == [.v4(0x0a00_0001)])
        #expect(pod.startedAt == 1_700_000_000_123)
        #expect(container.podID == "pod-1")
        #expect(container.network == .shared(with: "pod-1"))
        #expect(container.pod == pod.pod || container.pod == nil)
        #expect(container.processID == 4242)
        #expect(watch.log.workloads["c-2"]?.state == .ended(exitCode: 9))
        #expect(watch.logged.filter { $0.contains("cri-o 1.30.1 answers") }.count == 1)
    }

    /// containerd's own events were tried, which CRI-O has not, and the subscription precedes the list.
    @Test func subscribesBeforeItLists() {
        let watch = Watch(runtime())
        watch.settle()
        let methods = watch.runtime.server.calls.map(\.method)
        let expected: [CRIMethod] = [.version, .subscribe, .listPodSandbox, .listContainers, .listNamespaces]
        #expect(methods.prefix(5) == expected.map(\.rawValue)[...])
        #expect(watch.runtime.server.streams.values.contains(CRIMethod.containerEvents.rawValue))
        // The stream came after the list, so that there is another.
        watch.pass(.milliseconds(1100))
        #expect(watch.log.lists.count == 2)
    }

    @Test(arguments: [("cri-o", "1.27.4"), ("containerd", "v1.7.2"), ("other", "1.30.0"), ("cri-o", "unknown")])
    func takesNoEventsFromKubelet(_ name: String, _ version: String) {
        let watch = Watch(runtime())
        (watch.runtime.name, watch.runtime.version) = (name, version)
        watch.pass(.seconds(25))
        #expect(watch.runtime.count(.containerEvents) == 0)
        // Lists make up for them.
        #expect(watch.log.lists.count >= 3)
    }

    @Test func followsTheEvents() {
        let watch = Watch(runtime())
        watch.pass(.seconds(2))
        watch.log.clear()
        watch.runtime.addContainer("c-3", in: "pod-1", state: 0)
        watch.runtime.tell(0, "c-3")
        watch.settle()
        #expect(watch.log.workloads["c-3"]?.state == .created)
        watch.runtime.containers[2].status.state = 1
        watch.runtime.tell(1, "c-3")
        watch.settle()
        #expect(watch.log.workloads["c-3"]?.state == .running)
        watch.runtime.containers[2].status.state = 2
        watch.runtime.containers[2].status.exitCode = 5
        watch.runtime.containers[2].status.finishedAt = 1_700_000_009_000_000_000
        watch.runtime.containers[2].status.reason = "OOMKilled"
        watch.runtime.tell(2, "c-3")
        watch.settle()
        watch.runtime.containers.removeLast()
        watch.runtime.tell(3, "c-3")
        watch.settle()
        #expect(watch.log.story(of: "c-3") == ["started", "out of memory", "ended 5", "removed"])
        #expect(watch.log.events.contains { if case .ended("c-3", 5, 1_700_000_009_000) = $0 { true } else { false } })
    }

    /// It had come and gone before anyone could ask about it.
    @Test func describesWhatLivedForABlink() {
        let watch = Watch(runtime())
        watch.pass(.seconds(2))
        watch.log.clear()
        watch.runtime.addContainer("c-3", in: "pod-1", state: 2, exitCode: 1)
        watch.runtime.tell(1, "c-3")
        watch.runtime.tell(2, "c-3")
        watch.settle()
        #expect(watch.log.story(of: "c-3") == ["started", "ended 1"])
        #expect(watch.log.workloads["c-3"]?.name == "name-c-3")
        #expect(watch.log.workloads["c-3"]?.state == .ended(exitCode: 1))
    }

    /// Its status still says that it runs: the event is newer.
    @Test func anEndIsNotTakenBack() {
        let watch = Watch(runtime())
        watch.pass(.seconds(2))
        watch.runtime.tell(2, "c-1")
        watch.settle()
        watch.watcher.describe("c-1")
        watch.settle()
        guard case .ended = watch.log.workloads["c-1"]?.state else {
            Issue.record("it runs again")
            return
        }
        guard case .described(let last)? = watch.log.events.last else {
            Issue.record("it was not described")
            return
        }
        #expect(last.id == "c-1")
        guard case .ended = last.state else {
            Issue.record("it runs again")
            return
        }
    }

    @Test func listsAgainWithoutAskingAgain() {
        let watch = Watch(runtime())
        watch.pass(.seconds(2))
        let asked = watch.runtime.count(.containerStatus), lists = watch.log.lists.count
        watch.pass(.seconds(60))
        #expect(watch.log.lists.count == lists + 1)
        #expect(watch.runtime.count(.containerStatus) == asked)
        // What events did not tell, the list does.
        watch.runtime.containers[0].status.state = 2
        watch.runtime.containers[0].status.exitCode = 2
        watch.runtime.addPod("pod-2")
        watch.pass(.seconds(60))
        #expect(watch.log.workloads["c-1"]?.state == .ended(exitCode: 2))
        #expect(watch.log.workloads["pod-2"] != nil)
        #expect(watch.runtime.count(.containerStatus) == asked + 1)
        watch.runtime.containers.removeAll()
        watch.pass(.seconds(60))
        #expect(Set(watch.log.workloads.keys) == ["pod-1", "pod-2"])
    }

    /// What events tell while a list is under way is not lost because the runtime's answer is older.
    @Test func aListDoesNotForgetWhatCameMeanwhile() {
        let watch = Watch(runtime())
        watch.pass(.seconds(2))
        let lists = watch.log.lists.count
        watch.runtime.addPod("pod-2")
        watch.runtime.overrides[.podSandboxStatus] = .nothing
        watch.pass(.seconds(60))
        watch.runtime.addContainer("c-3", in: "pod-1")
        watch.runtime.tell(1, "c-3")
        watch.runtime.containers.removeFirst()
        watch.runtime.tell(3, "c-1")
        watch.settle()
        #expect(watch.log.workloads["c-3"] != nil)
        #expect(watch.log.lists.count == lists)
        watch.runtime.overrides = [:]
        watch.pass(.seconds(12))
        #expect(watch.log.lists.count == lists + 1)
        #expect(Set(watch.log.lists.last?.map(\.id) ?? []) == ["pod-1", "pod-2", "c-2", "c-3"])
    }

    @Test func asksAgainForAPodThatIsNotThereYet() {
        let watch = Watch(runtime()), id = String(repeating: "ab", count: 32)
        watch.pass(.seconds(2))
        watch.log.clear()
        watch.watcher.describe(id)
        watch.pass(.milliseconds(200))
        #expect(watch.log.events.isEmpty)
        watch.runtime.addPod(id)
        watch.pass(.seconds(1))
        #expect(watch.log.workloads[id]?.kind == .pod)
        #expect(watch.log.story(of: id).isEmpty)
    }

    @Test func saysWhatItDoesNotKnow() {
        let watch = Watch(runtime()), id = String(repeating: "ab", count: 32)
        watch.pass(.seconds(2))
        watch.watcher.describe(id)
        watch.watcher.describe("name")
        watch.settle()
        #expect(watch.log.story(of: "name") == ["unknown"])
        watch.pass(.seconds(5))
        #expect(watch.log.story(of: id) == ["unknown"])
    }

    /// A status that matches the beginning of an id is that of another workload.
    @Test func anotherWorkloadsStatusIsNoAnswer() {
        let watch = Watch(runtime())
        watch.pass(.seconds(2))
        watch.runtime.overrides[.containerStatus] = .message(watch.runtime.containers[0].encoded)
        watch.watcher.describe("c")
        watch.settle()
        #expect(watch.log.story(of: "c") == ["unknown"])
    }

    @Test func asksFewAtATime() {
        let runtime = StubRuntime()
        for index in 0..<300 { runtime.addContainer("c-\(index)", in: "p") }
        runtime.overrides[.containerStatus] = .nothing
        let watch = Watch(runtime)
        watch.settle()
        #expect(runtime.count(.containerStatus) == CRIWatcher.maximumInquiries)
        #expect(watch.log.lists.isEmpty)
    }

    @Test func readsGPUs() {
        let runtime = runtime()
        runtime.addContainer("gpu", in: "pod-1", environment: #""A=b","NVIDIA_VISIBLE_DEVICES=GPU-1,GPU-2""#)
        runtime.addContainer("none", in: "pod-1", environment: #""NVIDIA_VISIBLE_DEVICES=void""#)
        let watch = Watch(runtime)
        watch.settle()
        #expect(watch.log.workloads["gpu"]?.gpus == ["GPU-1", "GPU-2"])
        #expect(watch.log.workloads["none"]?.gpus == [])
    }
}
