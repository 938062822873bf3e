import CLinux

/// Writes a classic BPF program with labels instead of jump offsets.
///
/// Its conditional jumps reach only 255 instructions; here each skips over an unconditional one, which reaches all.
struct ClassicAssembler {
    /// A place in the program.
    struct Label: Hashable { fileprivate let number: Int }
    /// What a jump asks about the accumulator and a number, without sign.
    enum Condition: UInt16 { case equal = 0x10, atLeast = 0x30 }

    private(set) var instructions: [sock_filter] = []
    private var positions: [Int?] = []
    private var jumps: [(from: Int, to: Label)] = []

    /// A label for a place that is not known yet.
    mutating func makeLabel() -> Label {
        positions.append(nil)
        return Label(number: positions.count - 1)
    }

    /// Puts `label` before the next instruction.
    mutating func place(_ label: Label) { positions[label.number] = instructions.count }

    /// A = what the kernel knows of the packet: an `SKF_AD_` number.
    mutating func loadAncillary(_ number: Int32) {
        emit(code: 0x20, UInt32(bitPattern: SKF_AD_OFF + number))
    }

    /// Goes to `label` where `condition` holds of A and `number`.
    mutating func jump(_ condition: Condition, _ number: UInt32, _ label: Label) {
        emit(code: 0x05 | condition.rawValue, number, jumpFalse: 1)
        jump(label)
    }

    /// Goes to `label`.
    mutating func jump(_ label: Label) {
        jumps.append((instructions.count, label))
        emit(code: 0x05, 0)
    }

    /// Keeps the first `bytes` bytes of the packet; 0 rejects it.
    mutating func accept(_ bytes: UInt32) { emit(code: 0x06, bytes) }

    /// The program with its jumps resolved. All lead forward, as the kernel demands.
    func assembled() -> [sock_filter] {
        var result = instructions
        for jump in jumps {
            guard let target = positions[jump.to.number], target > jump.from else {
                preconditionFailure("a jump of a classic program leads forward to a placed label")
            }
            result[jump.from].k = UInt32(target - jump.from - 1)
        }
        return result
    }

    private mutating func emit(code: UInt16, _ number: UInt32, jumpFalse: UInt8 = 0) {
        instructions.append(sock_filter(code: code, jt: 0, jf: jumpFalse, k: number))
    }
}
