import CLinux
import Glibc

/// A socket to rtnetlink that never blocks.
///
/// The kernel works on a request while it is sent and on the rest of a list while the list is read, so an answer is
/// there at once, or never.
package final class NetlinkSocket {
    package let descriptor: Int32
    private var sequence: UInt32 = 0
    /// Empty while an answer is read in it.
    private var spare: [UInt8] = []

    /// The kernel makes datagrams of at most 32 KiB.
    private static let bufferSize = 32 << 10
    /// How often a list is asked for again that changed while it was made.
    private static let attempts = 8

    /// Joins `groups` (RTMGRP_*). With groups, `receiveBuffer` bytes are asked for against bursts.
    package init(groups: Int32 = 0, receiveBuffer: Int32 = 1 << 20) throws(NetlinkError) {
        let type = SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        descriptor = socket(AF_NETLINK, Int32(type), NETLINK_ROUTE)
        guard descriptor >= 0 else { throw .system(errno) }
        var address = sockaddr_nl()
        address.nl_family = sa_family_t(AF_NETLINK)
        address.nl_groups = UInt32(bitPattern: groups)
        let result = withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_nl>.size))
            }
        }
        guard result == 0 else { throw .system(errno) }
        if groups != 0 { set(SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
        set(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Asks for a list and hands each of its messages to `body`. `restart` is called before each attempt, so that what
    /// was collected can be forgotten. A list that changes at each attempt stands as it was read last.
    package func list(
        _ request: inout NetlinkRequest,
        restart: () -> Void,
        _ body: (NetlinkMessage, RawSpan) -> Void
    ) throws(NetlinkError) {
        for _ in 0..<Self.attempts {
            restart()
            if try !ask(&request, isDump: true, body) { return }
        }
    }

    /// Asks once. Returns whether what was listed changed meanwhile.
    @discardableResult
    package func ask(
        _ request: inout NetlinkRequest,
        isDump: Bool,
        _ body: (NetlinkMessage, RawSpan) -> Void
    ) throws(NetlinkError) -> Bool {
        sequence &+= 1
        request.finish(sequence: sequence)
        let sent = request.bytes.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, 0) }
        guard sent == request.bytes.count else { throw .system(sent < 0 ? errno : EIO) }
        var answer = NetlinkAnswer(sequence: sequence, isDump: isDump), buffer = takeBuffer()
        defer { spare = buffer }
        while !answer.isComplete {
            guard let count = try receive(&buffer) else { throw .incomplete }
            try answer.take(buffer.span.bytes.extracting(first: count), body)
        }
        return answer.wasInterrupted
    }

    /// Hands every message that waits to `body`. Throws `.system(ENOBUFS)` where some were lost.
    package func drain(_ body: (NetlinkMessage, RawSpan) -> Void) throws(NetlinkError) {
        var buffer = takeBuffer()
        defer { spare = buffer }
        while let count = try receive(&buffer) {
            let bytes = buffer.span.bytes.extracting(first: count)
            var offset = 0
            while let message = try NetlinkMessage.next(in: bytes, at: &offset) { body(message, bytes) }
        }
    }

    private func takeBuffer() -> [UInt8] {
        defer { spare = [] }
        return spare.isEmpty ? [UInt8](repeating: 0, count: Self.bufferSize) : spare
    }

    /// The next datagram of the kernel; nil where none waits. Datagrams of other senders are thrown away.
    private func receive(_ buffer: inout [UInt8]) throws(NetlinkError) -> Int? {
        while true {
            var sender = sockaddr_nl()
            let count = receive(&buffer, from: &sender)
            if count < 0, errno == EINTR { continue }
            if count < 0 { if errno == EAGAIN { return nil } else { throw .system(errno) } }
            guard sender.nl_pid == 0 else { continue }
            guard count <= buffer.count else { throw .incomplete }
            return count
        }
    }

    /// The length that the datagram has (MSG_TRUNC), also where it did not fit.
    private func receive(_ buffer: inout [UInt8], from sender: inout sockaddr_nl) -> Int {
        var size = socklen_t(MemoryLayout<sockaddr_nl>.size)
        return buffer.withUnsafeMutableBytes { bytes in
            withUnsafeMutablePointer(to: &sender) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe recvfrom(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_TRUNC), $0, &size)
                }
            }
        }
    }

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe _ = setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
