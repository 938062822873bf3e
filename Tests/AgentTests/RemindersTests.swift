import Testing

@testable import Agent

@Suite struct RemindersTests {
    private func moment(_ seconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: seconds * 1_000_000_000) }

    @Test func eachIsTakenOnceWhenItsMomentHasCome() {
        var reminders = Reminders()
        (reminders["a"], reminders["b"], reminders["c"]) = (moment(3), moment(1), moment(2))
        #expect(reminders.earliest == moment(1))
        #expect(reminders.takeDue(moment(0)).isEmpty)
        #expect(Set(reminders.takeDue(moment(2))) == ["b", "c"])
        #expect(reminders.earliest == moment(3))
        #expect(reminders.takeDue(moment(3)) == ["a"])
        #expect(reminders.takeDue(moment(9)).isEmpty)
        #expect(reminders.earliest == nil)
    }

    @Test func oneThatIsWithdrawnWakesOnceAtMost() {
        var reminders = Reminders()
        (reminders["a"], reminders["b"]) = (moment(1), moment(5))
        reminders["a"] = nil
        #expect(reminders.takeDue(moment(1)).isEmpty)
        #expect(reminders.earliest == moment(5))
    }
}

@Suite struct SharedNamesTests {
    @Test func aNameIsSharedAsLongAsAnotherBearsIt() {
        var names = SharedNames()
        names.set("1", "web")
        #expect(!names.isShared("web", besides: "1"))
        #expect(names.isShared("web", besides: "2"), "one that is not there yet")
        names.set("2", "web")
        #expect(names.isShared("web", besides: "1") && names.isShared("web", besides: "2"))
        names.set("2", "db")
        #expect(!names.isShared("web", besides: "1"))
        #expect(!names.isShared("db", besides: "2"))
        names.set("1", nil)
        #expect(!names.isShared("web", besides: "3"))
    }
}
