import NetTypes
import Workloads

/// The indices of workloads whose own index was taken, as they are remembered over restarts: bounded, and forgotten when
/// they have not been seen for a week.
struct DisplacedDataSources {
    struct Entry: Equatable {
        var index: UInt32
        /// When its workload was last seen, in milliseconds since 1970, to the day.
        var seen: Int64
    }

    /// Beyond it the one that has not been seen for the longest time is forgotten.
    static let maximumCount = 4096
    static let day: Int64 = 24 * 3600 * 1000
    static let lifetime = 7 * day

    private(set) var entries: [UInt128: Entry] = [:]
    private var owners: [UInt32: UInt128] = [:]

    init() {}

    /// Reads what `text` wrote. Lines that are none, contradict an earlier one or are too old are passed over.
    init(_ text: String, now: Int64) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) where entries.count < Self.maximumCount {
            guard let (uuid, entry) = Self.parse(line, now), entries[uuid] == nil, owners[entry.index] == nil else {
                continue
            }
            (entries[uuid], owners[entry.index]) = (entry, uuid)
        }
    }

    private static func parse(_ line: Substring.UTF8View, _ now: Int64) -> (UInt128, Entry)? {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        guard words.count == 3, let uuid = parseUUID(words[0]), let index = UInt32(words[1]),
            DataSourceRegistry.indices.contains(index), let seen = Int64(words[2])
        else { return nil }
        guard seen > now - lifetime else { return nil }
        return (uuid, Entry(index: index, seen: min(seen, now)))
    }

    /// A line each, the one seen last first.
    var text: String {
        let lines = entries.sorted { ($1.value.seen, $0.key) < ($0.value.seen, $1.key) }.map {
            "\(uuidText($0.key)) \($0.value.index) \($0.value.seen)\n"
        }
        return "# Data sources of workloads that are not the first choice: UUID, index, last seen (ms since 1970).\n"
            + lines.joined()
    }

    /// Whose index it is to be again.
    func owner(of index: UInt32) -> UInt128? { owners[index] }

    mutating func remember(_ uuid: UInt128, _ index: UInt32, now: Int64) {
        forget(uuid)
        if let other = owners[index] { forget(other) }
        if entries.count >= Self.maximumCount, let oldest = entries.min(by: { $0.value.seen < $1.value.seen }) {
            forget(oldest.key)
        }
        (entries[uuid], owners[index]) = (Entry(index: index, seen: now), uuid)
    }

    mutating func forget(_ uuid: UInt128) {
        guard let entry = entries.removeValue(forKey: uuid) else { return }
        owners[entry.index] = nil
    }

    /// Its workload is there. Returns whether that is worth writing down.
    mutating func see(_ uuid: UInt128, now: Int64) -> Bool {
        guard let entry = entries[uuid], now - entry.seen >= Self.day else { return false }
        entries[uuid]?.seen = now
        return true
    }

    /// Forgets what has not been seen for a week. Returns whether there was any.
    mutating func forgetUnseen(now: Int64) -> Bool {
        let old = entries.filter { $0.value.seen <= now - Self.lifetime }
        for uuid in old.keys { forget(uuid) }
        return !old.isEmpty
    }
}
