import CLinux
import Glibc
import Testing

/// Sends frames out of one interface as they are, by a packet socket.
final class FrameSender {
    private let socket: Int32

    init(interface: UInt32) throws {
        socket = clinux_packet_socket()
        try #require(socket >= 0)
        var address = [UInt8](repeating: 0, count: 20)  // struct sockaddr_ll
        address.withUnsafeMutableBytes {
            $0.storeBytes(of: UInt16(AF_PACKET), as: UInt16.self)
            $0.storeBytes(of: interface, toByteOffset: 4, as: UInt32.self)
        }
        let result = address.withUnsafeBytes {
            bind(socket, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), 20)
        }
        try #require(result == 0)
    }

    deinit { close(socket) }

    /// Sends `frame` `count` times.
    func send(_ frame: [UInt8], count: Int = 1) throws {
        for _ in 0..<count {
            while Glibc.send(socket, frame, frame.count, 0) != frame.count {
                try #require(errno == ENOBUFS || errno == EAGAIN)
            }
        }
    }
}

/// Frames to send.
enum Frames {
    static let addresses: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]

    /// A UDP packet in an Ethernet frame, behind `tags` (TPID, TCI).
    static func udp(
        from source: UInt32 = 0xc000_0201,
        to destination: UInt32 = 0xc000_0202,
        payload: Int = 18,
        tags: [(UInt16, UInt16)] = []
    ) -> [UInt8] {
        var frame = addresses
        for tag in tags { frame += bytes(tag.0) + bytes(tag.1) }
        frame += [0x08, 0x00, 0x45, 0] + bytes(UInt16(28 + payload)) + [0, 0, 0, 0, 64, 17, 0, 0]
        frame += bytes(source) + bytes(destination)
        frame += bytes(UInt16(40000)) + bytes(UInt16(9)) + bytes(UInt16(8 + payload)) + [0, 0]
        return frame + [UInt8](repeating: 0x5a, count: payload)
    }

    static func bytes<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
