import Glibc
import Testing

/// This thread's capabilities.
enum Capabilities {
    static let netRaw: UInt64 = 1 << 13, sysAdmin: UInt64 = 1 << 21, bpf: UInt64 = 1 << 39

    /// Runs `body` without the capabilities of `mask` in effect.
    static func without(_ mask: UInt64, _ body: () throws -> Void) throws {
        // struct __user_cap_header_struct, version 3, and two of struct __user_cap_data_struct.
        var header: [UInt32] = [0x2008_0522, 0], sets = [UInt32](repeating: 0, count: 6)
        try #require(capget(&header, &sets) == 0)
        var reduced = sets
        reduced[0] &= ~UInt32(truncatingIfNeeded: mask)
        reduced[3] &= ~UInt32(truncatingIfNeeded: mask >> 32)
        try #require(capset(&header, &reduced) == 0)
        defer { #expect(capset(&header, &sets) == 0) }
        try body()
    }

    private typealias Call = @convention(c) (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> Int32
    private static let capget = unsafeBitCast(dlsym(nil, "capget"), to: Call.self)
    private static let capset = unsafeBitCast(dlsym(nil, "capset"), to: Call.self)
}
