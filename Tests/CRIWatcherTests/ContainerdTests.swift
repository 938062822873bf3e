import Agent
import NetTypes
import Testing

@testable import CRIWatcher

/// A real containerd with its CRI and a bridge.
@Suite(.serialized, .enabled(if: PrivateContainerd.missing == nil, "\(PrivateContainerd.missing ?? "")"))
struct ContainerdTests {
    /// Everything in one life of one containerd, which takes a few seconds.
    @Test func podsLiveAndEnd() throws {
        let runtime = try PrivateContainerd(subnet: "10.97.2.0/24")
        defer { runtime.stop() }
        var lines: [String] = []
        let watcher = CRIWatcher(path: runtime.socket, log: Log(write: { lines.append($0) }), isWanted: true)
        let log = EventLog()

        // What is there before the watcher comes.
        let early = try runtime.runPod("web-1", namespace: "shop", uid: "uid-1")
        let server = try runtime.runContainer(early, "server", "sleep 1000")
        let gone = try runtime.runContainer(early, "init", "exit 7")
        try runtime.call("wait_ended", "container", gone)
        #expect(watcher.run(log) { !log.lists.isEmpty })
        #expect(watcher.runtime == .containerd)
        #expect(Set(log.workloads.keys) == [early, server, gone])
        try expectPod(log.workloads[early], "web-1", "shop", "uid-1")
        try expectContainer(log.workloads[server], "server", in: early)
        #expect(log.workloads[gone]?.state == .ended(exitCode: 7))
        #expect(log.workloads[gone]?.processID == nil)
        #expect(lines.contains { $0.contains("containerd") && $0.contains("answers at") })

        // What comes while it watches.
        log.clear()
        let late = try runtime.runPod("job-1", namespace: "batch", uid: "uid-2")
        let worker = try runtime.runContainer(late, "worker", "sleep 0.2; exit 3", attempt: 2)
        let blink = try runtime.runContainer(late, "blink", "exit 4")
        #expect(
            watcher.run(log) {
                log.story(of: worker).contains("ended 3")
                    && [late, worker, blink].allSatisfy { log.workloads[$0] != nil }
            }
        )
        try expectPod(log.workloads[late], "job-1", "batch", "uid-2")
        #expect(log.workloads[late]?.addresses != log.workloads[early]?.addresses)
        #expect(log.story(of: worker) == ["started", "ended 3"])
        #expect(log.story(of: blink) == ["started", "ended 4"])
        #expect(log.workloads[worker]?.attempt == 2)
        #expect(log.workloads[blink]?.name == "blink")
        #expect(log.workloads[blink]?.podID == late)
        #expect(log.workloads[blink]?.state == .ended(exitCode: 4))
        let host = try runtime.runPod("host-1", namespace: "shop", uid: "uid-3", onHost: true)
        #expect(watcher.run(log) { log.workloads[host] != nil })
        #expect(log.workloads[host]?.network == .host)

        // A container that no CRI knows.
        let plain = try runtime.runPlain("own", "plain-1", "sleep 1000")
        #expect(watcher.run(log) { log.workloads[plain]?.state == .running })
        #expect(log.workloads[plain]?.labels["team"] == "a")
        #expect(log.workloads[plain]?.pod == nil)
        #expect(log.workloads[plain]?.processID ?? 0 > 1)

        // containerd goes and comes back, and meanwhile something ended.
        log.clear()
        try runtime.call("kill")
        #expect(watcher.run(log) { watcher.connection == nil })
        try runtime.call("start")
        try runtime.call("stop_container", "container", server)
        try runtime.call("remove_pod", "pod", late)
        #expect(watcher.run(log) { log.lists.last?.contains { $0.id == late } == false })
        #expect(watcher.run(log) { log.workloads[server]?.state == .ended(exitCode: 137) })
        #expect(Set(log.workloads.keys) == [early, server, gone, host, plain])
        #expect(lines.count { $0.contains("has gone away") } == 1)
        #expect(lines.count { $0.contains("is back") } == 1)

        // Questions.
        log.clear()
        watcher.describe(server)
        watcher.describe(early)
        watcher.describe(plain)
        watcher.describe("no such workload")
        #expect(watcher.run(log) { log.story(of: "no such workload") == ["unknown"] }, "\(watcher.inquiries)")
        #expect(Set(log.workloads.keys) == [early, server, gone, host, plain])

        // The end.
        log.clear()
        try runtime.call("remove_pod", "pod", early)
        #expect(watcher.run(log) { [early, server, gone].allSatisfy { log.story(of: $0).last == "removed" } })
        #expect(log.story(of: early) == ["ended 137", "removed"])
    }

    private func expectPod(_ pod: WorkloadDescription?, _ name: String, _ namespace: String, _ uid: String) throws {
        let pod = try #require(pod)
        #expect(pod.kind == .pod)
        #expect(pod.state == .running)
        #expect(pod.pod == PodName(namespace: namespace, name: name, uid: uid))
        #expect(pod.labels["app"] == "shop")
        #expect(pod.network == .own)
        #expect(pod.processID ?? 0 > 1)
        #expect(pod.addresses.count == 1)
        if case .v4(let address)? = pod.addresses.first { #expect(address >> 8 == 0x0a6102) }
    }

    private func expectContainer(_ container: WorkloadDescription?, _ name: String, in pod: String) throws {
        let container = try #require(container)
        #expect(container.kind == .container)
        #expect(container.name == name)
        #expect(container.state == .running)
        #expect(container.podID == pod)
        #expect(container.network == .shared(with: pod))
        #expect(container.image == "starling.test/busybox:1")
        #expect(container.processID ?? 0 > 1)
        #expect(container.startedAt ?? 0 > 1_600_000_000_000)
        #expect(container.pod?.namespace == "shop")
    }
}
