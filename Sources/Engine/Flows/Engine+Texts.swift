import FlowLanguage
import FlowTables
import Synchronization

/// Says when the table of texts is to be swept.
final class TextSweeper: Sendable {
    /// Nanoseconds between two sweeps, at least.
    static let interval: Int64 = 10_000_000_000

    private let next = Atomic<Int64>(.min)

    /// True for one thread, once an interval.
    func begins(now: Int64) -> Bool {
        let due = next.load(ordering: .relaxed)
        guard now >= due else { return false }
        return next.compareExchange(expected: due, desired: .max, ordering: .acquiring).exchanged
    }

    /// The sweep is over: no other began meanwhile.
    func end(now: Int64) { next.store(now + Self.interval, ordering: .releasing) }
}

extension Engine {
    /// Frees the texts that no flow has any more, where more than half of the room for them is taken.
    func sweepTexts(now: Int64) {
        let texts = flowEnvironment.texts
        guard texts.isHalfFull, textSweeper.begins(now: now) else { return }
        defer { textSweeper.end(now: self.now) }
        var marks = texts.beginSweep()
        forEachShard { $0.flows.markTexts(in: &marks) }
        texts.endSweep(marks)
    }
}

extension FlowSet {
    /// Marks the texts that the tables hold; what the thread remembers of texts is forgotten.
    func markTexts(in marks: inout TextMarks) {
        thread.forgetTexts()
        for flow in installed where flow.shared.program.hasTexts {
            for source in flow.tables.indices where flow.tables.has(source) {
                flow.tables[source].forEachKey { flow.shared.program.markTexts(of: $0, in: &marks) }
            }
            flow.live?.forEachKey { flow.shared.program.markTexts(of: $0, in: &marks) }
        }
        log.forEachKey { key, shared in shared.program.markTexts(of: key, in: &marks) }
    }
}
