import CLinux
import Glibc

/// How many descriptors groups may hold: the rest is for reading them, and for the other parts of the agent.
struct DescriptorBudget {
    /// The system gives the lowest number that is free.
    private let highest: Int32

    /// What may be opened at all, after that was raised.
    init(limit: UInt64 = sl_raise_descriptor_limit()) {
        highest = Int32(clamping: limit - min(limit / 4, Self.reserve))
    }

    static let reserve: UInt64 = 64

    /// The descriptor, or -1 where it is closed again because it is one too many.
    func kept(_ descriptor: Int32) -> Int32 {
        guard descriptor >= highest else { return descriptor }
        close(descriptor)
        return -1
    }
}
