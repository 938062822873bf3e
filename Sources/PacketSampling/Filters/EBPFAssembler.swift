import CLinux

/// Writes an eBPF program with labels instead of jump offsets. Offsets and sizes are in bytes.
struct EBPFAssembler {
    /// R0 holds results, R1 to R5 arguments (lost in a call), R6 to R9 survive calls, R10 is the frame pointer.
    enum Register: UInt8 { case r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10 }
    /// The operand sizes of loads and stores.
    enum Size: UInt8 { case word = 0x00, doubleWord = 0x18 }
    /// What a jump asks about its two operands, without sign.
    enum Condition: UInt8 { case equal = 0x10, notEqual = 0x50, atLeast = 0x30 }
    /// The kernel functions that a program may call (`enum bpf_func_id`).
    enum Helper: Int32 { case mapLookup = 1, random = 7 }
    /// A place in the program.
    struct Label: Hashable, ExpressibleByStringLiteral {
        let name: String
        init(stringLiteral name: String) { self.name = name }
    }

    private var instructions: [bpf_insn] = []
    private var labels: [Label: Int] = [:]
    private var jumps: [(from: Int, to: Label)] = []

    /// Names the next instruction.
    mutating func label(_ label: Label) { labels[label] = instructions.count }

    /// `to = from`
    mutating func move(_ to: Register, _ from: Register) { emit(Class.alu64 | 0xb0 | 0x08, to, from) }

    /// `to = value`
    mutating func move(_ to: Register, _ value: Int32) { emit(Class.alu64 | 0xb0, to, immediate: value) }

    /// `to += value`
    mutating func add(_ to: Register, _ value: Int32) { emit(Class.alu64, to, immediate: value) }

    /// `to = *(base + offset)`
    mutating func load(_ to: Register, _ size: Size, _ base: Register, _ offset: Int16) {
        emit(Class.load | 0x60 | size.rawValue, to, base, offset: offset)
    }

    /// `*(base + offset) = from`
    mutating func store(_ size: Size, _ base: Register, _ offset: Int16, _ from: Register) {
        emit(Class.store | 0x60 | size.rawValue, base, from, offset: offset)
    }

    /// `to =` the map that has the file descriptor `map`
    mutating func loadMap(_ to: Register, _ map: Int32) {
        emit(0x18, to, source: UInt8(BPF_PSEUDO_MAP_FD), immediate: map)
        emit(0)  // the upper half of a 64-bit immediate
    }

    /// `R0 = helper(R1, …, R5)`
    mutating func call(_ helper: Helper) { emit(Class.jump | 0x80, immediate: helper.rawValue) }

    /// Goes to `label` where `condition` holds of a register and a number.
    mutating func jump(_ condition: Condition, _ left: Register, _ right: Int32, _ label: Label) {
        jumps.append((instructions.count, label))
        emit(Class.jump | condition.rawValue, left, immediate: right)
    }

    /// Goes to `label` where `condition` holds of two registers.
    mutating func jump(_ condition: Condition, _ left: Register, _ right: Register, _ label: Label) {
        jumps.append((instructions.count, label))
        emit(Class.jump | condition.rawValue | 0x08, left, right)
    }

    /// Goes to `label`.
    mutating func jump(_ label: Label) {
        jumps.append((instructions.count, label))
        emit(Class.jump)
    }

    /// Returns R0.
    mutating func exit() { emit(Class.jump | 0x90) }

    /// The program with its jumps resolved. A jump to a label that was never set is a mistake in the program.
    func assembled() -> [bpf_insn] {
        var result = instructions
        for jump in jumps {
            guard let target = labels[jump.to] else { preconditionFailure("no label \(jump.to.name)") }
            result[jump.from].off = Int16(target - jump.from - 1)
        }
        return result
    }

    private enum Class {
        static let load: UInt8 = 0x01, store: UInt8 = 0x03, jump: UInt8 = 0x05, alu64: UInt8 = 0x07
    }

    private mutating func emit(
        _ code: UInt8,
        _ destination: Register = .r0,
        _ source: Register = .r0,
        offset: Int16 = 0
    ) {
        emit(code, destination, source: source.rawValue, offset: offset, immediate: 0)
    }

    private mutating func emit(
        _ code: UInt8,
        _ destination: Register = .r0,
        source: UInt8 = 0,
        offset: Int16 = 0,
        immediate: Int32
    ) {
        var instruction = bpf_insn()
        instruction.code = code
        instruction.dst_reg = destination.rawValue
        instruction.src_reg = source
        instruction.off = offset
        instruction.imm = immediate
        instructions.append(instruction)
    }
}
