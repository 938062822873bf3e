import NetTypes

/// Writes a pcap file into memory, in network order.
package struct PcapWriter: Sendable {
    /// The unit of the times in the file.
    package enum Resolution: Sendable { case microseconds, nanoseconds }

    /// The file so far. Take it and go on with `removeAll` to write in pieces.
    package private(set) var bytes: [UInt8] = []
    private let linkType: LinkType
    private let nanosecondsPerTick: UInt64

    /// Begins a file with its header.
    package init(_ linkType: LinkType, _ resolution: Resolution = .nanoseconds, snapLength: UInt32 = 0x4_0000) {
        self.linkType = linkType
        nanosecondsPerTick = resolution == .nanoseconds ? 1 : 1000
        bytes.put(resolution == .nanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4 as UInt32)
        bytes.put(0x0002_0004 as UInt32)
        bytes.put(0 as UInt64)
        bytes.put(snapLength)
        bytes.put(UInt32(linkType.rawValue))
    }

    /// Forgets what was written; the next bytes continue the file.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Adds a packet.
    /// - Parameters:
    ///   - time: nanoseconds since 1970.
    ///   - length: bytes on the wire, where they are more than those given.
    package mutating func append(_ packet: RawSpan, time: UInt64, length: Int = 0) {
        putHeader(time: time, count: packet.byteCount, length: length)
        bytes.put(packet)
    }

    /// Adds a UDP datagram behind headers that are made for it, in a file of link type `raw` or `ethernet`.
    ///
    /// Both addresses must be of one IP version, and the payload no longer than a UDP datagram of that version can be:
    /// 65,507 bytes in IPv4, 65,527 in IPv6.
    /// - Parameter time: nanoseconds since 1970.
    package mutating func append(
        datagram payload: RawSpan,
        from source: SocketAddress,
        to destination: SocketAddress,
        time: UInt64
    ) {
        precondition(linkType == .raw || linkType == .ethernet, "packets of \(linkType) are not made here")
        let frame = linkType == .ethernet ? DatagramHeaders.ethernetLength : 0
        let headers = DatagramHeaders(payload, from: source, to: destination)
        putHeader(time: time, count: frame + headers.count + payload.byteCount, length: 0)
        if frame > 0 { headers.putEthernet(into: &bytes) }
        headers.put(into: &bytes)
        bytes.put(payload)
    }

    private mutating func putHeader(time: UInt64, count: Int, length: Int) {
        bytes.put(UInt32(truncatingIfNeeded: time / 1_000_000_000))
        bytes.put(UInt32(truncatingIfNeeded: time % 1_000_000_000 / nanosecondsPerTick))
        bytes.put(UInt32(truncatingIfNeeded: count))
        bytes.put(UInt32(truncatingIfNeeded: max(length, count)))
    }
}
