/// The memory of a ring and how long a packet waits in it.
package struct RingSize: Hashable, Sendable {
    /// Bytes of a block; a multiple of the page size.
    package var blockSize: UInt32 = 8192
    package var blockCount: UInt32 = 64
    /// Milliseconds after which a block that is not full is handed over.
    package var retireMilliseconds: UInt32 = 50

    package init() {}
}
