import Agent
import NetTypes
import Testing

@testable import DockerWatcher

@Suite struct ContainerTableTests {
    private func container(
        _ id: String,
        _ state: WorkloadDescription.State = .running,
        processID: Int32? = nil
    ) -> WorkloadDescription {
        var container = WorkloadDescription(id: id, kind: .container, runtime: .docker)
        (container.name, container.state, container.processID) = ("n-" + id, state, processID)
        return container
    }

    /// A table and short words for what it told.
    private final class Subject {
        var table = ContainerTable(runtime: .docker)
        var told: [String] = []

        func tell(_ event: RuntimeEvent) { told.append(word(event)) }

        @discardableResult
        func event(_ kind: ContainerEvent.Kind, _ id: String = "a", at: Int64? = nil, name: String = "") -> Bool {
            table.take(ContainerEvent(kind: kind, id: id, at: at, name: name), tell)
        }

        @discardableResult
        func list(_ list: [WorkloadDescription], asked: UInt64? = nil, isFirst: Bool = false) -> ContainerTable.Findings
        {
            table.take(list: list, asked: asked ?? table.time, isFirst: isFirst, tell)
        }

        @discardableResult
        func inspect(_ container: WorkloadDescription, asked: UInt64? = nil) -> Bool {
            table.take(inspected: container, asked: asked ?? table.time, tell)
        }

        func take() -> [String] {
            defer { told = [] }
            return told
        }

        subscript(id: String) -> WorkloadDescription? { table.entries[id]?.container }
    }

    @Test func aBlinkIsKnownByItsEventsAlone() {
        let subject = Subject()
        subject.event(.created, at: 1, name: "job")
        #expect(subject.event(.started, at: 2))
        subject.event(.ended(exitCode: 7), at: 3)
        subject.event(.removed)
        #expect(subject.take() == ["described a created", "started a 2", "ended a 7 3", "removed a"])
    }

    @Test func anEndOfSomethingUnknownDescribesItFirst() {
        let subject = Subject()
        subject.event(.ended(exitCode: nil), at: 3, name: "job")
        #expect(subject.take() == ["described a ended", "ended a - 3"])
    }

    @Test func anAnswerFromBeforeTheEndDoesNotResurrect() {
        let subject = Subject()
        subject.event(.started, at: 2)
        let asked = subject.table.time
        subject.event(.ended(exitCode: 0), at: 3)
        subject.inspect(container("a", .running, processID: 5), asked: asked)
        #expect(subject["a"]?.state == .ended(exitCode: 0))
        #expect(subject["a"]?.processID == nil)
        #expect(subject.take().last == "described a ended")
    }

    @Test func anAnswerFromBeforeTheRemovalDoesNotResurrect() {
        let subject = Subject()
        subject.event(.started)
        let asked = subject.table.time
        subject.event(.removed)
        subject.inspect(container("a"), asked: asked)
        subject.list([container("a")], asked: asked)
        #expect(subject["a"] == nil)
        subject.inspect(container("a"))
        #expect(subject["a"] != nil)
    }

    @Test func anEndThatInspectToldIsToldOnce() {
        let subject = Subject()
        subject.list([container("a")], isFirst: true)
        #expect(subject.inspect(container("a", .ended(exitCode: 9))))
        subject.event(.ended(exitCode: 9))
        #expect(subject.take() == ["listed a", "described a ended", "ended a 9 -"])
    }

    @Test func aListThatWasOvertakenDoesNotTakeAway() {
        let subject = Subject()
        let asked = subject.table.time
        subject.event(.started, "new")
        let findings = subject.list([container("old")], asked: asked, isFirst: true)
        #expect(findings.missing == [])
        #expect(subject.take().last == "listed new,old")
    }

    @Test func aListShowsWhatNoEventTold() {
        let subject = Subject()
        subject.list([container("a"), container("b"), container("c")], isFirst: true)
        let findings = subject.list([container("b"), container("c", .paused), container("d")])
        #expect(findings == ContainerTable.Findings(missing: ["a"], changed: ["c", "d"]))
        // What is missing stays until the engine was asked for it.
        #expect(subject.take().last == "listed a,b,c,d")
        let wasUntold = subject.table.take(unknown: "a", asked: subject.table.time, subject.tell)
        #expect(wasUntold)
        #expect(subject.take() == ["removed a"])
    }

    @Test func whatEndedIsListedUntilTheConnectionEnds() {
        let subject = Subject()
        subject.event(.started)
        subject.event(.ended(exitCode: 0))
        subject.event(.created, "b")
        subject.list([])
        #expect(subject.take().last == "listed a,b")
        subject.list([], isFirst: true)
        #expect(subject.take().last == "listed ")
    }

    @Test func fewOfTheEndedAreRemembered() {
        let subject = Subject()
        for index in 0..<1000 {
            subject.event(.started, "c\(index)")
            subject.event(.ended(exitCode: 0), "c\(index)")
        }
        #expect(subject.table.entries.count == ContainerTable.maximumEnded)
        #expect(subject["c999"] != nil)
    }

    @Test func aRestartIsAnEndAndAStart() {
        let subject = Subject()
        subject.event(.started, at: 1)
        subject.inspect(container("a", .running, processID: 5))
        subject.event(.ended(exitCode: 143), at: 2)
        #expect(subject.event(.started, at: 3))
        #expect(subject["a"]?.processID == nil && subject["a"]?.endedAt == nil)
        subject.inspect(container("a", .running, processID: 6))
        #expect(subject["a"]?.processID == 6)
        #expect(subject.take().suffix(3) == ["ended a 143 2", "started a 3", "described a running"])
    }

    @Test func aStartThatInspectToldIsNotAskedAboutAgain() {
        let subject = Subject()
        var running = container("a", .running, processID: 5)
        running.startedAt = 1000
        subject.inspect(running)
        #expect(!subject.event(.started, at: 1003))
        #expect(subject["a"]?.processID == 5)
        #expect(subject.event(.started, at: 9000))
    }

    @Test func pausesAndNames() {
        let subject = Subject()
        subject.list([container("a")], isFirst: true)
        subject.inspect(container("a", .running, processID: 5))
        subject.event(.paused)
        subject.event(.resumed)
        subject.event(.renamed, name: "other")
        subject.event(.outOfMemory)
        #expect(subject.event(.networked))
        #expect(!subject.event(.networked, "unknown"))
        #expect(subject["a"]?.name == "other" && subject["a"]?.state == .running)
        #expect(
            subject.take().suffix(4) == ["paused a", "resumed a", "described a running", "outOfMemory a"]
        )
    }

    @Test func whatEndedKeepsItsAddresses() {
        let subject = Subject()
        var running = container("a")
        (running.addresses, running.hardwareAddresses) = ([.v4(1)], [2])
        subject.list([running], isFirst: true)
        subject.inspect(container("a", .ended(exitCode: 0)))
        #expect(subject["a"]?.addresses == [.v4(1)] && subject["a"]?.hardwareAddresses == [2])
    }

    @Test func containersAreBounded() {
        let subject = Subject()
        subject.list((0..<10_000).map { container("c\($0)") }, isFirst: true)
        #expect(subject.table.entries.count == ContainerTable.maximumCount)
        #expect(subject.table.refused == 10_000 - ContainerTable.maximumCount)
        #expect(!subject.event(.started, "more"))
    }
}

/// `started a 5`: what happened, to whom, its exit code and time.
func word(_ event: RuntimeEvent) -> String {
    func text(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "-" }
    switch event {
    case .listed(let all): return "listed " + all.map(\.id).sorted().joined(separator: ",")
    case .described(let one): return "described \(one.id) \(word(one.state))"
    case .unknown(let id): return "unknown \(id)"
    case .started(let id, let time): return "started \(id) \(text(time))"
    case .paused(let id): return "paused \(id)"
    case .resumed(let id): return "resumed \(id)"
    case .outOfMemory(let id): return "outOfMemory \(id)"
    case .ended(let id, let exitCode, let time): return "ended \(id) \(text(exitCode)) \(text(time))"
    case .removed(let id): return "removed \(id)"
    }
}

func word(_ state: WorkloadDescription.State) -> String {
    switch state {
    case .created: "created"
    case .running: "running"
    case .paused: "paused"
    case .ended: "ended"
    }
}
