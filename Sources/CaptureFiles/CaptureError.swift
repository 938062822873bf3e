/// Why a capture file could not be read. Offsets are bytes from the start of the file.
package enum CaptureError: Error, Equatable, Sendable {
    /// The file cannot be opened or read: the system's error number.
    case unreadable(errno: Int32)
    /// The file is larger than the limit that the caller gave.
    case tooLarge(limit: Int)
    /// The first bytes are not those of a pcap file.
    case notACapture(magic: UInt32)
    /// A pcapng file: the older pcap format is read.
    case nextGeneration
    /// The file ends within its header or within a packet.
    case truncated(at: Int)
    /// A packet claims more bytes than any capture has.
    case packetTooLong(at: Int, length: UInt32)
    /// Packets of a link type that is not known here.
    case unknownLinkType(UInt32)
}
