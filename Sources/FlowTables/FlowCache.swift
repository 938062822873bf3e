import NetTypes

/// The flows of one data source that are under way: since when, until when, and what each has come to.
///
/// Unlike in a `FlowTable` nothing decays and nothing is estimated beyond sampling: a flow is here from its first packet until
/// it is ended. Flows are chained twice, by their latest packet and by their first, so that those that are due to end are at
/// hand without looking at the others. An empty cache has no storage. A packet of a known flow allocates nothing.
package struct FlowCache: ~Copyable {
    /// The words behind the key of a flow.
    fileprivate enum Field: Int {
        /// When its first packet came, and its latest; seconds.
        case first, last
        /// Σ sampling rate · value, and the variance of that sum: Σ N·(N − 1)·value² under 1-in-N sampling.
        case total, squares
        case samples
        /// Its neighbours by latest and by first packet: the one before in the upper half, the one behind in the lower.
        case byLast, byFirst

        static let count = 7
    }

    private static let nobody = UInt32.max

    private let keyWords: Int
    private let stride: Int
    private let hash: KeyHash
    private var words: [UInt64] = []
    private var index = KeyIndex(records: 0)
    /// The flow that has been idle for longest and the one that had the latest packet; the oldest and the youngest.
    private var idlest = nobody, latest = nobody, oldest = nobody, youngest = nobody
    /// The first of the places that are free again; each has the next in `byLast`.
    private var free = nobody
    /// Flows that are under way.
    package private(set) var count = 0

    /// - Parameter keyWords: words of every key.
    package init(keyWords: Int, hash: KeyHash) {
        self.keyWords = keyWords
        self.hash = hash
        stride = keyWords + Field.count
    }
}

// MARK: Packets

extension FlowCache {
    /// Adds a packet to its flow. False: the flow is not known; it is to be begun.
    /// - Parameters:
    ///   - value: what the packet counts: 1, or its bytes.
    ///   - samplingRate: it stands for so many; less than 1 counts as 1.
    ///   - now: seconds of a clock that never goes back.
    @inline(__always)
    package mutating func add(_ key: Span<UInt64>, value: Double, samplingRate: Double, now: Double) -> Bool {
        let record = index.find(hash(key), key, in: words.span, stride: stride)
        guard record >= 0 else { return false }
        add(value, samplingRate, to: record)
        // Among the packets of one moment none is later than another.
        if self[record, .last] != now { touch(record, now) }
        return true
    }

    /// Begins a flow, which is not known, with its first packet.
    package mutating func begin(_ key: Span<UInt64>, value: Double, samplingRate: Double, now: Double) {
        let record = place()
        for word in key.indices { words[record * stride + word] = key[word] }
        for field in [Field.total, .squares] { self[record, field] = 0 }
        words[at(record, .samples)] = 0
        self[record, .first] = now
        self[record, .last] = now
        let code = hash(key)
        index.insert(code, record: record)
        append(record, .byLast)
        append(record, .byFirst)
        count += 1
        add(value, samplingRate, to: record)
    }

    @inline(__always)
    private mutating func add(_ value: Double, _ samplingRate: Double, to record: Int) {
        let rate = max(samplingRate, 1)
        self[record, .total] += rate * value
        self[record, .squares] += rate * (rate - 1) * value * value
        words[at(record, .samples)] &+= 1
    }

    private mutating func touch(_ record: Int, _ now: Double) {
        self[record, .last] = now
        guard UInt32(record) != latest else { return }
        unlink(record, .byLast)
        append(record, .byLast)
    }
}

// MARK: Ends

/// A flow that is over, or of which so much is to be told.
package struct EndedFlow: Hashable, Sendable {
    /// The packed key.
    package var key: [UInt64]
    /// When its first packet came, and its last: seconds on the clock of the packets.
    package var first: Double
    package var last: Double
    /// Estimated from samples: what all its packets come to.
    package var total: Double
    /// The variance of `total` that comes from sampling.
    package var variance: Double
    /// Packets that were sampled.
    package var samples: Int

    /// Half the width of the 95 % confidence interval in percent; 0 where every packet was seen.
    package var errorPercent: Double { total > 0 ? 196 * variance.squareRoot() / total : 0 }
}

extension FlowCache {
    /// Ends the flow that has been idle for longest, if its latest packet came at `limit` or before; `nil`: none has.
    package mutating func endIdle(since limit: Double = .infinity) -> EndedFlow? {
        guard idlest != Self.nobody, self[Int(idlest), .last] <= limit else { return nil }
        return end(Int(idlest))
    }

    /// Ends the flow that began first, if it began at `limit` or before; `nil`: none did. With its next packet it begins anew.
    package mutating func endLong(begunBy limit: Double) -> EndedFlow? {
        guard oldest != Self.nobody, self[Int(oldest), .first] <= limit else { return nil }
        return end(Int(oldest))
    }

    /// What a flow has come to so far; `nil` where it is not known.
    package func flow(_ key: Span<UInt64>) -> EndedFlow? {
        let record = index.find(hash(key), key, in: words.span, stride: stride)
        return record < 0 ? nil : flow(record)
    }

    /// Visits the packed keys of all flows.
    package func forEachKey(_ body: (Span<UInt64>) -> Void) {
        var record = oldest
        while record != Self.nobody {
            body(key(Int(record)))
            record = neighbours(Int(record), .byFirst).next
        }
    }

    private mutating func end(_ record: Int) -> EndedFlow {
        let flow = flow(record)
        let code = hash(key(record))
        index.remove(code, record: record)
        unlink(record, .byLast)
        unlink(record, .byFirst)
        words[at(record, .byLast)] = UInt64(free)
        free = UInt32(record)
        count -= 1
        if count == 0 { removeAll() } else if places > max(4 * count, Self.sparse) { compact() }
        return flow
    }

    /// Flows that there is storage for.
    var places: Int { words.count / stride }

    /// Places up to which it does not matter how few of them are taken.
    private static let sparse = 256

    /// Gives back the storage of flows that have ended, where it is most of all.
    private mutating func compact() {
        var places: [UInt32: Int] = [:], kept: [UInt64] = []
        kept.reserveCapacity(2 * count * stride)
        for record in order(from: oldest, .byFirst) {
            places[record] = places.count
            kept += words[Int(record) * stride..<(Int(record) + 1) * stride]
        }
        let byLast = order(from: idlest, .byLast).map { places[$0]! }
        words = kept
        (idlest, latest, oldest, youngest) = (Self.nobody, Self.nobody, Self.nobody, Self.nobody)
        free = Self.nobody
        for record in 0..<count { append(record, .byFirst) }
        for record in byLast { append(record, .byLast) }
        grow()
    }

    private func order(from first: UInt32, _ chain: Field) -> [UInt32] {
        var order: [UInt32] = [], record = first
        while record != Self.nobody {
            order.append(record)
            record = neighbours(Int(record), chain).next
        }
        return order
    }

    /// Gives the storage back.
    private mutating func removeAll() {
        words = []
        index.reset(records: 0)
        free = Self.nobody
    }

    private func flow(_ record: Int) -> EndedFlow {
        EndedFlow(
            key: copy(key(record)),
            first: self[record, .first],
            last: self[record, .last],
            total: self[record, .total],
            variance: self[record, .squares],
            samples: Int(truncatingIfNeeded: words[at(record, .samples)])
        )
    }
}

// MARK: Places

extension FlowCache {
    @inline(__always)
    private func at(_ record: Int, _ field: Field) -> Int { record &* stride &+ keyWords &+ field.rawValue }

    private subscript(record: Int, field: Field) -> Double {
        @inline(__always) get { Double(bitPattern: words[at(record, field)]) }
        @inline(__always) set { words[at(record, field)] = newValue.bitPattern }
    }

    @_lifetime(borrow self)
    private func key(_ record: Int) -> Span<UInt64> {
        words.span.extracting(record * stride..<record * stride + keyWords)
    }

    /// A place for a flow: one that is free again, or a new one.
    private mutating func place() -> Int {
        guard free == Self.nobody else {
            let record = Int(free)
            free = UInt32(truncatingIfNeeded: words[at(record, .byLast)])
            return record
        }
        let record = words.count / stride
        if record >= index.capacity { grow() }
        words.append(contentsOf: repeatElement(0, count: stride))
        return record
    }

    private mutating func grow() {
        index.reset(records: max(count * 2, 8))
        var record = oldest
        while record != Self.nobody {
            let code = hash(key(Int(record)))
            index.insert(code, record: Int(record))
            record = neighbours(Int(record), .byFirst).next
        }
    }
}

// MARK: Chains

extension FlowCache {
    private func neighbours(_ record: Int, _ chain: Field) -> (previous: UInt32, next: UInt32) {
        let pair = words[at(record, chain)]
        return (UInt32(truncatingIfNeeded: pair >> 32), UInt32(truncatingIfNeeded: pair))
    }

    private mutating func setPrevious(_ record: UInt32, _ chain: Field, _ previous: UInt32) {
        let place = at(Int(record), chain)
        words[place] = words[place] & 0xffff_ffff | UInt64(previous) << 32
    }

    private mutating func setNext(_ record: UInt32, _ chain: Field, _ next: UInt32) {
        let place = at(Int(record), chain)
        words[place] = words[place] & ~0xffff_ffff | UInt64(next)
    }

    private mutating func append(_ record: Int, _ chain: Field) {
        let last = chain == .byLast ? latest : youngest, record = UInt32(record)
        words[at(Int(record), chain)] = UInt64(last) << 32 | UInt64(Self.nobody)
        if last == Self.nobody { setHead(chain, record) } else { setNext(last, chain, record) }
        setTail(chain, record)
    }

    private mutating func unlink(_ record: Int, _ chain: Field) {
        let (previous, next) = neighbours(record, chain)
        if previous == Self.nobody { setHead(chain, next) } else { setNext(previous, chain, next) }
        if next == Self.nobody { setTail(chain, previous) } else { setPrevious(next, chain, previous) }
    }

    private mutating func setHead(_ chain: Field, _ record: UInt32) {
        if chain == .byLast { idlest = record } else { oldest = record }
    }

    private mutating func setTail(_ chain: Field, _ record: UInt32) {
        if chain == .byLast { latest = record } else { youngest = record }
    }
}
