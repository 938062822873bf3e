import Workloads

/// The data-source indices of workloads (class 3): the one that follows from the UUID, as collectors expect it, or the next that
/// is free. Which these were is remembered in a file, so that a workload has the same index when the agent starts again.
package struct DataSourceRegistry {
    /// All that there are.
    package static let indices: ClosedRange<UInt32> = 100_000...149_999

    /// How often there was none left.
    package private(set) var refusals: UInt64 = 0
    /// How many are in use.
    package var count: Int { indexOf.count }

    private var indexOf: [UInt128: UInt32] = [:]
    private var inUse: Set<UInt32> = []
    private var displaced: DisplacedDataSources
    /// What is remembered has changed since it was written; `refresh` writes it.
    package private(set) var isUnsaved = false
    private var savedAt: Int64?

    /// The file is written at most this often, in milliseconds: where many workloads come and go, many collide.
    static let saveInterval: Int64 = 10_000
    private let file: StateFile?
    private let log: Log

    /// Reads what was remembered. Without a `file` nothing is. `now` is in milliseconds since 1970, here and below.
    package init(file: StateFile?, now: Int64, log: Log) {
        (self.file, self.log) = (file, log)
        displaced = DisplacedDataSources()
        guard let file else { return }
        switch file.read() {
        case .success(let text): displaced = DisplacedDataSources(text, now: now)
        case .failure(let error): log.warning("\(file.path) cannot be read: \(error.description)")
        }
    }

    /// The index of a workload, the same until it is released; `nil`: all are in use.
    package mutating func index(for uuid: UInt128, now: Int64) -> UInt32? {
        if let index = indexOf[uuid] { return index }
        guard let index = remembered(uuid) ?? free(for: uuid) else {
            refusals += 1
            return nil
        }
        indexOf[uuid] = index
        inUse.insert(index)
        if index == displaced.entries[uuid]?.index {
            if displaced.see(uuid, now: now) { isUnsaved = true }
        } else if index != Self.firstChoice(uuid) {
            displaced.remember(uuid, index, now: now)
            save(now)
        } else {
            displaced.forget(uuid)
        }
        return index
    }

    /// The workload is gone. An index that was not its first choice is kept for it as long as others are free.
    package mutating func release(_ uuid: UInt128) {
        if let index = indexOf.removeValue(forKey: uuid) { inUse.remove(index) }
    }

    /// To be called about once an hour: forgets what is too old, and writes down, at most once a day, what is still there.
    package mutating func refresh(now: Int64) {
        for uuid in Array(displaced.entries.keys) where indexOf[uuid] != nil {
            if displaced.see(uuid, now: now) { isUnsaved = true }
        }
        if displaced.forgetUnseen(now: now) || isUnsaved { save(now) }
    }

    /// By the hash that existing agents use.
    static func firstChoice(_ uuid: UInt128) -> UInt32 {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: uuid >> UInt128(120 - 8 * $0)) }
        return indices.lowerBound + nameHash(bytes) % UInt32(indices.count)
    }

    private func remembered(_ uuid: UInt128) -> UInt32? {
        guard let index = displaced.entries[uuid]?.index, !inUse.contains(index) else { return nil }
        return index
    }

    /// The first choice or the next that no one uses and no one else is to have again; where there is none, the next that no
    /// one uses.
    private func free(for uuid: UInt128) -> UInt32? {
        guard inUse.count < Self.indices.count else { return nil }
        let first = Self.firstChoice(uuid)
        var index = first, unused: UInt32?
        repeat {
            if !inUse.contains(index) {
                if displaced.owner(of: index) == nil { return index }
                unused = unused ?? index
            }
            index = index == Self.indices.upperBound ? Self.indices.lowerBound : index + 1
        } while index != first
        return unused
    }

    private mutating func save(_ now: Int64) {
        isUnsaved = savedAt.map { now - $0 < Self.saveInterval && now >= $0 } ?? false
        guard !isUnsaved else { return }
        savedAt = now
        guard let file else { return }
        do {
            try file.replace(with: displaced.text)
        } catch {
            log.log(
                .warning,
                every: .seconds(24 * 3600),
                key: "data sources",
                "\(file.path) cannot be written: \(error.description); data sources of workloads may change with the next start"
            )
        }
    }
}
