import CLinux

/// A packet socket that takes what its filter accepts on all interfaces of the network namespace into a ring in memory
/// (TPACKET_V3).
final class CaptureRing {
    private var ring = clinux_ring()
    private var block: UInt32 = 0
    /// Packets of the block not read yet; `nil` while the kernel has it.
    private var left: Int64?
    private var offset: UInt32 = 0

    /// Opens the socket with a filter; it takes nothing before `start`.
    init(_ size: RingSize) throws(SystemCallError) {
        let error = unsafe clinux_ring_open(&ring, size.blockSize, size.blockCount, size.retireMilliseconds)
        try check("open a packet socket", error)
    }

    deinit { unsafe clinux_ring_close(&ring) }

    /// The socket.
    var fileDescriptor: Int32 { unsafe ring.socket }

    /// Puts an eBPF program on the socket.
    func attach(program: Int32) throws(SystemCallError) {
        try check("put a BPF program on a socket", clinux_attach_program(fileDescriptor, program))
    }

    /// Puts a classic program on the socket, in place of one that may be there.
    func attach(_ instructions: [sock_filter]) throws(SystemCallError) {
        let error = unsafe clinux_attach_classic(fileDescriptor, instructions, UInt16(instructions.count))
        try check("put a filter on a socket", error)
    }

    /// Makes `set` readable when this ring is.
    func join(_ set: Int32) throws(SystemCallError) {
        try check("watch a packet socket", unsafe clinux_ring_set_add(set, &ring))
    }

    /// Begins to take packets.
    func start() throws(SystemCallError) { unsafe try check("bind a packet socket", clinux_ring_start(&ring)) }

    /// Reads the next packet; false where none waits. Its bytes stay until the next call.
    func next(_ frame: inout clinux_frame) -> Bool {
        while (left ?? 0) == 0 {
            guard openNextBlock() else { return false }
        }
        unsafe clinux_frame_read(&ring, block, offset, &frame)
        unsafe offset += frame.next
        left! -= 1
        return true
    }

    /// Gives back a block that was read to its end.
    func releaseReadBlock() {
        guard left == 0 else { return }
        unsafe clinux_block_release(&ring, block)
        unsafe block = (block + 1) % ring.block_count
        left = nil
    }

    /// Packets that passed the filter and found no room since the last call.
    func takeDrops() -> UInt32 {
        var drops: UInt32 = 0
        unsafe _ = clinux_ring_drops(fileDescriptor, &drops)
        return drops
    }

    /// Clears an error that waits on the socket, which would wake the loop for ever.
    func clearError() { _ = clinux_socket_error(fileDescriptor) }

    private func openNextBlock() -> Bool {
        releaseReadBlock()
        let count = unsafe clinux_block_packets(&ring, block, &offset)
        guard count >= 0 else { return false }
        left = count
        return true
    }
}
