import FlowLanguage
import Synchronization

/// The latest flow records, numbered, for whoever asks; and those that wait to be exported.
///
/// Readers come with the number that they know and take what is newer. Nobody is waited for: a reader that comes too late
/// has missed what the ring has no room for.
package final class FlowLog: Sendable {
    private struct State {
        var ring: RecentRing<FlowRecord>
        var waiting: [FlowRecord] = []
        var wake: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>
    private let number = Atomic(0)
    private let made = Atomic(0)
    private let lost = Atomic(0)
    /// Told of every record that is kept.
    package let listeners = Listeners()
    /// Records that are kept.
    package let capacity: Int
    /// Records that wait to be exported, at most.
    static let exportLimit = 65_536

    package init(capacity: Int) {
        self.capacity = max(capacity, 1)
        state = Mutex(State(ring: RecentRing(capacity: capacity)))
    }

    /// The number of the latest record; 0: there is none.
    package var latest: Int { number.load(ordering: .relaxed) }

    /// Records that were made, also those for exporters alone.
    package var generated: Int { made.load(ordering: .relaxed) }

    /// Records that were not exported because too many waited.
    package var unexported: Int { lost.load(ordering: .relaxed) }

    /// The records that are newer than a number, newest first. A number that no record has reached is one of a log before
    /// this one: then all are newer.
    /// - Parameter names: of the definitions; empty: all.
    package func records(after known: Int = 0, names: Set<String> = [], limit: Int) -> [FlowRecord] {
        let latest = latest, known = known > latest ? 0 : known
        guard latest > known, limit > 0 else { return [] }
        return state.withLock { state in
            state.ring.newest(limit) {
                $0.flowID > known
            } where: {
                names.isEmpty || names.contains($0.name)
            }
        }
    }

    /// Takes records in the order of their ends.
    func append(_ records: [FlowRecord]) {
        made.add(records.count, ordering: .relaxed)
        state.withLock { state in
            let wasEmpty = state.waiting.isEmpty
            for record in records { append(record, to: &state) }
            // While it is locked: nobody takes away what is woken.
            if wasEmpty, !state.waiting.isEmpty { state.wake?() }
        }
        listeners.tell()
    }

    private func append(_ record: FlowRecord, to state: inout State) {
        var record = record
        if record.definition.definition.log {
            record.flowID = number.add(1, ordering: .relaxed).newValue
            state.ring.append(record)
        }
        guard !record.definition.definition.ipfixCollectors.isEmpty, state.wake != nil else { return }
        if state.waiting.count < Self.exportLimit {
            state.waiting.append(record)
        } else {
            lost.add(1, ordering: .relaxed)
        }
    }
}

// MARK: Export

extension FlowLog {
    /// Has records of definitions with IPFIX collectors wait for `takeExports`. `wake` is called when one waits again, on an
    /// ingest thread: it must not wait for anything. `nil`: none wait any more.
    package func onExport(_ wake: (@Sendable () -> Void)?) {
        state.withLock { state in
            state.wake = wake
            if wake == nil { state.waiting = [] }
        }
    }

    /// The records that waited.
    package func takeExports() -> [FlowRecord] {
        state.withLock { state in
            let records = state.waiting
            state.waiting = []
            return records
        }
    }
}
