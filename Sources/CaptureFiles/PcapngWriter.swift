/// Writes a pcapng file into memory, for packets that do not all start with the same kind of header: each link type has
/// an interface, which is described when its first packet comes. In network order, times in nanoseconds
/// (draft-ietf-opsawg-pcapng).
package struct PcapngWriter: Sendable {
    /// The file so far. Take it and go on with `removeAll` to write in pieces.
    package private(set) var bytes: [UInt8] = []
    private var interfaces: [LinkType] = []

    /// Begins a file with the header of its section, whose length is not known yet.
    package init() {
        put([PcapngSection.Block.section, 28, 0x1a2b_3c4d, 0x0001_0000, .max, .max, 28])
    }

    /// Forgets what was written; the next bytes continue the file.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Adds a packet.
    /// - Parameters:
    ///   - time: nanoseconds since 1970.
    ///   - length: bytes on the wire, where they are more than those given.
    package mutating func append(_ packet: RawSpan, _ linkType: LinkType, time: UInt64, length: Int = 0) {
        let interface = interface(linkType), padding = -packet.byteCount & 3
        let blockLength = UInt32(truncatingIfNeeded: 32 + packet.byteCount + padding)
        bytes.put(PcapngSection.Block.enhancedPacket)
        bytes.put(blockLength)
        bytes.put(UInt32(interface))
        bytes.put(time)
        bytes.put(UInt32(truncatingIfNeeded: packet.byteCount))
        bytes.put(UInt32(truncatingIfNeeded: max(length, packet.byteCount)))
        bytes.put(packet)
        for _ in 0..<padding { bytes.append(0) }
        bytes.put(blockLength)
    }

    /// The number of the interface for a link type.
    private mutating func interface(_ linkType: LinkType) -> Int {
        if let known = interfaces.firstIndex(of: linkType) { return known }
        interfaces.append(linkType)
        // No snap length; the option if_tsresol (9) of one byte: nanoseconds; the end of the options.
        put([PcapngSection.Block.interface, 32, UInt32(linkType.rawValue) << 16, 0, 0x0009_0001, 0x0900_0000, 0, 32])
        return interfaces.count - 1
    }

    private mutating func put(_ words: [UInt32]) {
        for word in words { bytes.put(word) }
    }
}
