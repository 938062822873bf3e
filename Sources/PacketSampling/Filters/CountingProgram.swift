import CLinux

/// The eBPF socket filter that samples: it looks up the packet's interface, counts the packet, draws, and says how many
/// bytes to keep.
///
///     settings = interfaces[skb.ifindex]         no entry: not sampled
///     counters = counts[settings.slot]           of this CPU, so that nothing is shared
///     bytes    = outgoing ? settings.egressBytes : settings.ingressBytes      0: not sampled this way
///     counters.judged[direction] += 1
///     if random() >= settings.threshold { return 0 }
///     counters.taken[direction] += 1
///     return bytes
enum CountingProgram {
    /// What the map `interfaces` has for an ifIndex.
    struct Settings: Equatable {
        /// A packet is taken when a random 32-bit number is below: 2³²/N.
        var threshold: UInt64
        var slot: UInt32
        var ingressBytes: UInt32
        var egressBytes: UInt32
        var reserved: UInt32 = 0

        enum Offset { static let threshold: Int16 = 0, slot: Int16 = 8, ingress: Int16 = 12, egress: Int16 = 16 }
    }

    /// What the map `counts` has for a slot, once per CPU.
    struct Counters: Equatable {
        var judgedIngress: UInt64 = 0, judgedEgress: UInt64 = 0
        var takenIngress: UInt64 = 0, takenEgress: UInt64 = 0

        enum Offset { static let judged: Int16 = 0, taken: Int16 = 16, egress: Int32 = 8 }
    }

    /// Offsets in `struct __sk_buff`, the packet as a program sees it.
    fileprivate enum Packet { static let type: Int16 = 4, interfaceIndex: Int16 = 40 }

    fileprivate static let outgoing = Int32(PacketType.outgoing)

    /// The program over the maps with these file descriptors.
    static func instructions(interfaces: Int32, counts: Int32) -> [bpf_insn] {
        var program = EBPFAssembler()
        program.move(.r6, .r1)
        program.load(.r1, .word, .r6, Packet.interfaceIndex)
        program.lookUp(interfaces, orElse: "reject")
        program.move(.r7, .r0)
        program.load(.r1, .word, .r7, Settings.Offset.slot)
        program.lookUp(counts, orElse: "reject")
        program.move(.r9, .r0)
        program.chooseDirection()
        program.jump(.equal, .r8, 0, "reject")
        program.count(Counters.Offset.judged)
        program.call(.random)
        program.load(.r1, .doubleWord, .r7, Settings.Offset.threshold)
        program.jump(.atLeast, .r0, .r1, "reject")
        program.count(Counters.Offset.taken)
        program.move(.r0, .r8)
        program.exit()
        program.label("reject")
        program.move(.r0, 0)
        program.exit()
        return program.assembled()
    }

    /// The threshold of 1-in-`rate`, rounded; 2³² for 1, below which every number is.
    static func threshold(rate: UInt32) -> UInt64 { ((1 << 32) + UInt64(rate) / 2) / UInt64(max(rate, 1)) }
}

extension EBPFAssembler {
    /// R0 = the value that `map` has for the number in R1; where it has none, goes to `label`.
    fileprivate mutating func lookUp(_ map: Int32, orElse label: Label) {
        store(.word, .r10, -4, .r1)
        loadMap(.r1, map)
        move(.r2, .r10)
        add(.r2, -4)
        call(.mapLookup)
        jump(.equal, .r0, 0, label)
    }

    /// R8 = how many bytes to keep in the packet's direction, R9 moved to the counters of that direction.
    fileprivate mutating func chooseDirection() {
        load(.r1, .word, .r6, CountingProgram.Packet.type)
        jump(.equal, .r1, CountingProgram.outgoing, "egress")
        load(.r8, .word, .r7, CountingProgram.Settings.Offset.ingress)
        jump("chosen")
        label("egress")
        load(.r8, .word, .r7, CountingProgram.Settings.Offset.egress)
        add(.r9, CountingProgram.Counters.Offset.egress)
        label("chosen")
    }

    /// Adds one to the counter at R9 + `offset`. Nothing else runs on this CPU's counters meanwhile.
    fileprivate mutating func count(_ offset: Int16) {
        load(.r1, .doubleWord, .r9, offset)
        add(.r1, 1)
        store(.doubleWord, .r9, offset, .r1)
    }
}
