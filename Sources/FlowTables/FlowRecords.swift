import CPrefetch

/// The flows of a table, one behind the other: the packed key, then numbers, then the words of `FlowExtras`. A five-tuple
/// has a line of the processor's caches.
///
/// All sums are in units of the landmark: a rate is a sum divided by the weight of now and by the time constant.
@safe struct FlowRecords: ~Copyable {
    /// The numbers behind the key.
    enum Field: Int {
        /// Σ x, where x = sampling rate · value · weight.
        case sum
        /// Σ x²·(1 − 1/N): the variance of `sum` under 1-in-N sampling.
        case squares
        /// Σ weight.
        case samples
        /// The sum that the flow may have been given too much when it took over the place of another.
        case overcount
        /// When the flow came, in seconds.
        case birth

        static let count = 5
    }

    // Room for at least `count` records, which are initialized.
    private var storage: LineStorage
    private(set) var count = 0
    /// In words; `touched` is where the last word stands that a sample changes, or the last but a few.
    private let sizes: (keyWords: UInt16, stride: UInt16, touched: UInt16)

    /// Without room for any.
    init(keyWords: Int, extraWords: Int) {
        let stride = Self.stride(keyWords: keyWords, extraWords: extraWords)
        let touched = extraWords > 0 ? min(stride, 16) - 1 : keyWords + Field.samples.rawValue
        sizes = (UInt16(keyWords), UInt16(stride), UInt16(touched))
        unsafe storage = unsafe LineStorage(count: 0)
    }

    /// Words from a record to the next. One that a line would almost hold has a line to itself: it would lie in two.
    static func stride(keyWords: Int, extraWords: Int) -> Int {
        let words = keyWords + Field.count + extraWords
        return words % 8 == 7 ? words + 1 : words
    }

    var keyWords: Int { @inline(__always) get { Int(sizes.keyWords) } }
    var stride: Int { @inline(__always) get { Int(sizes.stride) } }

    /// The words of all records.
    var words: Span<UInt64> {
        @inline(__always) @_lifetime(borrow self)
        get {
            unsafe _overrideLifetime(Span(_unsafeStart: storage.words, count: count &* stride), borrowing: self)
        }
    }

    private var mutableWords: MutableSpan<UInt64> {
        @inline(__always) @_lifetime(&self)
        mutating get {
            let words = unsafe MutableSpan(_unsafeStart: storage.words, count: count &* stride)
            return unsafe _overrideLifetime(words, mutating: &self)
        }
    }

    /// Where the words of a record's extras begin.
    @inline(__always)
    func extras(_ record: Int) -> Int { record &* stride &+ keyWords &+ Field.count }

    subscript(word: Int) -> UInt64 {
        @inline(__always) get { words[word] }
        @inline(__always) set {
            var words = mutableWords
            words[word] = newValue
        }
    }

    @inline(__always)
    subscript(record: Int, field: Field) -> Double {
        get { Double(bitPattern: self[record * stride + keyWords + field.rawValue]) }
        set { self[record * stride + keyWords + field.rawValue] = newValue.bitPattern }
    }

    /// What Space-Saving orders by: the sum that the flow has at most.
    @inline(__always)
    func bound(_ record: Int) -> Double { self[record, .sum] + self[record, .overcount] }

    /// What samples are added to.
    var sums: FlowSums {
        @inline(__always) @_lifetime(&self) mutating get {
            let stride = stride, keyWords = keyWords
            return FlowSums(words: mutableWords, stride: stride, keyWords: keyWords)
        }
    }

    /// Makes a record at the end, for which there must be room, with extras of zeros, and returns its number.
    mutating func append(_ key: Span<UInt64>, birth: Double) -> Int {
        unsafe storage.words.advanced(by: count * stride).initialize(repeating: 0, count: stride)
        count += 1
        replace(count - 1, key, overcount: 0, birth: birth)
        return count - 1
    }

    /// Gives the record to another flow, which may owe `overcount` of its sum to those before.
    mutating func replace(_ record: Int, _ key: Span<UInt64>, overcount: Double, birth: Double) {
        for index in key.indices { self[record * stride + index] = key[index] }
        self[record, .sum] = 0
        self[record, .squares] = 0
        self[record, .samples] = 0
        self[record, .overcount] = overcount
        self[record, .birth] = birth
    }

    /// The key of a record.
    @_lifetime(borrow self)
    func key(_ record: Int) -> Span<UInt64> {
        words.extracting(record * stride..<record * stride + keyWords)
    }

    /// Whether there is a record of that number, and of this key.
    @inline(__always)
    func holds(_ key: Span<UInt64>, at record: Int) -> Bool {
        guard record >= 0, record < count else { return false }
        let words = words, base = record &* stride
        for index in key.indices where words[base &+ index] != key[index] { return false }
        return true
    }

    /// Asks for the memory of a record; a negative number is none.
    @inline(__always)
    func prefetch(_ record: Int) {
        let words = unsafe storage.words + max(record, 0) &* stride
        unsafe sl_prefetch(words)
        if stride != 8 { unsafe sl_prefetch(words + Int(sizes.touched)) }
    }

    /// Moves the sums to another landmark.
    mutating func rescale(_ factor: Double) {
        for record in 0..<count {
            self[record, .sum] *= factor
            self[record, .squares] *= factor * factor
            self[record, .samples] *= factor
            self[record, .overcount] *= factor
        }
    }

    /// Removes the records whose samples have decayed below those given; others keep their order.
    mutating func removeAll(samplesBelow floor: Double) {
        var kept = 0
        for record in 0..<count where self[record, .samples] >= floor {
            for index in 0..<stride { self[kept * stride + index] = self[record * stride + index] }
            kept += 1
        }
        count = kept
    }

    /// Makes room for so many records, not fewer than there are, and for no more.
    mutating func resize(to room: Int) {
        precondition(room >= count, "records are not thrown away")
        let moved = unsafe LineStorage(count: room * stride)
        unsafe moved.words.initialize(from: storage.words, count: count * stride)
        unsafe storage = moved
    }
}

/// What a sample adds to its flow.
struct Contribution {
    let sum: Double
    let squares: Double
    let samples: Double
    private let rate: Double

    @inline(__always)
    init(_ value: Double, _ samplingRate: Double, _ weight: Double) {
        let weighted = value * weight
        rate = max(samplingRate, 1)
        sum = rate * weighted
        // N²·v²·(1 − 1/N) = N·(N − 1)·v².
        squares = rate * (rate - 1) * weighted * weighted
        samples = weight
    }

    /// The packets that the sample stands for.
    var weight: Double { rate * samples }

    /// What the square of a value is multiplied by to be a variance.
    var spread: Double { rate * (rate - 1) * samples * samples }
}

/// The sums of all flows, while samples are added to them.
struct FlowSums: ~Copyable, ~Escapable {
    private var words: MutableSpan<UInt64>
    private let stride: Int
    private let keyWords: Int

    @inline(__always) @_lifetime(copy words)
    init(words: consuming MutableSpan<UInt64>, stride: Int, keyWords: Int) {
        self.words = words
        self.stride = stride
        self.keyWords = keyWords
    }

    /// Adds one sample: three sums, one cache line or two.
    @inline(__always) @_lifetime(self: copy self)
    mutating func add(_ contribution: Contribution, to record: Int) {
        let base = record &* stride &+ keyWords
        words[base] = (Double(bitPattern: words[base]) + contribution.sum).bitPattern
        words[base &+ 1] = (Double(bitPattern: words[base &+ 1]) + contribution.squares).bitPattern
        words[base &+ 2] = (Double(bitPattern: words[base &+ 2]) + contribution.samples).bitPattern
    }
}
