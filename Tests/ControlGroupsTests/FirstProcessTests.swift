import TestKit
import Testing

@testable import ControlGroups

@Suite struct ProcessFactsTests {
    private func read(_ status: String) -> ProcessFacts? { withBytes(status) { ProcessFacts(7, status: $0) } }

    @Test func status() throws {
        let facts = try #require(
            read(
                "Name:\tmy prog: x\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t7\nPPid:\t42\nNStgid:\t7\t3\t2\nNSpid:\t7\t3\t1\nNSpgid:\t9\t9\t9\n"
            )
        )
        #expect(facts == ProcessFacts(id: 7, parent: 42, name: "my prog: x", depth: 3, innermostID: 1))
        #expect(facts.isInit)
    }

    @Test func statusWithoutNamespaces() throws {
        let facts = try #require(read("Name:\tx\nPPid:\t0\n"))
        #expect(facts == ProcessFacts(id: 7, parent: 0, name: "x", depth: 0))
        #expect(!facts.isInit)
        #expect(read("") == nil)
        #expect(read("PPid:\t1\n") == nil)
    }

    @Test func processOneOfTheHostIsNoContainers() throws {
        #expect(try #require(read("Name:\tinit\nNSpid:\t1\n")).isInit == false)
    }

    @Test(arguments: [
        ("7 (x) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 9 9\n", 12345),
        ("7 (a) b) S (c) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 9 9\n", 12345),
        ("7 (a) S 1 (b) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 9 9\n", 12345), ("7 (x) S 1 2\n", nil),
        ("", nil),
        ("7 x", nil),
    ])
    func start(stat: String, expected: UInt64?) { #expect(withBytes(stat) { startTicks($0) } == expected) }
}

@Suite struct FirstProcessTests {
    private static func process(
        _ id: Int32,
        _ name: String,
        parent: Int32 = 1,
        depth: Int = 1,
        inner: Int32 = 0,
        start: UInt64 = 5000
    ) -> ProcessFacts {
        ProcessFacts(
            id: id,
            parent: parent,
            name: name,
            depth: depth,
            innermostID: inner == 0 ? id : inner,
            startTicks: start
        )
    }

    private func choose(_ processes: [ProcessFacts], guesses: Bool = false) -> FirstProcess? {
        FirstProcess.choose(processes, nowTicks: 5100, guesses: guesses)
    }

    @Test(arguments: [
        [process(10, "exe")], [process(10, "runc:[0:PARENT]")],
        [process(10, "runc:[0:PARENT]"), process(11, "runc:[1:CHILD]", parent: 10)],
        [process(10, "runc")], [process(10, "6")], [],
    ])
    func notYet(processes: [ProcessFacts]) {
        #expect(choose(processes) == nil)
        #expect(choose(processes, guesses: true) == nil)
    }

    @Test func theLastStageBecomesTheProgram() {
        let stages = [Self.process(10, "runc:[0:PARENT]"), Self.process(11, "runc:[1:CHILD]", parent: 9)]
        let last = Self.process(12, "runc:[2:INIT]", parent: 9, depth: 2, inner: 1)
        #expect(choose(stages + [last]) == FirstProcess(id: 12, isCertain: true))
        // Also in the host's PID namespace.
        let inHost = Self.process(13, "runc:[2:INIT]", parent: 9)
        #expect(choose(stages + [inHost]) == FirstProcess(id: 13, isCertain: true))
    }

    @Test func processOneOfTheNamespace() {
        let first = Self.process(20, "sh", depth: 2, inner: 1, start: 5000)
        let entered = Self.process(25, "exec", depth: 2, inner: 8, start: 5001)
        // A namespace in the container has a process 1 as well.
        let nested = Self.process(22, "sh", parent: 20, depth: 3, inner: 1, start: 5000)
        #expect(choose([nested, entered, first]) == FirstProcess(id: 20, isCertain: true))
    }

    @Test func aNameDoesNotHideIt() {
        let first = Self.process(20, "runc:[0:PARENT]", depth: 2, inner: 1)
        #expect(choose([first]) == FirstProcess(id: 20, isCertain: true))
    }

    @Test func theOldestOfTheHostsNamespace() {
        let first = Self.process(30, "server", start: 100), child = Self.process(31, "worker", parent: 30, start: 100)
        let entered = Self.process(29, "exec", parent: 2, start: 3000)
        #expect(choose([child, entered, first]) == FirstProcess(id: 30, isCertain: true))
        // A sandbox in it has a process 1 of a namespace.
        let sandbox = Self.process(32, "zygote", parent: 30, depth: 2, inner: 1, start: 200)
        #expect(choose([sandbox, child, first]) == FirstProcess(id: 30, isCertain: true))
    }

    @Test func aYoungOneIsAGuess() {
        let young = Self.process(30, "server", start: 5090)
        #expect(choose([young]) == nil)
        #expect(choose([young], guesses: true) == FirstProcess(id: 30, isCertain: false))
    }

    @Test func parentsInACircle() {
        let one = Self.process(30, "a", parent: 31, start: 100), two = Self.process(31, "b", parent: 30, start: 101)
        #expect(choose([two, one]) == FirstProcess(id: 30, isCertain: true))
    }
}
