import NetTypes

/// What a thread keeps for one program that it runs: registers, what it has learned of the patterns of the filter, and
/// with `FlowThread` what it keeps for all of them.
package final class FlowState {
    package let thread: FlowThread
    private let registers = RegisterFile()
    private let operations: [FlowOperation]
    private let numbers: [OperationNumber]
    /// Bytes that the states of all patterns of a filter may take.
    static let room = 1 << 18
    private var matchers: [KeyMatcher]
    private let matcherNumbers: [UInt32]
    /// Room for the text of a value.
    private var text = TextBuffer(capacity: 256)

    init(_ patterns: [KeyPattern], _ operations: [FlowOperation], _ thread: FlowThread) {
        self.thread = thread
        self.operations = operations
        numbers = thread.numbers(of: operations)
        matcherNumbers = patterns.map { _ in thread.number() }
        matchers = patterns.map { KeyMatcher($0, room: Self.room / patterns.count) }
    }

    deinit { thread.release(operations) }

    /// Whether a value of the key of this pattern is matched by it.
    func matches(_ pattern: Int, _ value: Register) -> Bool {
        thread.matches(matcherNumbers[pattern], value) {
            matchers[pattern].matches(value, &text, thread.environment.texts)
        }
    }
}

// MARK: Running

extension FlowState {
    /// Computes a value.
    @inline(never)
    func run(
        _ code: borrowing FlowCode,
        _ range: CodeRange,
        _ sample: borrowing SampleFields,
        _ bytes: RawSpan
    ) -> Register {
        let ops = code.ops.span, constants = code.constants.span
        var place = Int(range.first)
        let end = Int(range.end)
        while place < end {
            let to = Int(ops[place].place)
            var next = place &+ 1
            switch ops[place].kind {
            case .load:
                let loaded = sample.load(ops[place].load, bytes)
                registers[to] = loaded.map { Register(UInt128($0), tag: ops[place].tag) } ?? .absent
            case .loadWide:
                let loaded = sample.loadWide(ops[place].load, bytes)
                registers[to] = loaded.map { Register($0, tag: ops[place].tag) } ?? .absent
            case .loadText:
                let loaded = thread.text(ops[place].load, of: sample, bytes)
                registers[to] = loaded.map { Register($0, tag: ops[place].tag) } ?? .absent
            case .constant: registers[to] = Register(constants[Int(ops[place].first)])
            case .cast: registers[to].cast(ops[place].immediate)
            case .skipIfPresent: if !registers[to].isAbsent { next = Int(ops[place].target) }
            case .skipUnless: if !isOne(registers[to], of: ops[place], constants) { next = Int(ops[place].target) }
            case .skip: next = Int(ops[place].target)
            case .equal: registers[to] = Register(whether: registers[to], equals: registers[to &+ 1])
            case .inRange:
                let first = Int(ops[place].first)
                registers[to].test(from: constants[first].bits, to: constants[first &+ 1].bits)
            case .and:
                guard !registers[to].isAbsent else { break }
                registers[to].bits &= constants[Int(ops[place].first) &+ Int(registers[to].tag)].bits
            case .call: registers[to] = call(Int(ops[place].first), to, Int(ops[place].count))
            }
            place = next
        }
        return registers[0]
    }

    @inline(__always)
    private func isOne(_ value: Register, of op: borrowing FlowOp, _ constants: Span<FlowConstant>) -> Bool {
        if value.isAbsent { return op.immediate != 0 }
        for place in Int(op.first)..<Int(op.first) &+ Int(op.count) where value.equals(constants[place]) { return true }
        return false
    }

    /// Asks for what is remembered of the operations on what the samples have, so that it comes for several at a time.
    /// - Parameter kinds: of the samples that are meant.
    func prefetch(
        _ code: borrowing FlowCode,
        _ samples: Span<SampleFields>,
        _ kinds: SampleKinds,
        _ bytes: RawSpan
    ) {
        let reads = code.reads.span
        for place in reads.indices {
            for index in samples.indices where !samples[index].kind.isDisjoint(with: kinds) {
                guard let value = samples[index].value(reads[place].load, bytes) else { continue }
                thread.prefetch(numbers[reads[place].operation], Register(value))
            }
        }
    }

    /// An operation on one value.
    @inline(__always)
    func call(_ operation: Int, _ value: Register) -> Register {
        registers[0] = value
        return thread.result(numbers[operation], operations, operation, registers, 0..<1)
    }

    /// An operation on the registers from `first` on; there is no result where one of them is missing.
    private func call(_ operation: Int, _ first: Int, _ count: Int) -> Register {
        for place in first..<first &+ count where registers[place].isAbsent { return .absent }
        return thread.result(numbers[operation], operations, operation, registers, first..<first &+ count)
    }
}

extension Register {
    @inline(__always)
    init(_ constant: borrowing FlowConstant) { self.init(constant.bits, tag: constant.tag) }

    @inline(__always)
    init(whether one: Register, equals other: Register) {
        self = one.isAbsent || other.isAbsent ? .absent : Register(one.bits == other.bits ? 1 : 0)
    }

    @inline(__always)
    func equals(_ constant: FlowConstant) -> Bool { bits == constant.bits && tag == constant.tag }

    /// Gives the value the tag that stands in `tags` for its own.
    @inline(__always)
    fileprivate mutating func cast(_ tags: UInt64) {
        if !isAbsent { tag = Int8(truncatingIfNeeded: tags &>> (UInt64(tag) &* 8) & 7) }
    }

    @inline(__always)
    fileprivate mutating func test(from low: UInt128, to high: UInt128) {
        if !isAbsent { self = Register(bits >= low && bits <= high ? 1 : 0) }
    }
}
