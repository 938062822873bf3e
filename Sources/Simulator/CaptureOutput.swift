import CaptureFiles
import NetTypes
import Simulation
import XDR

/// Writes datagrams as a capture, as if each agent had sent its own.
final class CaptureOutput {
    private let file: OutputFile
    private var writer = PcapWriter(.ethernet, .nanoseconds)
    private(set) var sent: UInt64 = 0

    private static let port: UInt16 = 6343
    private static let collector = SocketAddress(.v4(0x0a0f_fffe), port: port)

    init(_ path: String) throws(SimulatorError) { file = try OutputFile(path) }

    /// - Parameter time: milliseconds since 1970.
    func write(_ batch: DatagramBatch, time: Int64) throws(SimulatorError) {
        batch.forEach { datagram in
            let agent = SocketAddress(.v4(datagram.bigEndian32(8)), port: Self.port)
            writer.append(datagram: datagram, from: agent, to: Self.collector, time: UInt64(time) * 1_000_000)
            sent += 1
        }
        try flush()
    }

    /// Also the head of a capture without packets.
    func flush() throws(SimulatorError) {
        try file.write(writer.bytes)
        writer.removeAll()
    }
}
