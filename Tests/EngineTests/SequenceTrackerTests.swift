import Testing

@testable import Engine

@Suite struct SequenceTrackerTests {
    private func counts(_ numbers: [UInt32]) -> SequenceCounts {
        var tracker = SequenceTracker(), counts = SequenceCounts()
        for number in numbers { counts.count(tracker.observe(number)) }
        return counts
    }

    @Test func inOrderCountsNothing() {
        let counts = counts([7, 8, 9, 10])
        #expect(counts.lost == 0 && counts.duplicates == 0 && counts.outOfOrder == 0)
    }

    @Test func aGapIsLoss() { #expect(counts([1, 2, 6]).lost == 3) }

    @Test func whatComesLateIsNoLongerLost() {
        let counts = counts([1, 3, 2, 4])
        #expect(counts.lost == 0 && counts.outOfOrder == 1 && counts.duplicates == 0)
    }

    @Test func aDuplicateIsTold() {
        let counts = counts([1, 2, 2, 1, 3])
        #expect(counts.duplicates == 2 && counts.lost == 0)
    }

    @Test func theNumberWraps() { #expect(counts([.max - 1, .max, 0, 1]).lost == 0) }

    @Test func aSenderThatBeginsAnewLosesNothing() {
        #expect(counts([100_000, 1, 2, 3]).lost == 0)
        var tracker = SequenceTracker()
        _ = tracker.observe(100_000)
        #expect(tracker.observe(1) == .reset)
        #expect(tracker.observe(2) == .next)
    }

    @Test func aGapOfSixtyFourForgetsTheWindow() {
        var tracker = SequenceTracker()
        _ = tracker.observe(1)
        #expect(tracker.observe(65) == .gap(63))
        #expect(tracker.observe(64) == .late)
        #expect(tracker.observe(65) == .duplicate)
    }
}
