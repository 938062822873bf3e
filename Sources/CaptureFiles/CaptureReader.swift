import XDR

/// Reads the packets of a pcap or pcapng file one after the other, in place, with as much memory as its longest packet
/// takes, however long the file is.
///
/// A file is read to the end of what is there:
///
///     repeat {
///         while let packet = try reader.next() { … }
///     } while try reader.wait()
///
/// At the end of a file that is not followed there is nothing to wait for, so that for files (as opposed to pipes) the
/// inner loop alone is enough.
package struct CaptureReader: ~Copyable {
    private enum Format { case unknown, pcap, pcapng }

    private var input: CaptureInput
    private var format = Format.unknown
    private var pcap = PcapFormat(magic: 0xa1b2_c3d4)!
    private var section = PcapngSection()
    private var number = 0
    /// How often a file that is followed was replaced or cut, and read from its start again.
    package private(set) var restarts = 0

    private init(_ input: consuming CaptureInput) { self.input = input }

    /// Opens a file; `-` is standard input.
    /// - Parameter follow: go on when the file grows, also past the end of a packet that is partly written, and take up
    ///   the file that replaces it under its name. Pipes always go on until their other end is closed.
    package init(path: String, follow: Bool = false) throws(CaptureError) {
        let file =
            path == "-"
            ? try CaptureFile(descriptor: 0, follow: follow) : try CaptureFile(name: path, follow: follow)
        self.init(CaptureInput(.file(file)))
    }

    /// Reads from an open file or pipe, which stays the caller's to close.
    package init(descriptor: Int32, follow: Bool = false) throws(CaptureError) {
        self.init(CaptureInput(.file(try CaptureFile(descriptor: descriptor, follow: follow))))
    }

    /// Reads from bytes at hand.
    /// - Parameter piece: how many are read at once.
    package init(_ bytes: [UInt8], piece: Int = CaptureInput.usualSize) {
        self.init(CaptureInput(.memory(bytes, piece: max(1, piece)), size: min(max(1, piece), CaptureInput.usualSize)))
    }

    /// The next packet; `nil` where there is no whole one, or not yet. It is valid until the next call.
    ///
    /// After an error, the file has no more packets that could be read.
    @_lifetime(&self)
    package mutating func next() throws(CaptureError) -> CapturedPacket? {
        guard let record = try nextRecord() else { return nil }
        let offset = input.offset
        input.skip(record.count)
        number &+= 1
        return CapturedPacket(
            input.passed(record.count).extracting(record.bytes),
            record,
            number: number,
            offset: offset
        )
    }

    /// Waits until there may be another packet: in a pipe, or in a file that is followed.
    /// - Parameter stop: a descriptor that ends the wait when it becomes readable; negative: none.
    /// - Returns: false at the end, and where the wait was ended.
    package mutating func wait(stop: Int32 = -1) throws(CaptureError) -> Bool {
        switch try input.wait(stop: stop) {
        case .more: return true
        case .end: return false
        case .anew:
            (format, section, number) = (.unknown, PcapngSection(), 0)
            restarts += 1
            return true
        }
    }

    private mutating func nextRecord() throws(CaptureError) -> CaptureRecord? {
        if format == .unknown { guard try readMagic() else { return nil } }
        return format == .pcap ? try pcap.next(&input) : try section.next(&input)
    }

    /// Finds out what the file is.
    private mutating func readMagic() throws(CaptureError) -> Bool {
        guard try input.require(4) else {
            if input.hasEnded { throw .truncated(at: 0) }
            return false
        }
        let magic = input.bytes.bigEndian32(0)
        if magic == PcapngSection.Block.section {
            format = .pcapng
        } else if var found = PcapFormat(magic: magic) {
            guard try input.require(PcapFormat.headerLength) else { return false }
            try found.readHeader(input.bytes)
            input.skip(PcapFormat.headerLength)
            (pcap, format) = (found, .pcap)
        } else if let compression = CaptureError.Compression(magic: magic) {
            throw .compressed(compression)
        } else {
            throw .notACapture(magic: magic)
        }
        return true
    }
}
