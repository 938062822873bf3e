import CLinux
import Glibc

/// The counting program in the kernel with its two maps. It may be put on any number of sockets.
final class CountingFilter {
    typealias Settings = CountingProgram.Settings
    typealias Counters = CountingProgram.Counters

    /// The loaded program.
    let program: Int32
    /// How many interfaces it has room for.
    let capacity: Int
    private let interfaces: Int32
    private let counts: Int32
    private let perCPU: UnsafeMutableBufferPointer<Counters>

    /// Loads the program. Throws the errno of the system call that failed: EPERM without CAP_BPF.
    init(capacity: Int) throws(SystemCallError) {
        self.capacity = capacity
        interfaces = try Self.map(
            BPF_MAP_TYPE_HASH,
            "interfaces",
            keySize: 4,
            valueSize: MemoryLayout<Settings>.size,
            capacity
        )
        do throws(SystemCallError) {
            counts = try Self.map(
                BPF_MAP_TYPE_PERCPU_ARRAY,
                "counts",
                keySize: 4,
                valueSize: MemoryLayout<Counters>.size,
                capacity
            )
        } catch {
            close(interfaces)
            throw error
        }
        do throws(SystemCallError) {
            program = try Self.load(CountingProgram.instructions(interfaces: interfaces, counts: counts))
        } catch {
            close(interfaces)
            close(counts)
            throw error
        }
        unsafe perCPU = .allocate(capacity: Int(clinux_possible_cpus()))
        unsafe perCPU.initialize(repeating: Counters())
    }

    deinit {
        for descriptor in [program, interfaces, counts] { close(descriptor) }
        unsafe perCPU.deallocate()
    }

    /// Samples an interface so from now on.
    func set(_ settings: Settings, interface: UInt32) throws(SystemCallError) {
        try check(
            "update a BPF map",
            unsafe withUnsafeBytes(of: settings) { value in
                unsafe withUnsafeBytes(of: interface) {
                    unsafe clinux_map_update(interfaces, $0.baseAddress, value.baseAddress)
                }
            }
        )
    }

    /// Stops sampling an interface.
    func remove(interface: UInt32) {
        unsafe withUnsafeBytes(of: interface) { unsafe _ = clinux_map_delete(interfaces, $0.baseAddress) }
    }

    /// The counters of a slot over all CPUs, or `nil` where the kernel refuses.
    func counters(slot: UInt32) -> Counters? {
        let error = unsafe withUnsafeBytes(of: slot) {
            unsafe clinux_map_lookup(counts, $0.baseAddress, perCPU.baseAddress)
        }
        guard error == 0 else { return nil }
        var sum = Counters()
        for index in unsafe perCPU.indices { unsafe sum.add(perCPU[index]) }
        return sum
    }

    /// Sets the counters of a slot that no interface uses to zero.
    func clear(slot: UInt32) {
        for index in unsafe perCPU.indices { unsafe perCPU[index] = Counters() }
        unsafe withUnsafeBytes(of: slot) { unsafe _ = clinux_map_update(counts, $0.baseAddress, perCPU.baseAddress) }
    }

    /// How often the program ran and how long, where the kernel measures it (`kernel.bpf_stats_enabled`).
    func cost() -> FilterCost {
        var cost = FilterCost()
        unsafe _ = clinux_program_cost(program, &cost.runs, &cost.nanoseconds)
        return cost
    }

    private static func map(
        _ type: bpf_map_type,
        _ name: String,
        keySize: Int,
        valueSize: Int,
        _ entries: Int
    ) throws(SystemCallError) -> Int32 {
        let result = unsafe clinux_map_create(type.rawValue, name, UInt32(keySize), UInt32(valueSize), UInt32(entries))
        return try descriptor("create a BPF map", result)
    }

    private static func load(_ instructions: [bpf_insn]) throws(SystemCallError) -> Int32 {
        let result = unsafe clinux_program_load(instructions, UInt32(instructions.count), "starling_sample", nil, 0)
        return try descriptor("load a BPF program", result)
    }
}

extension CountingProgram.Counters {
    fileprivate mutating func add(_ other: Self) {
        judgedIngress &+= other.judgedIngress
        judgedEgress &+= other.judgedEgress
        takenIngress &+= other.takenIngress
        takenEgress &+= other.takenEgress
    }

    /// Packets that could have been sampled.
    var judged: UInt64 { judgedIngress &+ judgedEgress }
    /// Packets that were sampled.
    var taken: UInt64 { takenIngress &+ takenEgress }
}

/// What the kernel measured of a program.
package struct FilterCost: Equatable, Sendable {
    /// Packets that it judged.
    package var runs: UInt64 = 0
    package var nanoseconds: UInt64 = 0
}
