import PacketHeaders

extension FlowProgram {
    /// Packs the keys of the packets, of the definition's kind, that the filter accepts and that lack no key and no value.
    /// - Parameters:
    ///   - bytes: the datagram that the samples were decoded from.
    ///   - state: what this thread keeps for the program.
    package func evaluate(
        _ samples: borrowing PacketSamples,
        _ bytes: RawSpan,
        _ state: FlowState,
        into keys: inout KeyBatch
    ) {
        keys.keyWords = keyWords
        keys.extraCount = extraCount
        if hasOperations { state.thread.begin(samples.context) }
        if hasReads { state.prefetch(filter.code, samples.samples, kinds, bytes) }
        keys.count =
            isPlain
            ? fill(samples, bytes, state, &keys.words, &keys.values, &keys.rates, &keys.sources)
            : fillMixed(
                samples,
                bytes,
                state,
                &keys.words,
                &keys.values,
                &keys.rates,
                &keys.sources,
                &keys.extras
            )
    }

    /// Returns how many keys there are.
    private func fill(
        _ packets: borrowing PacketSamples,
        _ bytes: RawSpan,
        _ state: FlowState,
        _ words: inout [UInt64],
        _ values: inout [Double],
        _ rates: inout [Double],
        _ sources: inout [Int]
    ) -> Int {
        let samples = packets.samples, numbers = packets.sources
        var words = words.mutableSpan, values = values.mutableSpan
        var rates = rates.mutableSpan, sources = sources.mutableSpan
        let countsFrames = countsFrames
        var count = 0
        for index in samples.indices {
            guard !samples[index].kind.isDisjoint(with: kinds),
                filter.accepts(samples[index], bytes, state),
                pack(samples[index], bytes, into: &words, at: count &* keyWords)
            else { continue }
            values[count] = countsFrames ? 1 : Double(samples[index].frameLength)
            rates[count] = Double(samples[index].samplingRate)
            sources[count] = numbers[index]
            count &+= 1
        }
        return count
    }

    private var countsFrames: Bool {
        if case .frames = value.source { return true }
        return false
    }

    /// The same with keys and values of any kind.
    private func fillMixed(
        _ packets: borrowing PacketSamples,
        _ bytes: RawSpan,
        _ state: FlowState,
        _ words: inout [UInt64],
        _ values: inout [Double],
        _ rates: inout [Double],
        _ sources: inout [Int],
        _ extras: inout [UInt64]
    ) -> Int {
        let samples = packets.samples, numbers = packets.sources
        var words = words.mutableSpan, values = values.mutableSpan, extras = extras.mutableSpan
        var rates = rates.mutableSpan, sources = sources.mutableSpan
        var count = 0
        for index in samples.indices {
            guard !samples[index].kind.isDisjoint(with: kinds),
                filter.accepts(samples[index], bytes, state),
                pack(samples[index], bytes, state, into: &words, at: count &* keyWords),
                let value = value(of: samples[index], bytes, state)
            else { continue }
            if extraCount > 0 {
                guard measure(samples[index], bytes, state, into: &extras, at: count &* extraCount) else { continue }
            }
            values[count] = value
            rates[count] = Double(samples[index].samplingRate)
            sources[count] = numbers[index]
            count &+= 1
        }
        return count
    }

    /// Packs the key of a sample that the filter accepts; false where it does not, or where the sample lacks a key.
    /// - Parameters:
    ///   - bytes: the datagram that the sample was decoded from.
    ///   - state: what this thread keeps for the program.
    package func evaluate(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState,
        into key: inout KeyBuffer
    ) -> Bool {
        guard filter.accepts(sample, bytes, state) else { return false }
        var words = key.words.mutableSpan
        return pack(sample, bytes, state, into: &words, at: 0)
    }

    @inline(__always)
    private func pack(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState,
        into words: inout MutableSpan<UInt64>,
        at first: Int
    ) -> Bool {
        hasPlainKeys
            ? pack(sample, bytes, into: &words, at: first) : packMixed(sample, bytes, state, into: &words, at: first)
    }
}

// MARK: Values

extension FlowProgram {
    /// What a table orders by: the value of a sample, before it is multiplied by the sampling rate, or 1 where the value
    /// is no rate. `nil` where the sample lacks it.
    @inline(__always)
    package func value(of sample: borrowing SampleFields, _ bytes: RawSpan, _ state: FlowState) -> Double? {
        guard value.aggregate == .rate else { return 1 }
        switch value.source {
        case .bytes: return Double(sample.frameLength)
        case .frames: return 1
        case .computed(let code, _):
            let register = state.run(filter.code, code, sample, bytes)
            return register.isAbsent ? nil : Double(register.low)
        }
    }

    /// The extras of a sample; false where it lacks one.
    func measure(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState,
        into extras: inout MutableSpan<UInt64>,
        at first: Int
    ) -> Bool {
        for index in extraMeasures.indices {
            var value = Register(1), textTag: Int8 = -1
            switch extraMeasures[index].source {
            case .bytes: value = Register(UInt128(sample.frameLength))
            case .frames: break
            case .computed(let code, let tag):
                value = state.run(filter.code, code, sample, bytes)
                textTag = tag
            }
            guard !value.isAbsent else { return false }
            extras[first &+ index] =
                extraMeasures[index].aggregate == .count
                ? environment.texts.distinct(value, textTag) : Double(value.low).bitPattern
        }
        return true
    }
}

extension TextTable {
    /// A hash of a value, the same on all threads, by which different values are counted. A text's is its own, whatever
    /// its number.
    fileprivate func distinct(_ value: Register, _ textTag: Int8) -> UInt64 {
        let bits = value.tag == textTag ? value.bits >> 64 : value.bits
        return UInt64(truncatingIfNeeded: hasher(bits, UInt64(UInt8(bitPattern: value.tag))))
    }
}

extension Register {
    /// The value as it is in a packed key: of a text only the number.
    @inline(__always)
    fileprivate func packed(_ textTag: Int8) -> (low: UInt64, high: UInt64) {
        tag == textTag ? (low & 0xffff_ffff, 0) : (low, UInt64(truncatingIfNeeded: bits >> 64))
    }
}

// MARK: Packing

extension FlowProgram {
    @inline(__always)
    private func pack(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        into words: inout MutableSpan<UInt64>,
        at first: Int
    ) -> Bool {
        let steps = steps.span
        var filling = WordFilling(at: first)
        for index in steps.indices {
            var value: UInt64, high: UInt64 = 0
            if steps[index].isWide {
                guard let both = sample.loadWide(steps[index].load, bytes) else { return false }
                value = UInt64(truncatingIfNeeded: both)
                high = UInt64(truncatingIfNeeded: both >> 64)
            } else {
                guard let narrow = sample.load(steps[index].load, bytes) else { return false }
                value = narrow
            }
            filling.add(value, high, steps[index], to: &words)
        }
        filling.finish(&words)
        return true
    }

    /// The same for keys of any kind.
    @inline(never)
    private func packMixed(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState,
        into words: inout MutableSpan<UInt64>,
        at first: Int
    ) -> Bool {
        let steps = steps.span
        var filling = WordFilling(at: first), computed = Register.absent
        for index in steps.indices {
            var value: UInt64, high: UInt64 = 0
            switch steps[index].source {
            case .sample where steps[index].isWide:
                guard let both = sample.loadWide(steps[index].load, bytes) else { return false }
                value = UInt64(truncatingIfNeeded: both)
                high = UInt64(truncatingIfNeeded: both >> 64)
            case .defaulted:
                let constant = filter.code.constants[Int(steps[index].code.first)].bits
                value = sample.load(steps[index].load, bytes) ?? UInt64(truncatingIfNeeded: constant)
            case .called:
                guard let input = sample.value(steps[index].load, bytes) else { return false }
                computed = state.call(Int(steps[index].code.first), Register(input))
                guard !computed.isAbsent else { return false }
                (value, high) = computed.packed(steps[index].textTag)
            case .sample:
                guard let narrow = sample.load(steps[index].load, bytes) else { return false }
                value = narrow
            case .tag:
                computed = state.run(filter.code, steps[index].code, sample, bytes)
                guard !computed.isAbsent else { return false }
                value = UInt64(UInt8(bitPattern: computed.tag))
            case .computed:
                computed = state.run(filter.code, steps[index].code, sample, bytes)
                guard !computed.isAbsent else { return false }
                (value, high) = computed.packed(steps[index].textTag)
            case .same: (value, high) = computed.packed(steps[index].textTag)
            }
            filling.add(value, high, steps[index], to: &words)
        }
        filling.finish(&words)
        return true
    }
}

/// Fills the words of a packed key, in a register: a store that the next value would have to read again is slow.
private struct WordFilling {
    private var place: Int
    private var word: UInt64 = 0

    @inline(__always)
    init(at first: Int) { place = first }

    /// Adds a value; `high` is the upper half of a wide one.
    @inline(__always)
    mutating func add(
        _ value: UInt64,
        _ high: UInt64,
        _ step: borrowing FlowProgram.KeyStep,
        to words: inout MutableSpan<UInt64>
    ) {
        let shift = UInt64(step.shift)
        var last = value
        if step.isWide {
            store(value, shift, to: &words)
            last = high
        }
        if step.fillsWord { store(last, shift, to: &words) } else { word |= last &<< shift }
    }

    /// Stores what is left. There is room for one word more than the key has.
    @inline(__always)
    func finish(_ words: inout MutableSpan<UInt64>) { words[place] = word }

    /// Completes a word; the bits of the value that do not fit begin the next one.
    @inline(__always)
    private mutating func store(_ value: UInt64, _ shift: UInt64, to words: inout MutableSpan<UInt64>) {
        words[place] = word | value &<< shift
        word = (value &>> 1) &>> (63 &- shift)
        place &+= 1
    }
}
