import CaptureFiles
import XDR

extension Fixture {
    /// The sFlow datagrams of a capture below `Tests/Fixtures`.
    package static func datagrams(_ path: String) -> [[UInt8]] {
        do {
            var reader = try PcapReader(bytes(path)), datagrams: [[UInt8]] = []
            while let (_, datagram) = try reader.nextDatagram(to: 6343) {
                datagrams.append(reader.file.span.bytes.copy(datagram.payload))
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
