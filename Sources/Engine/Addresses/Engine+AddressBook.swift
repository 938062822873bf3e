import FlowLanguage
import Synchronization

/// The address book of the moment, and when the next may be made.
final class AddressBookKeeper: Sendable {
    private struct State {
        var changes: [UInt64] = []
        /// Nanoseconds of the engine's clock.
        var next = Int64.min
        /// Kept while an ingest thread may still be reading it: to free it takes time.
        var previous: AddressBook?
    }

    private let state = Mutex(State())
    private let published = Mutex(AddressBook())

    /// What was published last.
    var book: AddressBook { published.withLock { $0 } }

    /// Between books at least, in nanoseconds; and never more of the time than a part in `share` is spent on them.
    private static let interval: Int64 = 500_000_000
    private static let share: Int64 = 10

    /// Makes a book of what `collect` brings if that has changed. True: there is a new one.
    func refresh(capacity: Int, _ now: () -> Int64, _ collect: () -> [StationList]) -> Bool {
        state.withLockIfAvailable { state in
            let start = now()
            guard start >= state.next else { return false }
            let lists = collect()
            defer { state.next = start + max(Self.interval, Self.share * (now() - start)) }
            guard lists.map(\.changes) != state.changes else { return false }
            state.changes = lists.map(\.changes)
            let book = AddressBook(AddressBookMaker(lists.map(\.stations), capacity: capacity))
            state.previous = published.withLock { published in
                defer { published = book }
                return published
            }
            return true
        } ?? false
    }
}

/// The stations of a shard, and how often they have changed.
struct StationList {
    let stations: [Station?]
    let changes: UInt64
}

extension Engine {
    /// Makes whom addresses belong to known to key functions, if it has changed. To be called about once a second, by no
    /// ingest thread; it takes the shards one after another, each for no longer than some stations need.
    package func refreshAddressBook() {
        let isNew = lookupSources.addresses.refresh(capacity: configuration.maximumAddresses, { now }) {
            cells.map { cell in
                let parts = cell.shard.withLock { $0.stations.changedCount } / Self.stationsAtOnce + 1
                for _ in 0..<parts where !cell.shard.withLock({ $0.updateStations(limit: Self.stationsAtOnce) }) {
                    break
                }
                return cell.shard.withLock { StationList(stations: $0.stations.stations, changes: $0.stations.changes) }
            }
        }
        if isNew { lookups.invalidate() }
    }

    private static let stationsAtOnce = 256
}
