import Testing

@testable import Agent

@Suite struct ResolutionScheduleTests {
    private func time(_ seconds: UInt64) -> MonotonicTime { MonotonicTime(milliseconds: seconds * 1000) }

    private func ask(_ schedule: inout ResolutionSchedule, _ now: MonotonicTime) -> Bool { schedule.shouldAsk(now) }

    @Test func failuresAreTriedAgainWithGrowingPauses() {
        var schedule = ResolutionSchedule(now: time(0)), now = time(0), pauses: [Int64] = []
        for _ in 0..<9 {
            #expect(ask(&schedule, now) == true)
            #expect(ask(&schedule, now) == false)
            schedule.failed(now)
            pauses.append((schedule.due - now).nanoseconds / 1_000_000_000)
            now = schedule.due
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60])
    }

    @Test func anAddressIsLookedUpAgainAfterMinutesAndSoonerWhenSendingFails() {
        var schedule = ResolutionSchedule(now: time(0))
        #expect(ask(&schedule, time(0)) == true)
        schedule.succeeded(time(1))
        #expect(ask(&schedule, time(300)) == false)
        #expect(schedule.due == time(301))
        schedule.sendingFailed(time(10))
        #expect(schedule.due == time(11))
        schedule.sendingFailed(time(10))
        #expect(schedule.due == time(11))
    }

    @Test func anAnswerThatNeverComesIsGivenUp() {
        var schedule = ResolutionSchedule(now: time(0))
        #expect(ask(&schedule, time(0)) == true)
        #expect(ask(&schedule, time(119)) == false)
        #expect(ask(&schedule, time(120)) == true)
    }
}
