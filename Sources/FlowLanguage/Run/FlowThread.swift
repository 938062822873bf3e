import NetTypes
import XDR

/// What a thread keeps for all programs that it runs: the texts that it has met, and the results of operations. Make one
/// for each thread.
package final class FlowThread {
    /// For how long an answer is kept at most, in seconds.
    static let lifetimeLimit = 300.0

    package let environment: FlowEnvironment
    /// That of the samples at hand.
    private(set) var context = SampleContext()
    private var reader = TextReader()
    private let memo = MemoTable()
    private var nodes = OperationNumbers()
    /// Marks results that stand on answers which still hold.
    private var stamp: UInt32 = 1
    private var ticks: UInt32 = 0

    package init(_ environment: FlowEnvironment) { self.environment = environment }

    /// Begins with the samples of a datagram.
    package func begin(_ context: SampleContext) {
        self.context = context
        ticks = context.ticks
        stamp = UInt32(truncatingIfNeeded: environment.lookups.generation) << 1 | 1
    }

    /// Forgets the numbers of texts, and the results that have any. Called in a sweep of the table, while the thread runs
    /// no program.
    package func forgetTexts() {
        reader.cache.removeAll()
        memo.removeAll()
    }

    /// The text of a key; `nil` where the sample lacks it, or where there is no room for it in the table.
    func text(_ field: borrowing FieldLoad, of sample: borrowing SampleFields, _ bytes: RawSpan) -> UInt128? {
        reader.read(field, of: sample, bytes, environment.texts)?.bits
    }
}

// MARK: Operations

extension FlowThread {
    /// The numbers of operations, under which their results are remembered. To be given back by `release`.
    func numbers(of operations: [FlowOperation]) -> [OperationNumber] {
        operations.map {
            OperationNumber(number: nodes.retain($0.identity), isLookup: $0.isLookup, usesAgent: $0.usesAgent)
        }
    }

    /// A number for what one program alone remembers.
    func number() -> UInt32 { nodes.next() }

    /// Whether a value is matched, remembered or found out.
    func matches(_ number: UInt32, _ value: Register, _ find: () -> Bool) -> Bool {
        let hash = memo.hash(number, value, stamp: 0)
        if let known = memo.find(hash, now: 0) { return known.low != 0 }
        let isMatch = find()
        memo.insert(Register(isMatch ? 1 : 0), for: hash, until: .max)
        return isMatch
    }

    func release(_ operations: [FlowOperation]) { for operation in operations { nodes.release(operation.identity) } }

    /// Asks for what is remembered of an operation on a value.
    @inline(__always)
    func prefetch(_ number: OperationNumber, _ value: Register) { memo.prefetch(hash(number, value)) }

    @inline(__always)
    private func hash(_ number: OperationNumber, _ value: Register) -> UInt64 {
        let hash = memo.hash(number.number, value, stamp: number.isLookup ? stamp : 0)
        return number.usesAgent ? memo.hash(hash, and: Register(UInt128(context.agentNumber))) : hash
    }

    /// The result of an operation on values, remembered or computed.
    @inline(__always)
    func result(
        _ number: OperationNumber,
        _ operations: borrowing [FlowOperation],
        _ place: Int,
        _ registers: borrowing RegisterFile,
        _ inputs: Range<Int>
    ) -> Register {
        var hash = hash(number, registers[inputs.lowerBound])
        for input in inputs.dropFirst() { hash = memo.hash(hash, and: registers[input]) }
        return memo.find(hash, now: ticks) ?? compute(operations[place], registers, inputs, hash)
    }

    @inline(never)
    private func compute(
        _ operation: FlowOperation,
        _ registers: borrowing RegisterFile,
        _ inputs: Range<Int>,
        _ hash: UInt64
    ) -> Register {
        var lifetime = Double.infinity, result = Register.absent
        switch operation.answer {
        case .text(let body): result = intern(body(texts(operation, registers, inputs)), &lifetime)
        case .number(let body):
            if let number = body(texts(operation, registers, inputs)) { result = Register(UInt128(number)) }
        case .lookup(let questions):
            let operand = operand(operation.identity.inputs[0], registers[inputs.lowerBound])
            result = look(questions(operand, context.agent), &lifetime)
        }
        memo.insert(result, for: hash, until: expiry(lifetime))
        return result
    }

    private func expiry(_ lifetime: Double) -> UInt32 {
        guard lifetime < .infinity else { return .max }
        return ticks &+ UInt32(min(max(lifetime, 0), Self.lifetimeLimit) * 16) &+ 1
    }

    private func operand(_ type: KeyType, _ value: Register) -> FlowOperand {
        FlowOperand(type: type.members[Int(value.tag)], bits: value.bits, texts: environment.texts)
    }

    private func texts(
        _ operation: FlowOperation,
        _ registers: borrowing RegisterFile,
        _ inputs: Range<Int>
    ) -> [String] {
        var texts: [String] = []
        for (type, place) in zip(operation.identity.inputs, inputs) {
            texts.append(operand(type, registers[place]).text)
        }
        return texts
    }

    /// The first answer, which holds for as long as all that were given.
    private func look(_ questions: [Lookup], _ lifetime: inout Double) -> Register {
        lifetime = Self.lifetimeLimit
        for question in questions {
            let answer = environment.lookups.answer(question)
            lifetime = min(lifetime, answer.lifetime)
            if let text = answer.text { return intern(text, &lifetime) }
        }
        return .absent
    }

    /// A text that there is no room for is tried again soon.
    private func intern(_ text: String?, _ lifetime: inout Double) -> Register {
        guard let text else { return .absent }
        if let interned = reader.intern(text, environment.texts) { return Register(interned.bits) }
        lifetime = min(lifetime, 1)
        return .absent
    }
}

/// An operation as a thread knows it.
struct OperationNumber {
    var number: UInt32
    var isLookup: Bool
    var usesAgent: Bool
}

/// Numbers of the operations that are in use: equal ones of several definitions share their results.
private struct OperationNumbers {
    private var known: [FlowOperation.Identity: (number: UInt32, uses: Int)] = [:]
    private var latest: UInt32 = 0

    mutating func retain(_ identity: FlowOperation.Identity) -> UInt32 {
        if let entry = known[identity] {
            known[identity] = (entry.number, entry.uses + 1)
            return entry.number
        }
        let number = next()
        known[identity] = (number, 1)
        return number
    }

    mutating func next() -> UInt32 {
        latest += 1
        return latest
    }

    mutating func release(_ identity: FlowOperation.Identity) {
        guard let entry = known[identity] else { return }
        known[identity] = entry.uses > 1 ? (entry.number, entry.uses - 1) : nil
    }
}

// MARK: Texts

/// Reads texts of samples.
private struct TextReader: ~Copyable {
    var cache = TextCache()
    /// Room for a text while it is looked up.
    private var scratch = TextBuffer(capacity: 256)

    mutating func read(
        _ field: borrowing FieldLoad,
        of sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ table: TextTable
    ) -> InternedText? {
        scratch.removeAll()
        guard sample.appendText(field, bytes, to: &scratch) else { return nil }
        return Self.intern(scratch, table, &cache)
    }

    mutating func intern(_ text: String, _ table: TextTable) -> InternedText? {
        var text = text
        return text.withUTF8Bytes { cache.intern($0, in: table) }
    }

    private static func intern(
        _ text: borrowing TextBuffer,
        _ table: TextTable,
        _ cache: inout TextCache
    ) -> InternedText? {
        cache.intern(text.bytes, in: table)
    }
}
