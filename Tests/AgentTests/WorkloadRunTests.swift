import SFlow
import Testing
import Workloads

@testable import Agent

private let id = String(repeating: "0123456789abcdef", count: 4)

/// Runs of one container that are told of late, or in another order than they happened.
@Suite struct WorkloadRunTests {
    private let node = FakeNode()

    private func container(_ state: WorkloadDescription.State) -> WorkloadDescription {
        var description = WorkloadDescription(id: id, kind: .container, runtime: .docker)
        description.name = "web"
        description.state = state
        return description
    }

    private func counters(cpu milliseconds: UInt64) -> GroupCounters {
        var counters = GroupCounters()
        counters.cpu = milliseconds * 1_000_000
        return counters
    }

    private func run(group: Int) {
        node.groups.counters[group] = counters(cpu: 1)
        node.happens(
            .appeared(group, GroupName(runtime: .docker, id: id, path: "/docker/\(id)")),
            .running(group, processID: 42)
        )
    }

    /// The moment of the node's clock, in milliseconds since 1970.
    private var wallClock: Int64 { node.monitor.wallClock() }

    @Test(arguments: [-1, 40] as [Int64])
    func aStartThatIsToldAfterTheEndIsNoOtherRun(delay: Int64) {
        node.tells(.described(container(.created)))
        run(group: 1)
        node.happens(.ended(1, counters(cpu: 9), isComplete: true))
        let ended = wallClock
        node.pass(.seconds(3))
        #expect(node.takeSent().map(\.state) == [1, 5])
        node.tells(.started(id: id, at: ended + delay))
        #expect(node.takeSent().isEmpty)
        #expect(node.monitor.dataSources.isEmpty)
        node.tells(.ended(id: id, exitCode: 3, at: ended + 50))
        let late = node.takeSent()
        #expect(late.map(\.state) == [nil])
        #expect(late.first?.number(.exitCode) == 3)
    }

    @Test func aListOfBeforeTheEndDoesNotKeepTheExitCodeBack() {
        node.tells(.described(container(.created)))
        run(group: 1)
        node.happens(.ended(1, counters(cpu: 9), isComplete: true))
        node.pass(.seconds(3))
        node.pass(.seconds(15))
        _ = node.takeSent()
        node.tells(.listed([container(.running)]))
        node.tells(.ended(id: id, exitCode: 3, at: nil))
        #expect(node.takeSent().map { $0.number(.exitCode) } == [3])
    }

    @Test func aRestartOfWhatOnlyItsRuntimeShowsIsAnotherRun() {
        node.tells(.described(container(.running)))
        node.pass(.seconds(10))
        node.tells(.ended(id: id, exitCode: 0, at: wallClock))
        node.pass(.milliseconds(100))
        node.tells(.started(id: id, at: wallClock))
        node.pass(.seconds(1))
        #expect(node.takeSent().map(\.state) == [1, 5, 1])
    }

    @Test func theEndOfTheRunBeforeIsNotThatOfTheOneThatTheKernelShows() {
        node.tells(.described(container(.created)))
        run(group: 1)
        node.pass(.seconds(1))
        node.happens(.ended(1, counters(cpu: 9), isComplete: true))
        node.tells(.ended(id: id, exitCode: 0, at: wallClock))
        let ended = wallClock
        node.pass(.milliseconds(200))
        run(group: 2)
        _ = node.takeSent()
        var before = container(.ended(exitCode: 0))
        (before.startedAt, before.endedAt) = (ended - 1000, ended)
        node.tells(.listed([before]))
        node.pass(.seconds(5))
        #expect(node.takeSent().isEmpty)
        #expect(node.monitor.dataSources.count == 1)
    }

    @Test func nothingEndsBeforeItStarted() throws {
        node.tells(.described(container(.created)))
        run(group: 1)
        node.happens(.ended(1, counters(cpu: 9), isComplete: true))
        let ended = wallClock
        node.tells(.started(id: id, at: ended + 30), .ended(id: id, exitCode: 0, at: ended + 50))
        let last = try #require(node.takeSent().last)
        #expect(last.number(.started) == last.number(.ended))
    }
}
