import CLinux
import Glibc

/// The packet counters that interfaces keep themselves: the sample pool where the filter cannot count.
///
/// They count super-packets of segmentation offload as the driver does, not as the socket does.
final class LinkCounters {
    private let socket: Int32
    private var last: [UInt32: (received: UInt64, sent: UInt64)] = [:]

    init() throws(SystemCallError) { socket = try descriptor("open a netlink socket", clinux_link_socket()) }

    deinit { close(socket) }

    /// The packets of an interface since the last call for it; 0 at the first, and where it cannot be read.
    func packets(interface: UInt32, ingressOnly: Bool) -> UInt64 {
        var received: UInt64 = 0, sent: UInt64 = 0
        guard unsafe clinux_link_packets(socket, interface, &received, &sent) == 0 else { return 0 }
        defer { last[interface] = (received, sent) }
        guard let before = last[interface] else { return 0 }
        return Self.growth(before.received, received) &+ (ingressOnly ? 0 : Self.growth(before.sent, sent))
    }

    /// Forgets an interface that is gone.
    func forget(_ interface: UInt32) { last[interface] = nil }

    /// A counter that went back was set back.
    private static func growth(_ before: UInt64, _ now: UInt64) -> UInt64 { now >= before ? now - before : now }
}
