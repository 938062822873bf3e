/// Rings with classic filters, one for each distinct sampling rate, and the interfaces' own counters.
final class ClassicFilters {
    /// A ring and what its filter takes.
    struct Group {
        let ring: CaptureRing
        var program: ClassicProgram
    }

    fileprivate struct Key: Hashable {
        var rate: UInt32
        var bytes: Int
    }

    let counters: LinkCounters
    private(set) var groups: [Group] = []
    private let size: RingSize

    init(_ size: RingSize) throws(SystemCallError) {
        self.size = size
        counters = try LinkCounters()
    }

    /// Samples these interfaces, and no others. A ring whose rate nobody wants any more is closed.
    func update(_ wishes: [UInt32: SampledInterface.Wish]) throws(SystemCallError) {
        var programs: [Key: ClassicProgram] = [:]
        for (interface, wish) in wishes where wish.rate > 0 {
            programs[Key(rate: wish.rate, bytes: wish.headerBytes), default: ClassicProgram(wish)]
                .insert(interface, isLoopback: wish.isLoopback)
        }
        groups.removeAll { programs[$0.key] == nil }
        for (key, program) in programs { try install(program, key) }
    }

    private func install(_ program: ClassicProgram, _ key: Key) throws(SystemCallError) {
        if let index = groups.firstIndex(where: { $0.key == key }) {
            guard groups[index].program != program else { return }
            try groups[index].ring.attach(program.instructions())
            groups[index].program = program
        } else {
            let ring = try CaptureRing(size)
            try ring.attach(program.instructions())
            try ring.start()
            groups.append(Group(ring: ring, program: program))
        }
    }
}

extension ClassicFilters.Group {
    fileprivate var key: ClassicFilters.Key {
        ClassicFilters.Key(rate: program.rate, bytes: Int(program.bytes))
    }
}

extension ClassicProgram {
    fileprivate init(_ wish: SampledInterface.Wish) {
        self.init(rate: wish.rate, bytes: UInt32(wish.headerBytes))
    }

    fileprivate mutating func insert(_ interface: UInt32, isLoopback: Bool) {
        if isLoopback { ingressOnly.insert(interface) } else { interfaces.insert(interface) }
    }
}
