import Budget
import NetTypes

/// The tables of a definition by the number of the data source.
///
/// Pointers, so that a look into a table is a look and no more: to hold it by a reference would be to count that reference
/// for every packet. Every pointer that is not `nil` points to a table that this value alone has.
@safe package struct SourceTables: ~Copyable {
    var places: [UnsafeMutablePointer<FlowTable>?] = unsafe []
    private let hash: KeyHash
    /// What was read ahead: kept, so that it is read.
    private var touched: UInt64 = 0

    /// `hash` is that of the tables.
    package init(hash: KeyHash) { self.hash = hash }

    deinit { for source in indices { unsafe Self.free(places[source]) } }

    private static func free(_ place: UnsafeMutablePointer<FlowTable>?) {
        unsafe place?.deinitialize(count: 1)
        unsafe place?.deallocate()
    }

    /// Bytes that the place of a table takes.
    package static let placeBytes = MemoryLayout<Int>.stride

    /// Gives back the places behind the last table.
    package mutating func trim() {
        while let last = unsafe places.last, unsafe last == nil { unsafe places.removeLast() }
        if unsafe places.capacity > 2 * places.count + 16 { unsafe places = unsafe Array(places[...]) }
    }

    /// Numbers up to which there may be tables.
    package var indices: Range<Int> { unsafe places.indices }

    @inline(__always)
    package func has(_ source: Int) -> Bool { unsafe source < places.count && places[source] != nil }

    /// The table of a data source that has one.
    package subscript(source: Int) -> FlowTable {
        @inline(__always) unsafeAddress { unsafe UnsafePointer(places[source]!) }
        @inline(__always) unsafeMutableAddress { unsafe places[source]! }
    }

    /// Gives a data source its table, in place of the one that it may have.
    package mutating func insert(_ table: consuming FlowTable, at source: Int) {
        while unsafe places.count <= source { unsafe places.append(nil) }
        unsafe Self.free(places[source])
        let place = UnsafeMutablePointer<FlowTable>.allocate(capacity: 1)
        unsafe place.initialize(to: table)
        unsafe places[source] = unsafe place
    }

    package mutating func remove(_ source: Int) {
        guard has(source) else { return }
        unsafe Self.free(places[source])
        unsafe places[source] = nil
    }
}

// The tables belong to this value alone.
extension SourceTables: @unchecked Sendable {}

/// Samples that came together, of one data source or of several: for each a place in every list.
@safe package struct SampleBatch: ~Escapable {
    /// As many words for each as the keys of the tables have.
    let keys: Span<UInt64>
    /// The numbers of the data sources.
    let sources: Span<Int>
    /// What each packet counts: 1, or its bytes.
    let values: Span<Double>
    /// Each packet stands for so many; less than 1 counts as 1.
    let samplingRates: Span<Double>
    /// A word for each of the tables' extras: the bits of a number, which is left aside where it is not finite, or a hash.
    let extras: Span<UInt64>

    @_lifetime(copy keys, copy sources, copy values, copy samplingRates, copy extras)
    package init(
        keys: Span<UInt64>,
        sources: Span<Int>,
        values: Span<Double>,
        samplingRates: Span<Double>,
        extras: Span<UInt64>
    ) {
        self.keys = keys
        self.sources = sources
        self.values = values
        self.samplingRates = samplingRates
        self.extras = extras
    }
}

extension SourceTables {
    /// Adds samples; returns by how many flows the tables have grown. A data source without a table is passed over.
    /// - Parameters:
    ///   - decay: of the batch that the samples are in.
    ///   - allowance: where memory is taken from; a table that gets none lets newcomers take the places of the smallest.
    package mutating func update(
        _ batch: borrowing SampleBatch,
        decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        var grown = 0, first = 0
        while first < batch.sources.count {
            let range = first..<min(first + Lookups.limit, batch.sources.count)
            grown += update(batch, range, decay, &allowance)
            first = range.upperBound
        }
        return grown
    }

    /// All are looked up, then their records read, before any is added; what is read decides nothing until all of it has
    /// been asked for, so that the cache misses of different samples overlap.
    @inline(__always)
    private mutating func update(
        _ batch: borrowing SampleBatch,
        _ range: Range<Int>,
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        var lookups = Lookups(), read: UInt64 = 0
        let keyWords = batch.keys.count / batch.sources.count
        for place in range {
            let code = hash(batch.keys.extracting(place &* keyWords..<(place &+ 1) &* keyWords))
            lookups.codes[place &- range.lowerBound] = code
            guard has(batch.sources[place]) else { continue }
            read ^= unsafe places[batch.sources[place]]!.pointee.index.home(code)
        }
        for place in range where has(batch.sources[place]) {
            let code = lookups.codes[place &- range.lowerBound]
            let (record, word) = unsafe places[batch.sources[place]]!.pointee.lookAhead(code)
            lookups.candidates[place &- range.lowerBound] = Int32(truncatingIfNeeded: record)
            read ^= word
        }
        touched ^= read
        var grown = 0
        for place in range where has(batch.sources[place]) {
            let (code, candidate) = lookups[place &- range.lowerBound]
            grown &+= unsafe places[batch.sources[place]]!.pointee.add(
                batch,
                place,
                keyWords,
                code,
                candidate,
                decay,
                &allowance
            )
        }
        return grown
    }
}

extension FlowTable {
    /// The record that a hash most likely leads to, or -1, and its first word.
    @inline(__always)
    fileprivate func lookAhead(_ code: UInt32) -> (record: Int, word: UInt64) {
        let record = index.candidate(code), word = max(record, 0) &* records.stride
        return (record, word < records.words.count ? records.words.span[word] : 0)
    }

    /// Adds one sample of a batch; returns by how many flows the table has grown.
    @inline(__always)
    fileprivate mutating func add(
        _ batch: borrowing SampleBatch,
        _ place: Int,
        _ keyWords: Int,
        _ code: UInt32,
        _ candidate: Int,
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        begin(decay)
        let before = records.count
        let key = batch.keys.extracting(place &* keyWords..<(place &+ 1) &* keyWords)
        let contribution = Contribution(batch.values[place], batch.samplingRates[place], decay.weight)
        let record = add(contribution, key, code, candidate, decay, &allowance)
        if !extras.isEmpty { addExtras(batch.extras, place, contribution, to: record, decay, &allowance) }
        return records.count &- before
    }
}

/// What the indexes said of a few keys.
private struct Lookups {
    static let limit = 16
    var codes = InlineArray<16, UInt32>(repeating: 0)
    var candidates = InlineArray<16, Int32>(repeating: -1)

    @inline(__always)
    subscript(place: Int) -> (code: UInt32, candidate: Int) { (codes[place], Int(candidates[place])) }
}
