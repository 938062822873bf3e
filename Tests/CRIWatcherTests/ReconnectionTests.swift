import Agent
import Protobuf
import Testing

@testable import CRIWatcher

/// The runtime goes, comes back, refuses, and talks nonsense.
struct ReconnectionTests {
    private func watch(isWanted: Bool = false) -> Watch {
        let runtime = StubRuntime()
        runtime.addPod("pod-1")
        runtime.addContainer("c-1", in: "pod-1")
        return Watch(runtime, isWanted: isWanted)
    }

    @Test func aRuntimeThatRestartsIsListedAgain() {
        let watch = watch()
        watch.pass(.seconds(2))
        watch.log.clear()
        watch.runtime.server.stop()
        watch.pass(.seconds(30))
        #expect(watch.log.events.isEmpty)
        #expect(watch.watcher.connection == nil)
        watch.runtime.containers[0].status.state = 2
        watch.runtime.containers[0].status.exitCode = 3
        watch.runtime.addPod("pod-2")
        watch.runtime.server.listen()
        watch.pass(.seconds(15))
        #expect(Set(watch.log.lists.first?.map(\.id) ?? []) == ["pod-1", "pod-2", "c-1"])
        #expect(watch.log.workloads["c-1"]?.state == .ended(exitCode: 3))
        #expect(watch.logged.count { $0.contains("has gone away") && $0.hasPrefix("warning") } == 1)
        #expect(watch.logged.count { $0.contains("is back") } == 1)
        // And once more.
        watch.runtime.server.hangUp()
        watch.pass(.seconds(15))
        #expect(watch.logged.count { $0.contains("is back") } == 2)
    }

    /// The pauses grow, so that a runtime that is not there costs nothing.
    @Test(arguments: [false, true]) func aRuntimeThatIsNotThere(_ isWanted: Bool) {
        let watch = watch(isWanted: isWanted)
        watch.runtime.server.stop()
        var attempts = 0
        let end = watch.now + .seconds(600)
        while watch.now < end {
            watch.watcher.advance(watch.now) { watch.log.take($0) }
            attempts += 1
            watch.now = max(watch.watcher.deadline ?? end, watch.now + .milliseconds(1))
        }
        #expect((60...120).contains(attempts))
        #expect(watch.log.events.isEmpty)
        #expect(watch.logged.count == (isWanted ? 1 : 0))
        if isWanted { #expect(watch.logged[0].contains("unixsock")) }
    }

    @Test func aSocketWithoutListener() {
        let watch = watch()
        watch.runtime.server.stop(removing: false)
        watch.pass(.seconds(30))
        #expect(watch.logged.isEmpty)
        watch.runtime.server.listen()
        watch.pass(.seconds(15))
        #expect(watch.log.lists.count >= 1)
    }

    @Test func anEndedStreamIsBegunAgain() {
        let watch = watch()
        watch.pass(.seconds(2))
        let lists = watch.log.lists.count
        watch.runtime.server.endStreams(.containerEvents, GRPCStatus(14, "overflow"))
        watch.settle()
        watch.pass(.seconds(3))
        #expect(watch.runtime.count(.containerEvents) == 2)
        #expect(watch.log.lists.count > lists)
        watch.runtime.addContainer("c-2", in: "pod-1")
        watch.runtime.tell(1, "c-2")
        watch.settle()
        #expect(watch.log.workloads["c-2"] != nil)
    }

    /// CRI-O without its option ends the stream at once, as if nothing were wrong.
    @Test func aStreamThatEndsAtOnceIsNotBegunForEver() {
        let watch = watch()
        watch.runtime.overrides[.containerEvents] = .empty
        watch.pass(.seconds(300))
        #expect((5...15).contains(watch.runtime.count(.containerEvents)))
        #expect(watch.log.lists.count >= 25)
    }

    @Test func aRuntimeThatDoesNotAnswerIsGivenUp() {
        let watch = watch()
        watch.pass(.seconds(2))
        watch.runtime.overrides[.listContainers] = .nothing
        watch.pass(.seconds(75))
        #expect(watch.logged.count { $0.contains("does not answer") } == 1)
        watch.runtime.overrides = [:]
        watch.log.clear()
        watch.pass(.seconds(25))
        #expect(watch.log.lists.count >= 1)
    }

    static let garbage: [StubServer.Answer] = [
        .message([0xff, 0xff, 0xff]), .message([0x0b]), .raw([1, 2, 3, 4, 5, 6, 7]), .empty, .reset, .http(500),
        .status(2, "server is not initialized yet"), .message([0x0a, 0x7f]), .raw(.init(repeating: 255, count: 64)),
    ]

    /// Nonsense in one call or another leads to no crash, no wrong list, and no haste; and the rest is as it should be
    /// afterwards.
    @Test(arguments: CRIMethod.allCases, garbage.indices) func nonsense(_ method: CRIMethod, _ index: Int) {
        let watch = watch()
        watch.runtime.overrides[method] = Self.garbage[index]
        watch.pass(.seconds(30))
        let calls = watch.runtime.server.calls.count
        #expect(calls < 600)
        #expect(watch.log.lists.allSatisfy { $0.count <= 2 })
        watch.runtime.overrides = [:]
        watch.pass(.seconds(70))
        #expect(Set(watch.log.workloads.keys) == ["pod-1", "c-1"])
    }

    /// Bytes at random where events are expected.
    @Test func randomEvents() {
        let watch = watch()
        watch.pass(.seconds(2))
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            watch.runtime.server.push(.containerEvents, bytes)
        }
        watch.pass(.seconds(70))
        #expect(watch.log.workloads["c-1"] != nil)
    }

    /// A flood of events about workloads that there are not is bounded.
    @Test func aFloodIsBounded() {
        let watch = watch()
        watch.pass(.seconds(2))
        var event = ContainerEventResponse()
        for index in 0..<15_000 {
            (event.containerID, event.type) = ("ghost-\(index)", 1)
            watch.runtime.server.push(.containerEvents, event.encoded)
        }
        for _ in 0..<200 { watch.settle() }
        #expect(watch.watcher.marks.count <= CRIWatcher.maximumWorkloads)
        #expect(watch.watcher.inquiries.count <= CRIWatcher.maximumQueue)
        watch.pass(.seconds(70))
        #expect(Set(watch.log.workloads.keys) == ["pod-1", "c-1"])
    }

    @Test func refusedByPermission() {
        var lines: [String] = []
        let watcher = CRIWatcher(path: "/", log: Log(write: { lines.append($0) }), isWanted: false)
        watcher.advance(MonotonicTime()) { _ in Issue.record("there is nothing") }
        watcher.lose(.system(13))
        #expect(lines.count == 1)
        #expect(watcher.deadline != nil)
    }

    @Test func dockersShimIsLeftToDocker() {
        let watch = watch()
        (watch.runtime.name, watch.runtime.version) = ("docker", "27.0.0")
        watch.pass(.seconds(100))
        #expect(watch.log.lists.allSatisfy { $0.isEmpty })
        #expect(watch.runtime.count(.version) <= 3)
    }
}
