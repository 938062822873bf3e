import SFlow
import XDR

/// The datagram that each agent is filling.
struct OpenDatagrams: ~Copyable {
    /// No datagram is longer.
    static let limit = 1400
    static let head = 28
    /// Bytes from one agent's to the next: what is written at the end of a sample may reach beyond it.
    private static let stride = limit + FrameComposer.room
    private static let sequenceAt = 16, uptimeAt = 20, countAt = 24

    struct State: BitwiseCopyable {
        var used: UInt16
        var samples: UInt16 = 0
        var sequence: UInt32 = 0
        /// Milliseconds that the agent had been up when the simulation began.
        var uptime: UInt32
        /// It is among those to be finished at the end of the tick.
        var isListed = false
    }

    private let bytes: UnsafeMutableRawPointer
    private let states: Table<State>
    /// Agents that have something in their datagram.
    private var listed: [Int32] = []

    init(_ fabric: Fabric, _ random: inout Randomness) {
        let count = fabric.agentCount
        bytes = .allocate(byteCount: count * Self.stride, alignment: 16)
        bytes.initializeMemory(as: UInt8.self, repeating: 0, count: count * Self.stride)
        states = Table(repeating: State(used: UInt16(Self.head), uptime: 0), count: count)
        var writer = XDRWriter()
        for agent in 0..<count {
            var header = DatagramHeader()
            header.agent = .ipv4(fabric.address(agent))
            writer.removeAll()
            writer.datagramHeader(header)
            writer.bytes.withUnsafeBytes {
                (bytes + agent * Self.stride).copyMemory(from: $0.baseAddress!, byteCount: Self.head)
            }
            // Up to forty days: the clocks of some go round while somebody looks.
            states[agent].uptime = UInt32(random.below(40 * 86_400_000))
        }
    }

    deinit { bytes.deallocate() }

    /// Where a sample of at most `count` bytes can be written; `finish` takes what there was before where that would be too much.
    @inline(__always)
    mutating func reserve(
        _ count: Int,
        _ agent: Int,
        _ finish: (UnsafeRawBufferPointer) -> Void,
        milliseconds: UInt64
    ) -> UnsafeMutableRawPointer {
        assert(Self.head + count <= Self.limit)
        if Int(states[agent].used) + count > Self.limit { close(agent, finish, milliseconds: milliseconds) }
        if !states[agent].isListed {
            states[agent].isListed = true
            listed.append(Int32(truncatingIfNeeded: agent))
        }
        return bytes + (agent * Self.stride + Int(states[agent].used))
    }

    /// A sample of so many bytes was written where `reserve` said.
    @inline(__always)
    func commit(_ count: Int, _ agent: Int) {
        states[agent].used += UInt16(truncatingIfNeeded: count)
        states[agent].samples += 1
    }

    private func close(_ agent: Int, _ finish: (UnsafeRawBufferPointer) -> Void, milliseconds: UInt64) {
        let state = states[agent], start = bytes + agent * Self.stride
        guard state.samples > 0 else { return }
        states[agent].sequence = state.sequence &+ 1
        let uptime = state.uptime &+ UInt32(truncatingIfNeeded: milliseconds)
        start.storeBytes(of: (state.sequence &+ 1).bigEndian, toByteOffset: Self.sequenceAt, as: UInt32.self)
        start.storeBytes(of: uptime.bigEndian, toByteOffset: Self.uptimeAt, as: UInt32.self)
        start.storeBytes(of: UInt32(state.samples).bigEndian, toByteOffset: Self.countAt, as: UInt32.self)
        finish(UnsafeRawBufferPointer(start: start, count: Int(state.used)))
        states[agent].used = UInt16(Self.head)
        states[agent].samples = 0
    }

    /// Finishes all that have samples.
    mutating func closeAll(_ finish: (UnsafeRawBufferPointer) -> Void, milliseconds: UInt64) {
        for agent in listed {
            close(Int(agent), finish, milliseconds: milliseconds)
            states[Int(agent)].isListed = false
        }
        listed.removeAll(keepingCapacity: true)
    }
}
