import Glibc
import Testing
import XDR

@testable import Simulation
@testable import Simulator

@Suite struct CollectorSocketTests {
    /// A socket of this host that receives, and its port.
    private final class Receiver {
        let descriptor: Int32
        let port: UInt16

        init() throws {
            descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let socket = descriptor
            let result = withUnsafeMutableBytes(of: &address) { bytes in
                let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
                return bind(socket, pointer, length) == 0 ? getsockname(socket, pointer, &length) : -1
            }
            guard result == 0 else { throw SimulatorError("no socket", errno: errno) }
            port = UInt16(bigEndian: address.sin_port)
        }

        deinit { close(descriptor) }

        /// The next datagram, which has been sent.
        func receive() -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: 2000)
            let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            return count >= 0 ? Array(bytes.prefix(count)) : nil
        }
    }

    /// Each has other bytes; runs of equal lengths, longer than one message may have, stand between single ones.
    private func datagrams(_ lengths: [Int]) -> (DatagramBatch, [[UInt8]]) {
        let batch = DatagramBatch()
        let all = lengths.enumerated().map { number, length in
            (0..<length).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
        }
        for datagram in all { datagram.withUnsafeBytes { batch.append($0) } }
        return (batch, all)
    }

    @Test(arguments: [
        [100], [7, 8, 9], [Int](repeating: 300, count: 90), [1324, 1324, 1324, 80, 1324, 1324, 44],
        [Int](repeating: 40, count: 70) + [36] + [Int](repeating: 40, count: 3),
    ])
    func everyDatagramArrivesAsItIs(lengths: [Int]) throws {
        let receiver = try Receiver(), socket = try CollectorSocket(host: "127.0.0.1", port: receiver.port)
        let (batch, expected) = datagrams(lengths)
        try socket.send(batch)
        #expect(socket.sent == UInt64(lengths.count))
        #expect(lengths.map { _ in receiver.receive() } == expected)
        #expect(receiver.receive() == nil)
    }

    /// Nobody listens: that is counted, and everything goes on.
    @Test func refusals() throws {
        let port = try Receiver().port, socket = try CollectorSocket(host: "127.0.0.1", port: port)
        let (batch, _) = datagrams([100, 101, 102, 103])
        for _ in 0..<5 { try socket.send(batch) }
        #expect(socket.refused > 0)
    }

    @Test func unknownHost() {
        #expect(throws: SimulatorError.self) { try CollectorSocket(host: "no-such-host.invalid", port: 6343) }
    }
}
