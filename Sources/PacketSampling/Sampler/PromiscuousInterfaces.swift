import CLinux
import Glibc

/// Holds interfaces in promiscuous mode for as long as it lives.
final class PromiscuousInterfaces {
    private var socket: Int32 = -1
    private var members: Set<UInt32> = []

    deinit { if socket >= 0 { close(socket) } }

    /// Makes `wanted` the interfaces in promiscuous mode. Returns those that refuse.
    func update(_ wanted: Set<UInt32>) -> [(interface: UInt32, error: SystemCallError)] {
        for interface in members.subtracting(wanted) { _ = clinux_promiscuous(socket, interface, 0) }
        members.formIntersection(wanted)
        return wanted.subtracting(members).sorted().compactMap { interface in
            do throws(SystemCallError) {
                try add(interface)
                return nil
            } catch {
                return (interface, error)
            }
        }
    }

    private func add(_ interface: UInt32) throws(SystemCallError) {
        if socket < 0 { socket = try descriptor("open a packet socket", clinux_packet_socket()) }
        try check("switch promiscuous mode", clinux_promiscuous(socket, interface, 1))
        members.insert(interface)
    }
}
