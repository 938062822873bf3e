import CLinux

/// The classic BPF socket filter that samples some interfaces at one rate: a binary search over their indices, a draw.
///
/// It runs where `bpf()` is not permitted; it cannot count.
struct ClassicProgram: Equatable {
    /// The most interfaces of one program: the kernel takes 4096 instructions, and each interface needs five.
    static let capacity = 800

    /// 1 in how many packets.
    var rate: UInt32
    /// Bytes to keep of a packet.
    var bytes: UInt32
    /// The interfaces of which both directions are sampled.
    var interfaces: Set<UInt32> = []
    /// The interfaces of which only ingress is sampled: loopbacks, where each packet is seen twice.
    var ingressOnly: Set<UInt32> = []

    /// The program.
    func instructions() -> [sock_filter] {
        var program = ClassicAssembler()
        let draw = program.makeLabel(), ingress = program.makeLabel(), reject = program.makeLabel()
        program.loadAncillary(SKF_AD_IFINDEX)
        let all = interfaces.map { ($0, draw) } + ingressOnly.map { ($0, ingress) }
        program.search(all.sorted { $0.0 < $1.0 }[...], orElse: reject)
        program.place(ingress)
        program.loadAncillary(SKF_AD_PKTTYPE)
        program.jump(.equal, UInt32(PacketType.outgoing), reject)
        program.place(draw)
        if rate > 1 {
            program.loadAncillary(SKF_AD_RANDOM)
            program.jump(.atLeast, UInt32(CountingProgram.threshold(rate: rate)), reject)
        }
        program.accept(bytes)
        program.place(reject)
        program.accept(0)
        return program.assembled()
    }
}

extension ClassicAssembler {
    /// Goes to the label of the number that A equals, or to `reject`.
    fileprivate mutating func search(_ items: ArraySlice<(UInt32, Label)>, orElse reject: Label) {
        guard items.count > 1 else {
            if let (number, label) = items.first { jump(.equal, number, label) }
            return jump(reject)
        }
        let middle = items.startIndex + items.count / 2
        let upper = makeLabel()
        jump(.atLeast, items[middle].0, upper)
        search(items[..<middle], orElse: reject)
        place(upper)
        search(items[middle...], orElse: reject)
    }
}
