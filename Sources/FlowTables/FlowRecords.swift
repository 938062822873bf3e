/// The flows of a table, one behind the other: the packed key, then numbers, then the words of `FlowExtras`. A five-tuple
/// is 56 bytes.
///
/// All sums are in units of the landmark: a rate is a sum divided by the weight of now and by the time constant.
struct FlowRecords: ~Copyable {
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

    let keyWords: Int
    let stride: Int
    private(set) var count = 0
    private(set) var words: [UInt64] = []

    init(keyWords: Int, extraWords: Int) {
        self.keyWords = keyWords
        stride = keyWords + Field.count + extraWords
    }

    /// Where the words of a record's extras begin.
    @inline(__always)
    func extras(_ record: Int) -> Int { record &* stride &+ keyWords &+ Field.count }

    subscript(word: Int) -> UInt64 {
        @inline(__always) get { words[word] }
        @inline(__always) set { words[word] = newValue }
    }

    @inline(__always)
    subscript(record: Int, field: Field) -> Double {
        get { Double(bitPattern: words[record * stride + keyWords + field.rawValue]) }
        set { words[record * stride + keyWords + field.rawValue] = newValue.bitPattern }
    }

    /// What Space-Saving orders by: the sum that the flow has at most.
    @inline(__always)
    func bound(_ record: Int) -> Double { self[record, .sum] + self[record, .overcount] }

    /// What samples are added to.
    var sums: FlowSums {
        @inline(__always) @_lifetime(&self) mutating get {
            FlowSums(words: words.mutableSpan, stride: stride, keyWords: keyWords)
        }
    }

    /// Makes a record at the end, with extras of zeros, and returns its number.
    mutating func append(_ key: Span<UInt64>, birth: Double) -> Int {
        for index in key.indices { words.append(key[index]) }
        for _ in 0..<Field.birth.rawValue { words.append(0) }
        words.append(birth.bitPattern)
        for _ in 0..<stride - keyWords - Field.count { words.append(0) }
        count += 1
        return count - 1
    }

    /// Gives the record to another flow, which may owe `overcount` of its sum to those before.
    mutating func replace(_ record: Int, _ key: Span<UInt64>, overcount: Double, birth: Double) {
        for index in key.indices { words[record * stride + index] = key[index] }
        self[record, .sum] = 0
        self[record, .squares] = 0
        self[record, .samples] = 0
        self[record, .overcount] = overcount
        self[record, .birth] = birth
    }

    /// The key of a record.
    @_lifetime(borrow self)
    func key(_ record: Int) -> Span<UInt64> {
        words.span.extracting(record * stride..<record * stride + keyWords)
    }

    /// Whether there is a record of that number, and of this key.
    @inline(__always)
    func holds(_ key: Span<UInt64>, at record: Int) -> Bool {
        guard record >= 0, record < count else { return false }
        let words = words.span, base = record &* stride
        for index in key.indices where words[base &+ index] != key[index] { return false }
        return true
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
            for index in 0..<stride { words[kept * stride + index] = words[record * stride + index] }
            kept += 1
        }
        words.removeLast((count - kept) * stride)
        count = kept
    }

    /// Makes room for so many records, not fewer than there are, and for no more.
    mutating func resize(to room: Int) {
        var moved: [UInt64] = []
        moved.reserveCapacity(room * stride)
        moved.append(contentsOf: words)
        words = moved
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
