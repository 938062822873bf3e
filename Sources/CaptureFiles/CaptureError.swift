import Glibc

/// Why a capture file could not be read. Offsets are bytes from the start of the file.
package enum CaptureError: Error, Equatable, Sendable {
    /// What a file is compressed with.
    package enum Compression: String, Sendable { case gzip, zstd, xz, bzip2, lz4 }

    /// The file cannot be opened or read: the system's error number.
    case unreadable(errno: Int32)
    /// The first bytes are not those of a pcap or a pcapng file.
    case notACapture(magic: UInt32)
    /// The first bytes are those of a compressed file.
    case compressed(Compression)
    /// The file ends within its header, or within the packet or block that begins at the offset.
    case truncated(at: Int)
    /// A packet or a block claims more bytes than any capture has.
    case tooLong(at: Int, length: UInt32)
    /// A block of a pcapng file contradicts itself.
    case malformedBlock(at: Int)
    /// A packet of a pcapng file names an interface that its section has not described.
    case noSuchInterface(at: Int, interface: UInt32)
    /// A section of a pcapng file describes more interfaces than any host has.
    case tooManyInterfaces(at: Int)
    /// A version of the file format that is not known.
    case unsupportedVersion(at: Int, major: UInt16, minor: UInt16)
}

extension CaptureError: CustomStringConvertible {
    /// What is wrong and what to do, to follow the file's name: `FILE: …`.
    package var description: String {
        switch self {
        case .unreadable(let number): unsafe String(cString: strerror(number))
        case .notACapture: "neither a pcap nor a pcapng file"
        case .compressed(let compression):
            "compressed with \(compression); decompress it on the way: \(compression.command) FILE | starling dump -r -"
        case .truncated(at: 0): "ends within its header"
        case .truncated(let at): "ends in the middle of the packet at byte \(at)"
        case .tooLong(let at, let length): "broken at byte \(at): a packet of \(length) bytes"
        case .malformedBlock(let at): "broken at byte \(at): the lengths of a block contradict each other"
        case .noSuchInterface(let at, let interface):
            "broken at byte \(at): a packet of interface \(interface), which is not described"
        case .tooManyInterfaces(let at): "broken at byte \(at): too many interfaces"
        case .unsupportedVersion(let at, let major, let minor):
            "format version \(major).\(minor) at byte \(at) is not known"
        }
    }
}

extension CaptureError.Compression {
    /// By the first four bytes.
    init?(magic: UInt32) {
        switch magic {
        case 0x1f8b_0000...0x1f8b_ffff: self = .gzip
        case 0x28b5_2ffd: self = .zstd
        case 0xfd37_7a58: self = .xz
        case 0x425a_6800...0x425a_68ff: self = .bzip2
        case 0x0422_4d18: self = .lz4
        default: return nil
        }
    }

    /// The command that writes the file decompressed.
    var command: String {
        switch self {
        case .gzip: "zcat"
        case .zstd: "zstdcat"
        case .xz: "xzcat"
        case .bzip2: "bzcat"
        case .lz4: "lz4cat"
        }
    }
}
