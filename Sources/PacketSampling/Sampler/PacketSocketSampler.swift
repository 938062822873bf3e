import Agent
import CLinux
import Glibc
import SFlow

/// Samples packets of any number of interfaces with one packet socket, whose filter in the kernel knows each interface's
/// rate and counts what it judges.
///
/// Where `bpf()` is not permitted, one socket with a classic filter for each distinct rate does the work, and the sample
/// pool is what the interfaces count. It belongs to the agent's one thread.
package final class PacketSocketSampler: PacketSampler {
    /// How to sample.
    package struct Options: Sendable {
        /// The memory of a ring.
        package var ring = RingSize()
        /// The most interfaces at a time.
        package var capacity = 2048
        /// Leaves eBPF alone, as if it were not permitted.
        package var isClassic = false

        package init() {}
    }

    /// A ring to read; `rate` is that of all its packets, `nil`: that of their interface.
    struct Source {
        let ring: CaptureRing
        var rate: UInt32?
    }

    enum Filters {
        case counting(CountingFilter)
        case classic(ClassicFilters)
    }

    /// Which mechanism is at work.
    package let method: SamplingMethod
    /// What became of packets, for the agent's own telemetry.
    package internal(set) var counts = SamplerCounts()

    let filters: Filters
    var sources: [Source] = []
    var interfaces: [UInt32: SampledInterface] = [:]
    var freeSlots: [UInt32]
    var ports = PortModel()
    var drainNumber: UInt64 = 0
    /// Drops that no interface has been charged with yet.
    var pendingDrops: UInt64 = 0
    let promiscuous = PromiscuousInterfaces()
    private let poll: Int32

    /// Opens what sampling needs; no interface is sampled before `update`.
    package init(_ options: Options = Options()) throws(SamplingUnavailable) {
        do throws(SystemCallError) {
            let ring = try CaptureRing(options.ring)
            (filters, method) = try Self.makeFilters(options)
            let capacity = method == .counting ? options.capacity : min(options.capacity, ClassicProgram.capacity)
            freeSlots = (0..<UInt32(capacity)).reversed()
            poll = try descriptor("watch packet sockets", clinux_ring_set())
            guard case .counting(let filter) = filters else { return }
            try ring.attach(program: filter.program)
            try ring.start()
            try setSources([Source(ring: ring)])
        } catch {
            throw SamplingUnavailable(error)
        }
    }

    deinit { close(poll) }

    package var fileDescriptor: Int32 { poll }

    /// What judging packets has cost, where `kernel.bpf_stats_enabled` is 1 and eBPF is at work.
    package var filterCost: FilterCost? {
        if case .counting(let filter) = filters { filter.cost() } else { nil }
    }

    /// Reads other rings from now on. One that is no more leaves the poll set as it is closed.
    func setSources(_ new: [Source]) throws(SystemCallError) {
        for source in new where !sources.contains(where: { $0.ring === source.ring }) {
            try source.ring.join(poll)
        }
        sources = new
    }

    private static func makeFilters(_ options: Options) throws(SystemCallError) -> (Filters, SamplingMethod) {
        var reason = "it is not wanted"
        if !options.isClassic {
            do throws(SystemCallError) {
                return (.counting(try CountingFilter(capacity: options.capacity)), .counting)
            } catch {
                reason = error.isPermission ? "eBPF needs the capability CAP_BPF" : "\(error)"
            }
        }
        return (.classic(try ClassicFilters(options.ring)), .classic(reason: reason))
    }
}

/// The mechanism that samples.
package enum SamplingMethod: Equatable, Sendable, CustomStringConvertible {
    /// An eBPF socket filter that counts every packet.
    case counting
    /// Classic BPF, and the interfaces' own counters for the sample pool; and why not eBPF.
    case classic(reason: String)

    package var description: String {
        switch self {
        case .counting: "eBPF socket filter"
        case .classic(let reason): "classic BPF with the interfaces' own counters (\(reason))"
        }
    }
}

/// What became of packets that passed a filter.
package struct SamplerCounts: Equatable, Sendable {
    /// Handed over as samples.
    package var samples: UInt64 = 0
    /// Lost because the ring was full.
    package var drops: UInt64 = 0
    /// Not handed over: sFlow has no header protocol for them.
    package var unknownProtocol: UInt64 = 0
    /// Not handed over: their interface had left the targets or the host meanwhile.
    package var stale: UInt64 = 0
}
