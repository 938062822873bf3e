import CaptureFiles
import NetTypes
import XDR

extension Fixture {
    /// The sFlow datagrams of a capture below `Tests/Fixtures`.
    package static func datagrams(_ path: String) -> [[UInt8]] { capturedDatagrams(path).map(\.bytes) }

    /// The same, with when they were captured: nanoseconds since 1970.
    package static func capturedDatagrams(_ path: String) -> [(time: UInt64, bytes: [UInt8])] {
        do {
            var reader = try CaptureReader(path: folder + path), datagrams: [(UInt64, [UInt8])] = []
            while let packet = try reader.next() {
                guard let datagram = try? packet.udpDatagram(), datagram.destination.port == 6343 else { continue }
                datagrams.append((packet.time, packet.bytes.copy(datagram.payload)))
            }
            return datagrams
        } catch {
            preconditionFailure("\(path): \(error)")
        }
    }

    /// The captures of another agent.
    package static let captures = [
        "datagrams/hsflowd-lo.pcap", "datagrams/hsflowd-lo-idle.pcap", "datagrams/hsflowd-docker-mock.pcap",
    ]
}
