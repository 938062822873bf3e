import SFlow
import Testing

@testable import Agent

@Suite struct PollScheduleTests {
    private func time(_ seconds: Double) -> MonotonicTime {
        MonotonicTime(nanoseconds: UInt64(seconds * 1_000_000_000))
    }

    /// Runs a schedule from one moment to another and returns what was polled when.
    private func run(_ schedule: inout PollSchedule, from: Double, to: Double) -> [(Double, DataSource)] {
        var polls: [(Double, DataSource)] = []
        while let due = schedule.deadline, due < time(to) {
            let now = max(due, time(from))
            while let source = schedule.nextDue(now) { polls.append((Double(now.nanoseconds) / 1e9, source)) }
        }
        return polls
    }

    private let sources = (0..<100).map { DataSource.interface(UInt32($0)) }

    @Test(arguments: [0.0, 0.3, 0.999])
    func everySourceIsPolledOnceAnIntervalAndEvenlySpread(_ shift: Double) {
        var schedule = PollSchedule(interval: .seconds(30), shift: shift)
        schedule.update(sources, now: time(1000))
        #expect(Set(run(&schedule, from: 1000, to: 1001.1).map(\.1)) == Set(sources))
        _ = run(&schedule, from: 1001.1, to: 1060)
        for start in stride(from: 1060.0, to: 1180.0, by: 30.0) {
            let polls = run(&schedule, from: start, to: start + 30)
            #expect(polls.count == 100)
            #expect(Set(polls.map(\.1)).count == 100)
            for second in 0..<30 {
                let there = polls.filter { Int($0.0 - start) == second }.count
                #expect((1...6).contains(there), "\(there) in second \(second)")
            }
        }
    }

    @Test func theDistanceBetweenTwoPollsOfASourceIsTheInterval() {
        var schedule = PollSchedule(interval: .seconds(10), shift: 0.5)
        schedule.update(Array(sources.prefix(3)), now: time(5))
        let polls = run(&schedule, from: 5, to: 100)
        for source in sources.prefix(3) {
            let times = polls.filter { $0.1 == source }.map(\.0).dropFirst()
            for (a, b) in zip(times, times.dropFirst()) { #expect(abs(b - a - 10) < 1e-6) }
        }
    }

    @Test func whatStaysKeepsItsMoment() {
        var schedule = PollSchedule(interval: .seconds(10), shift: 0.2)
        schedule.update(Array(sources.prefix(4)), now: time(0))
        _ = run(&schedule, from: 0, to: 20)
        var changed = schedule
        changed.update([sources[1], sources[50]], now: time(20))
        #expect(changed.count == 2)
        let before = run(&schedule, from: 20, to: 60).filter { $0.1 == sources[1] }.map(\.0)
        let after = run(&changed, from: 20, to: 60)
        #expect(after.filter { $0.1 == sources[1] }.map(\.0) == before)
        #expect(after.first { $0.1 == sources[50] }.map { $0.0 < 21 } == true)
        #expect(!after.contains { $0.1 == sources[0] })
    }

    @Test func missedPollsAreNotMadeUpFor() {
        var schedule = PollSchedule(interval: .seconds(1), shift: 0)
        schedule.update([.host], now: time(0))
        _ = run(&schedule, from: 0, to: 3)
        var polls = 0
        while schedule.nextDue(time(1000)) != nil { polls += 1 }
        #expect(polls == 1)
        #expect(schedule.deadline! > time(1000))
    }

    @Test func manySourcesDoNotMeanManyWakeUps() {
        var schedule = PollSchedule(interval: .seconds(1), shift: 0.1)
        schedule.update((0..<1000).map { .interface($0) }, now: time(0))
        _ = run(&schedule, from: 0, to: 10)
        let polls = run(&schedule, from: 10, to: 11)
        #expect(polls.count == 1000)
        #expect(Set(polls.map(\.0)).count == 10)
    }

    @Test func noIntervalNoPolls() {
        var schedule = PollSchedule(interval: .zero, shift: 0)
        schedule.update(sources, now: time(0))
        #expect(schedule.deadline == nil)
        schedule.setInterval(.seconds(5), now: time(1))
        schedule.update(sources, now: time(1))
        #expect(schedule.count == 100)
        schedule.setInterval(.zero, now: time(2))
        let due = schedule.nextDue(time(100))
        #expect(due == nil)
    }

    @Test func aSourceThatHasJustBeenPolledWaitsForItsTurn() {
        var schedule = PollSchedule(interval: .seconds(30), shift: 0.1)
        schedule.update(sources, now: time(1000), isPolled: { $0.index < 50 })
        let early = run(&schedule, from: 1000, to: 1001.1).map(\.1.index)
        #expect(early.allSatisfy { $0 >= 50 } && early.count == 50)
        let polls = run(&schedule, from: 1001.1, to: 1045).filter { $0.1.index < 50 }
        #expect(Set(polls.map(\.1)).count == 50)
        #expect(polls.allSatisfy { $0.0 >= 1015 })
    }
}
