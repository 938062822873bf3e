import PacketHeaders
import Spelling

/// A definition made ready to run: its filter, and its keys as packed bytes.
///
/// The key of a sample is its keys' values one behind the other without gaps, each as wide as its type says, filled with
/// zeros to whole words. Text is made of it only when an answer is rendered.
///
/// Noncopyable, because running a copyable one would copy its arrays for every packet.
package struct FlowProgram: ~Copyable, Sendable {
    /// What is summed for each flow.
    package enum Value: String, CaseIterable, Sendable {
        /// `frameLength` as the agent reports it: the packet on the wire, with its frame check sequence and with what
        /// was stripped before sampling.
        case bytes
        /// 1 for each packet.
        case frames
    }

    /// How one key gets into the packed key.
    struct KeyStep: Sendable {
        var load: FieldLoad
        /// Bytes from the start of the packed key.
        var at: UInt8
        var isWide: Bool
        /// How far the value is shifted in its first word.
        var shift: UInt8 { (at & 7) << 3 }
        /// Whether its last byte, or one behind it, is in the next word.
        var fillsWord: Bool
    }

    package let definition: FlowDefinition
    package let value: Value
    package let keys: [FlowKeyReference]
    package let filter: FilterProgram
    /// It is of discarded packets, not of sampled ones.
    package let countsDiscarded: Bool
    /// Words of the packed key.
    package let keyWords: Int
    private let steps: [KeyStep]
    /// All keys are bits of the sample.
    private let isPlain: Bool
    private let environment: FlowEnvironment

    /// Compiles a definition, or says what is wrong with it and where.
    /// - Parameter environment: what the programs that run beside it share with it.
    package init(
        _ definition: FlowDefinition,
        _ environment: FlowEnvironment = FlowEnvironment()
    ) throws(FlowSyntaxError) {
        let value = try Self.value(definition.value)
        let keys = try KeyListParser.parse(definition.keys)
        let filter = try FilterParser.parse(definition.filter)
        let layout = try Self.layOut(keys, definition.keys)
        self.definition = definition
        self.value = value
        self.keys = keys
        self.environment = environment
        self.filter = FilterProgram(filter, environment)
        isPlain = !keys.contains { $0.load.isText }
        countsDiscarded = definition.dropped
        steps = layout.steps
        keyWords = layout.words
    }

    private static func value(_ text: String) throws(FlowSyntaxError) -> Value {
        if let value = Value(rawValue: text) { return value }
        let names = Value.allCases.map(\.rawValue)
        var error = FlowSyntaxError(
            .value,
            .unknownValue(text),
            in: text,
            at: 0..<text.utf8.count,
            expected: names.joined(separator: " or ")
        )
        error.suggestion = nearestName(to: text, among: names)
        throw error
    }

    private static func layOut(
        _ keys: [FlowKeyReference],
        _ text: String
    ) throws(FlowSyntaxError) -> (steps: [KeyStep], words: Int) {
        var steps: [KeyStep] = [], at = 0
        for key in keys {
            guard at + key.key.type.width <= 8 * KeyBuffer.wordLimit else {
                let problem = FlowSyntaxError.Problem.tooMany("bytes of keys", limit: 8 * KeyBuffer.wordLimit)
                throw FlowSyntaxError(.keys, problem, in: text, at: 0..<text.utf8.count)
            }
            let fillsWord = at & 7 + key.key.type.width >= 8
            steps.append(
                KeyStep(load: key.load, at: UInt8(at), isWide: key.key.type.isWide, fillsWord: fillsWord)
            )
            at += key.key.type.width
        }
        return (steps, (at + 7) / 8)
    }
}

// MARK: Running

extension FlowProgram {
    /// Packs the keys of the packets, of the definition's kind, that the filter accepts and that lack no key.
    /// - Parameters:
    ///   - bytes: the datagram that the samples were decoded from.
    ///   - state: that of the filter, for this thread.
    package func evaluate(
        _ samples: borrowing PacketSamples,
        _ bytes: RawSpan,
        _ state: FlowState,
        into keys: inout KeyBatch
    ) {
        keys.keyWords = keyWords
        keys.count = fill(samples.samples, bytes, state, &keys.words, &keys.values, &keys.rates, &keys.sources)
    }

    /// Returns how many keys there are.
    private func fill(
        _ samples: Span<SampleFields>,
        _ bytes: RawSpan,
        _ state: FlowState,
        _ words: inout [UInt64],
        _ values: inout [Double],
        _ rates: inout [Double],
        _ sources: inout [Int]
    ) -> Int {
        var words = words.mutableSpan, values = values.mutableSpan
        var rates = rates.mutableSpan, sources = sources.mutableSpan
        var count = 0
        for index in samples.indices {
            guard samples[index].isDiscarded == countsDiscarded,
                filter.accepts(samples[index], bytes, state),
                pack(samples[index], bytes, state, into: &words, at: count &* keyWords)
            else { continue }
            values[count] = value(of: samples[index])
            rates[count] = Double(samples[index].samplingRate)
            sources[count] = samples[index].source
            count &+= 1
        }
        return count
    }

    /// Packs the key of a sample that the filter accepts; false where it does not, or where the sample lacks a key.
    /// - Parameters:
    ///   - bytes: the datagram that the sample was decoded from.
    ///   - state: that of the filter, for this thread.
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

    /// The value of a sample, before it is multiplied by the sampling rate.
    @inline(__always)
    package func value(of sample: borrowing SampleFields) -> Double {
        value == .frames ? 1 : Double(sample.frameLength)
    }

    @inline(__always)
    private func pack(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ state: FlowState,
        into words: inout MutableSpan<UInt64>,
        at first: Int
    ) -> Bool {
        isPlain
            ? pack(sample, bytes, into: &words, at: first) : packMixed(sample, bytes, state, into: &words, at: first)
    }

    /// Words are filled in a register: a store that the next key would have to read again is slow.
    @inline(__always)
    private func pack(
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan,
        into words: inout MutableSpan<UInt64>,
        at first: Int
    ) -> Bool {
        let steps = steps.span
        var filled = first, word: UInt64 = 0
        for index in steps.indices {
            let shift = UInt64(steps[index].shift)
            var value: UInt64
            if steps[index].isWide {
                guard let both = sample.loadWide(steps[index].load, bytes) else { return false }
                value = UInt64(truncatingIfNeeded: both)
                words[filled] = word | value &<< shift
                word = Self.carry(value, shift)
                filled &+= 1
                value = UInt64(truncatingIfNeeded: both >> 64)
            } else {
                guard let narrow = sample.load(steps[index].load, bytes) else { return false }
                value = narrow
            }
            word |= value &<< shift
            guard steps[index].fillsWord else { continue }
            words[filled] = word
            word = Self.carry(value, shift)
            filled &+= 1
        }
        words[filled] = word
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
        var filled = first, word: UInt64 = 0
        for index in steps.indices {
            guard let value = state.value(steps[index].load, of: sample, bytes) else { return false }
            let shift = UInt64(steps[index].shift)
            var part = UInt64(truncatingIfNeeded: value)
            if steps[index].load.isText { part &= 0xffff_ffff }
            if steps[index].isWide {
                words[filled] = word | part &<< shift
                word = Self.carry(part, shift)
                filled &+= 1
                part = UInt64(truncatingIfNeeded: value >> 64)
            }
            word |= part &<< shift
            guard steps[index].fillsWord else { continue }
            words[filled] = word
            word = Self.carry(part, shift)
            filled &+= 1
        }
        words[filled] = word
        return true
    }

    /// The bits of a value that do not fit into the word that it was shifted in.
    @inline(__always)
    private static func carry(_ value: UInt64, _ shift: UInt64) -> UInt64 { (value &>> 1) &>> (63 &- shift) }
}

// MARK: Rendering

extension FlowProgram {
    /// The text of a packed key: its values with the definition's separator between them.
    package func render(_ words: Span<UInt64>) -> String {
        var texts: [String] = []
        for (index, key) in keys.enumerated() {
            let value = Self.field(words, at: Int(steps[index].at), width: key.key.type.width)
            texts.append(key.key.type.text(value, environment.texts))
        }
        return texts.joined(separator: definition.separator)
    }

    /// Marks the texts that a packed key has, for a sweep of the table.
    package func markTexts(of words: Span<UInt64>, in marks: inout TextMarks) {
        for step in steps where step.load.isText {
            marks.insert(UInt32(truncatingIfNeeded: Self.field(words, at: Int(step.at), width: 4)))
        }
    }

    /// Whether keys have texts: what holds them is to be marked in a sweep.
    package var hasTexts: Bool { !isPlain }

    private static func field(_ words: Span<UInt64>, at: Int, width: Int) -> UInt128 {
        var value: UInt128 = 0
        for index in (at..<at + width).reversed() where index >> 3 < words.count {
            value = value << 8 | UInt128(words[index >> 3] >> UInt64(8 * (index & 7)) & 255)
        }
        return value
    }
}
