import SFlow
import Testing
import Workloads

@testable import Agent

private let id = String(repeating: "0123456789abcdef", count: 4)
private let podID = String(repeating: "fedcba9876543210", count: 4)

private func container(_ state: WorkloadDescription.State = .running, name: String = "web") -> WorkloadDescription {
    var description = WorkloadDescription(id: id, kind: .container, runtime: .docker)
    description.name = name
    description.image = "nginx:1.25"
    description.state = state
    return description
}

private func counters(cpu milliseconds: UInt64, in namespace: UInt64? = nil, bytesIn: UInt64 = 0) -> GroupCounters {
    var counters = GroupCounters()
    counters.cpu = milliseconds * 1_000_000
    counters.memoryUsed = 1 << 20
    if let namespace {
        counters.namespace = .other(namespace)
        var network = NetworkTotals()
        network.bytesIn = bytesIn
        counters.network = network
    }
    return counters
}

@Suite struct WorkloadMonitorTests {
    private let node = FakeNode()

    private func start(group: Int = 1) {
        node.groups.counters[group] = counters(cpu: 1)
        node.tells(.described(container(.created)))
        node.happens(.appeared(group, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")))
        node.happens(.running(group, processID: 42))
    }

    @Test func theFirstCountersAreSentAtOnceAndTheLastOnesOnce() throws {
        start()
        let first = node.takeSent()
        #expect(first.map(\.name) == ["web"])
        #expect(first.map(\.state) == [1])
        #expect(first[0].parent == "2.1")
        #expect(first[0].text(.containerName) == "web")
        #expect(first[0].text(.image) == "nginx:1.25")
        node.happens(.ended(1, counters(cpu: 250), isComplete: true))
        #expect(node.takeSent().isEmpty, "the exit code is waited for")
        node.tells(.ended(id: id, exitCode: 3, at: nil))
        let last = node.takeSent()
        #expect(last.map(\.state) == [5])
        #expect(last[0].cpuMilliseconds == 250)
        #expect(last[0].number(.exitCode) == 3)
        #expect(last[0].number(.isComplete) == 1)
        #expect(last[0].text(.containerName) == "web", "the names come with the end")
        node.tells(.removed(id: id))
        node.pass(.seconds(60))
        #expect(node.takeSent().isEmpty)
        #expect(node.monitor.dataSources.isEmpty)
    }

    @Test func anEndThatTheRuntimeDoesNotTellIsSentWithoutExitCode() {
        start()
        _ = node.takeSent()
        node.happens(.ended(1, counters(cpu: 9), isComplete: true))
        node.pass(.seconds(2))
        let last = node.takeSent()
        #expect(last.map(\.cpuMilliseconds) == [9])
        #expect(last[0].number(.exitCode) == nil)
        node.pass(.seconds(20))
        node.tells(.ended(id: id, exitCode: 4, at: nil))
        let later = node.takeSent()
        #expect(later.map(\.state) == [nil], "there is one final sample of counters")
        #expect(later[0].number(.exitCode) == 4)
        #expect(later[0].source == last[0].source)
        node.tells(.ended(id: id, exitCode: 4, at: nil))
        #expect(node.takeSent().isEmpty)
    }

    @Test func whatWasMadeAndNeverRanIsNeverSent() {
        node.tells(.described(container(.created)))
        node.pass(.seconds(3))
        node.tells(.listed([]))
        node.pass(.seconds(3))
        node.tells(.removed(id: id))
        node.pass(.seconds(70))
        #expect(node.takeSent().isEmpty)
    }

    @Test func theStartIsThatOfTheFirstProcessAndIsNotMovedToLater() throws {
        let created = node.wallClock
        node.tells(.described(container(.created)))
        node.pass(.seconds(30))
        node.groups.counters[1] = counters(cpu: 1)
        node.happens(.appeared(1, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")))
        node.happens(.running(1, processID: 42))
        #expect(node.takeSent().map { $0.number(.started) } == [UInt64(created + 30_000)])
        var description = container()
        description.startedAt = created + 33_000
        node.tells(.started(id: id, at: created + 33_000), .described(description))
        node.pass(.seconds(30))
        #expect(try node.poll()[0].number(.started) == UInt64(created + 30_000))
    }

    @Test func aLostRaceIsSaid() {
        start()
        _ = node.takeSent()
        node.happens(.ended(1, GroupCounters(), isComplete: false))
        node.tells(.ended(id: id, exitCode: 0, at: nil))
        node.pass(.seconds(2))
        let last = node.takeSent()
        #expect(last.map(\.cpuMilliseconds) == [1], "the counters of the last read")
        #expect(last[0].number(.isComplete) == 0)
    }

    @Test func oneThatEndsBeforeItIsNamedIsSentWithItsName() {
        node.happens(
            .appeared(1, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")),
            .running(1, processID: 42),
            .ended(1, counters(cpu: 5), isComplete: true)
        )
        #expect(node.docker.asked == [id])
        #expect(node.takeSent().isEmpty)
        node.tells(.described(container(.ended(exitCode: 1))))
        let all = node.takeSent()
        #expect(all.map(\.state) == [5])
        #expect(all.map(\.name) == ["web"])
        #expect(all[0].number(.exitCode) == 1)
    }

    @Test func oneThatNobodyNamesIsSentUnderItsIdentifier() {
        node.happens(
            .appeared(1, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")),
            .running(1, processID: 42),
            .ended(1, counters(cpu: 5), isComplete: true)
        )
        node.tells(.unknown(id: id))
        node.pass(.seconds(2))
        #expect(node.takeSent().map(\.name) == [id])
    }

    @Test func whatRunsAndIsUnknownToTheRuntimeBelongsToAnother() {
        node.happens(
            .appeared(1, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")),
            .running(1, processID: 42)
        )
        node.tells(.unknown(id: id))
        node.pass(.seconds(2))
        node.happens(.ended(1, counters(cpu: 5), isComplete: true))
        node.pass(.seconds(5))
        #expect(node.takeSent().isEmpty)
    }

    @Test func groupsOfARuntimeThatIsNotFollowedAreLeftAlone() {
        node.happens(
            .appeared(1, GroupName(runtime: .podman, id: id, path: "/libpod-\(id)")),
            .running(1, processID: 42)
        )
        node.pass(.seconds(5))
        #expect(node.takeSent().isEmpty)
        #expect(node.docker.asked.isEmpty)
    }

    @Test func pauseAndRenameAreSentAtOnce() {
        start()
        _ = node.takeSent()
        node.tells(.paused(id: id))
        #expect(node.takeSent().map(\.state) == [3])
        node.tells(.resumed(id: id), .described(container(name: "web2")))
        let sent = node.takeSent()
        #expect(sent.map(\.state) == [1, 1])
        #expect(sent.map(\.name) == ["web", "web2"])
        #expect(sent[1].text(.containerName) == "web2")
        node.tells(.described(container(name: "web2")))
        #expect(node.takeSent().isEmpty, "nothing has changed")
    }

    @Test func aRestartIsAnotherRun() {
        start()
        node.happens(.ended(1, counters(cpu: 100), isComplete: true))
        node.tells(.ended(id: id, exitCode: 0, at: nil))
        node.groups.counters[2] = counters(cpu: 2)
        node.happens(.appeared(2, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")))
        node.happens(.running(2, processID: 43))
        node.tells(.started(id: id, at: nil))
        node.happens(.ended(2, counters(cpu: 30), isComplete: true))
        node.tells(.ended(id: id, exitCode: 7, at: nil))
        let sent = node.takeSent()
        #expect(sent.map(\.state) == [1, 5, 1, 5])
        #expect(sent.map(\.cpuMilliseconds) == [1, 100, 2, 30])
        #expect(Set(sent.map(\.source)).count == 1, "the data source stays")
    }

    @Test func aListThatIsOlderThanTheEndRevivesNobody() {
        start()
        node.happens(.ended(1, counters(cpu: 100), isComplete: true))
        node.tells(.ended(id: id, exitCode: 0, at: nil))
        _ = node.takeSent()
        node.tells(.listed([container()]))
        node.pass(.seconds(1))
        #expect(node.takeSent().isEmpty)
        #expect(node.monitor.dataSources.isEmpty)
    }

    @Test func whatIsNoLongerListedAndHasNoGroupHasEnded() {
        node.tells(.listed([container()]))
        #expect(node.takeSent().isEmpty, "the kernel may show it yet")
        node.pass(.seconds(10))
        #expect(node.takeSent().map(\.state) == [1])
        node.pass(.seconds(3))
        node.tells(.listed([]))
        node.pass(.seconds(3))
        #expect(node.takeSent().map(\.state) == [5])
    }

    @Test(arguments: [20, 600])
    func aRuntimeThatStoodStillRevivesNobody(seconds: Int) {
        start()
        node.happens(.ended(1, counters(cpu: 100), isComplete: true))
        node.pass(.seconds(5))
        node.pass(.seconds(seconds))
        #expect(node.takeSent().map(\.state) == [1, 5])
        node.tells(.listed([container()]))
        node.pass(.seconds(1))
        node.tells(.ended(id: id, exitCode: 137, at: nil))
        node.pass(.seconds(30))
        let later = node.takeSent()
        #expect(later.allSatisfy { $0.state == nil }, "there is one final sample of counters")
        #expect(later.compactMap { $0.number(.exitCode) } == (seconds < 60 ? [137] : []))
        #expect(node.monitor.dataSources.isEmpty)
    }

    @Test func eventsThatFollowTheListThatLacksItAreNotAnotherRun() {
        let begin = node.wallClock
        start()
        node.happens(.ended(1, counters(cpu: 100), isComplete: true))
        node.pass(.seconds(30))
        #expect(node.takeSent().map(\.state) == [1, 5])
        node.tells(
            .listed([]),
            .described(container(.created)),
            .started(id: id, at: begin),
            .ended(id: id, exitCode: 3, at: begin + 20)
        )
        node.pass(.seconds(5))
        let later = node.takeSent()
        #expect(later.map(\.state) == [nil], "there is one final sample of counters")
        #expect(later.first?.number(.exitCode) == 3)
    }

    @Test func whatIsSeenByEventsAloneIsSentToo() {
        node.tells(.described(container(.created)), .started(id: id, at: nil), .ended(id: id, exitCode: 2, at: nil))
        let sent = node.takeSent()
        #expect(sent.map(\.state) == [5])
        #expect(sent[0].number(.isComplete) == 0)
        #expect(sent[0].number(.exitCode) == 2)
    }

    @Test func whatTheKernelShowsStaysThoughItIsNotListed() {
        start()
        _ = node.takeSent()
        node.pass(.seconds(3))
        node.tells(.listed([]))
        node.pass(.seconds(3))
        #expect(node.takeSent().isEmpty)
        #expect(node.monitor.dataSources.count == 1)
    }

    @Test func aProcessThatTheRuntimeNamesIsAdopted() {
        var description = container()
        description.processID = 99
        node.tells(.described(description))
        #expect(node.groups.adopted == [id: 99])
    }

    @Test func namesComeEveryHalfMinuteOnly() throws {
        start()
        _ = node.takeSent()
        #expect(try node.poll()[0].text(.image) == nil)
        // Polls are never exactly as far from each other as is asked for.
        for _ in 1...3 {
            node.pass(.milliseconds(29_990))
            #expect(try node.poll()[0].text(.image) == "nginx:1.25")
        }
    }
}

@Suite struct PodTests {
    private let node = FakeNode(.containerd)

    private func pod() -> WorkloadDescription {
        var pod = WorkloadDescription(id: podID, kind: .pod, runtime: .containerd)
        pod.pod = PodName(namespace: "shop", name: "cart-0", uid: "11111111-2222-3333-4444-555555555555")
        pod.name = "cart-0"
        pod.state = .running
        return pod
    }

    private func member() -> WorkloadDescription {
        var member = WorkloadDescription(id: id, kind: .container, runtime: .containerd)
        member.pod = pod().pod
        member.podID = podID
        member.name = "db"
        member.network = .shared(with: podID)
        member.state = .running
        return member
    }

    @Test(arguments: [false, true])
    func theNetworkCountsOnceForThePod(containerFirst: Bool) throws {
        node.groups.counters = [
            1: counters(cpu: 1, in: 9, bytesIn: 1000), 2: counters(cpu: 50, in: 9, bytesIn: 1000),
        ]
        let events: [RuntimeEvent] = [.described(pod()), .described(member())]
        node.docker.events = containerFirst ? events.reversed() : events
        node.happens(
            .appeared(1, GroupName(id: podID, podUID: "u", path: "/kubepods/podu/\(podID)")),
            .appeared(2, GroupName(id: id, podUID: "u", path: "/kubepods/podu/\(id)")),
            .running(1, processID: 1),
            .running(2, processID: 2)
        )
        node.pass(.seconds(1))
        let samples = try node.poll().sorted { $0.name < $1.name }
        #expect(samples.map(\.bytesIn) == [1000, nil])
        #expect(samples.map(\.cpuMilliseconds) == [nil, 50])
        #expect(samples[0].parent == "2.1")
        #expect(samples[1].parent == samples[0].source)
        #expect(samples[0].name.hasPrefix("k8s__cart-0_shop_"))
        #expect(samples[1].text(.podContainer) == nil || samples[1].text(.podContainer) == "db")
    }

    /// Where nothing tells that they share it.
    @Test func aNetworkOfTwoThatSeemToHaveItAloneCountsOnce() throws {
        node.groups.counters = [
            1: counters(cpu: 1, in: 9, bytesIn: 1000), 2: counters(cpu: 50, in: 9, bytesIn: 1000),
        ]
        for (group, id) in [(1, id), (2, podID)] {
            var description = WorkloadDescription(id: id, kind: .container, runtime: .containerd)
            (description.name, description.state) = ("c\(group)", .running)
            node.happens(.appeared(group, GroupName(runtime: .containerd, id: id, path: "/default/\(id)")))
            node.tells(.described(description))
        }
        for _ in 1...2 {
            #expect(try node.poll().sorted { $0.name < $1.name }.map(\.bytesIn) == [1000, nil])
        }
        node.happens(.ended(1, counters(cpu: 1, in: 9, bytesIn: 1000), isComplete: true))
        node.tells(.ended(id: id, exitCode: 0, at: nil))
        #expect(try node.poll().map(\.bytesIn) == [1000], "the other one goes on")
        #expect(node.takeSent().last?.bytesIn == 1000, "the final sample has it")
    }

    @Test func whatIsInAPodAndHasNoNameYetCountsNoNetwork() {
        node.groups.counters[1] = counters(cpu: 1, in: 9, bytesIn: 1000)
        node.happens(
            .appeared(1, GroupName(runtime: .containerd, id: id, podUID: "u", path: "/kubepods/podu/\(id)")),
            .running(1, processID: 1)
        )
        node.pass(.seconds(2))
        #expect(node.takeSent().map(\.bytesIn) == [nil])
        node.tells(.described(pod()), .described(member()))
        #expect(node.takeSent().allSatisfy { $0.bytesIn == nil })
        #expect(node.monitor.namespaceOwners.isEmpty)
    }

    @Test func aPodThatIsNamedLateHasThePodsDataSource() throws {
        let other = FakeNode(.containerd)
        other.tells(.described(pod()))
        other.pass(.seconds(10))
        let expected = try #require(other.monitor.dataSources.first)
        node.groups.counters[1] = counters(cpu: 1)
        node.happens(
            .appeared(1, GroupName(runtime: .containerd, id: podID, podUID: "u", path: "/kubepods/podu/\(podID)")),
            .running(1, processID: 1)
        )
        node.pass(.seconds(2))
        #expect(node.takeSent().map(\.name) == [podID])
        node.tells(.described(pod()))
        #expect(node.takeSent().map(\.source) == [expected.description])
        #expect(node.monitor.dataSources == [expected])
        #expect(node.monitor.registry.count == 1)
        node.happens(.ended(1, counters(cpu: 2), isComplete: true))
        node.tells(.ended(id: podID, exitCode: nil, at: nil), .removed(id: podID))
        #expect(node.takeSent().map(\.source) == [expected.description])
        #expect(node.monitor.registry.count == 0, "no data source is kept for what is gone")
    }

    @Test func aContainerOfDockerThatIsInAPodIsKnownAsSuch() {
        let node = FakeNode()
        node.groups.counters[1] = counters(cpu: 1)
        node.happens(.appeared(1, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")))
        var description = container(name: "k8s_db_cart-0_shop_11111111-2222-3333-4444-555555555555_0")
        description.labels = [
            "io.kubernetes.pod.name": "cart-0", "io.kubernetes.pod.namespace": "shop",
            "io.kubernetes.pod.uid": "11111111-2222-3333-4444-555555555555", "io.kubernetes.container.name": "db",
            "io.kubernetes.sandbox.id": podID,
        ]
        node.tells(.described(description))
        let sent = node.takeSent()
        #expect(sent[0].text(.podName) == "cart-0")
        #expect(sent[0].text(.podContainer) == "db")
        #expect(sent[0].text(.containerName) == nil)
    }
}
