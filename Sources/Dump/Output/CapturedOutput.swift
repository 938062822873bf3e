import CaptureFiles
import DatagramPrinting
import NetTypes
import SFlow

/// Writes whole datagrams as a capture, behind headers that are made for them.
struct CapturedOutput: DatagramOutput, ~Copyable {
    private var writer = PcapWriter(.ethernet, .microseconds)
    /// The longest payload of UDP over IPv4, and over IPv6.
    private static let limits = (v4: 65_507, v6: 65_527)
    private var tooLong = 0

    mutating func show(_ datagram: RawSpan, _ origin: DatagramOrigin) -> DatagramFault? {
        var destination = origin.destination
        let limit: Int
        switch (origin.source.address, destination.address) {
        case (.v4, .v6):
            // Received by a socket of both versions, which does not say on which address.
            destination.address = .v4(0)
            limit = Self.limits.v4
        case (.v6, .v4):
            destination.address = .v6(0)
            limit = Self.limits.v6
        case (.v4, .v4): limit = Self.limits.v4
        case (.v6, .v6): limit = Self.limits.v6
        }
        guard datagram.byteCount <= limit else {
            tooLong += 1
            return nil
        }
        writer.append(datagram: datagram, from: origin.source, to: destination, time: origin.arrival.time)
        return nil
    }

    var pending: Int { writer.bytes.count }

    mutating func flush(to file: borrowing OutputFile) throws(OutputError) {
        try file.write(writer.bytes)
        writer.removeAll()
    }

    var notes: [String] {
        tooLong > 0 ? ["\(tooLong) datagrams are too long for a packet, and not in the capture"] : []
    }
}
