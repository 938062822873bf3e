import NetTypes
import SFlow
import XDR

/// The hosts and workloads of a shard as the address book is to have them, by the numbers of their data sources. What has
/// changed is only marked while datagrams come; it is made anew when the book is.
struct StationLedger: Sendable {
    /// What was last heard of a data source.
    private struct Source {
        /// Hashes of its `host_descr` and `host_adapters`; 0: there was none.
        var description: UInt64 = 0
        var adapters: UInt64 = 0
        var macs: [MACAddress] = []
        var isChanged = false
    }

    private var sources: [Source] = []
    /// Those to be made anew.
    private var changed: [Int] = []
    private(set) var stations: [Station?] = []
    /// Counts what the book has not seen.
    private(set) var changes: UInt64 = 0

    /// MAC addresses that are kept of a data source.
    static let macLimit = 64

    var hasChanged: Bool { !changed.isEmpty }
    var changedCount: Int { changed.count }

    /// Marks a data source.
    mutating func mark(_ number: Int) {
        prepare(number)
        guard !sources[number].isChanged else { return }
        sources[number].isChanged = true
        changed.append(number)
    }

    private mutating func prepare(_ number: Int) {
        while sources.count <= number { sources.append(Source()) }
    }

    /// Takes a counter record if it says who a data source is.
    mutating func note(_ record: Record, in bytes: RawSpan, of number: Int) {
        switch record.format {
        case HostDescription.format:
            prepare(number)
            let hash = Self.hash(bytes, record.body)
            guard hash != sources[number].description else { return }
            sources[number].description = hash
            mark(number)
        case HostAdapters.format:
            prepare(number)
            let hash = Self.hash(bytes, record.body)
            guard hash != sources[number].adapters else { return }
            sources[number].adapters = hash
            sources[number].macs = Self.macs(bytes, record.body)
            mark(number)
        default: return
        }
    }

    /// Forgets a data source.
    mutating func remove(_ number: Int) {
        guard number < sources.count else { return }
        if !sources[number].isChanged { sources[number] = Source() } else { sources[number] = Source(isChanged: true) }
        guard number < stations.count, stations[number] != nil else { return }
        stations[number] = nil
        changes &+= 1
    }

    func macs(of number: Int) -> [MACAddress] { number < sources.count ? sources[number].macs : [] }

    /// Takes one of those that have changed; `nil` after the last.
    mutating func next() -> Int? {
        guard let number = changed.popLast() else { return nil }
        sources[number].isChanged = false
        return number
    }

    /// Puts what a data source is now in place of what it was.
    mutating func set(_ station: Station?, at number: Int) {
        while stations.count <= number { stations.append(nil) }
        guard station != nil || stations[number] != nil else { return }
        stations[number] = station
        changes &+= 1
    }
}

extension StationLedger {
    /// Tells one record from the next; whose hash an agent could forge is its own.
    private static func hash(_ bytes: RawSpan, _ range: ByteRange) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325, offset = range.start
        let end = min(range.end, bytes.byteCount)
        while offset + 8 <= end {
            hash = (hash ^ bytes.bigEndian64(offset)) &* 0x0000_0100_0000_01b3
            hash ^= hash >> 29
            offset += 8
        }
        while offset < end {
            hash = (hash ^ UInt64(bytes.bigEndian8(offset))) &* 0x0000_0100_0000_01b3
            offset += 1
        }
        return max(hash, 1)
    }

    /// The addresses of stations; those of groups and nought are none.
    private static func macs(_ bytes: RawSpan, _ range: ByteRange) -> [MACAddress] {
        guard let record = try? HostAdapters(reading: bytes, range) else { return [] }
        var macs: [MACAddress] = []
        for adapter in record.adapters {
            for element in adapter.macs where macs.count < macLimit {
                let mac = MACAddress(element.address)
                if mac.bits != 0, !mac.isGroup, !macs.contains(mac) { macs.append(mac) }
            }
        }
        return macs
    }
}
