import NetTypes

/// Writes a pcap file into memory: big-endian, nanosecond times.
package struct PcapWriter: Sendable {
    /// The file so far. Take it and go on with `removeAll` to write in pieces.
    package private(set) var bytes: [UInt8] = []

    /// Begins a file with its header.
    package init(_ linkType: LinkType, snapLength: UInt32 = 0x4_0000) {
        for word in [0xa1b2_3c4d, 0x0002_0004, 0, 0, snapLength, linkType.rawValue] as [UInt32] { put(word) }
    }

    /// Forgets what was written; the next bytes continue the file.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Adds a packet.
    /// - Parameters:
    ///   - time: nanoseconds since 1970.
    ///   - length: bytes on the wire, where they are more than those given.
    package mutating func append(_ packet: [UInt8], time: UInt64, length: Int? = nil) {
        put(UInt32(truncatingIfNeeded: time / 1_000_000_000))
        put(UInt32(truncatingIfNeeded: time % 1_000_000_000))
        put(UInt32(packet.count))
        put(UInt32(truncatingIfNeeded: max(length ?? 0, packet.count)))
        bytes += packet
    }

    /// Adds a UDP datagram behind headers that are made for it, for a file of link type `raw`.
    ///
    /// Both addresses must be of one IP version, and the payload at most 65,507 bytes.
    package mutating func append(
        datagram payload: [UInt8],
        from source: SocketAddress,
        to destination: SocketAddress,
        time: UInt64
    ) {
        precondition(payload.count <= 65_507, "a UDP datagram has at most 65,507 bytes")
        append(rawDatagram(payload, from: source, to: destination), time: time)
    }

    private mutating func put(_ word: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
}
