import NetTypes

/// A MaxMind database (.mmdb): addresses, and what is said of the networks that have them. Format 2.0,
/// <https://maxmind.github.io/MaxMind-DB/>. GeoLite2, DB-IP and IPinfo come in it.
///
/// The file is held in memory, so that nothing which happens to it later can matter, and nothing in it is believed.
package final class MaxMindDatabase: Sendable {
    /// What the file says of itself: `GeoLite2-Country`.
    package let type: String
    /// When it was made, in seconds since 1970; 0 where it does not say.
    package let made: Int
    private let bytes: [UInt8]
    private let nodes: Int
    /// Bytes of a node: two records.
    private let nodeBytes: Int
    private let data: Range<Int>
    /// The node, or more, at which IPv4 addresses begin; `nil`: those of IPv6 are not in it.
    private let isIPv6: Bool
    private let ipv4Start: Int

    package init(_ bytes: [UInt8]) throws(MaxMindError) {
        let metadata = try MaxMindMetadata(bytes)
        let tree = metadata.nodes * metadata.recordBits / 4
        // Sixteen zero bytes lie between the tree and the data.
        guard tree + 16 <= metadata.start else { throw .truncated }
        self.bytes = bytes
        type = metadata.type
        made = metadata.made
        nodes = metadata.nodes
        nodeBytes = metadata.recordBits / 4
        data = tree + 16..<metadata.start
        isIPv6 = metadata.ipVersion == 6
        var start = 0
        if isIPv6 {
            for _ in 0..<96 where start < nodes { start = Self.record(bytes, nodeBytes, start, 0) }
        }
        ipv4Start = start
    }

    /// A cursor on what is said of the address; `nil`: nothing is, or it cannot be read.
    func entry(_ address: IPAddress) -> MaxMindCursor? {
        let node: Int
        switch address {
        case .v4(let bits): node = walk(from: ipv4Start, bits)
        case .v6(let bits):
            guard isIPv6 else { return nil }
            node = walk(from: 0, bits)
        }
        // The tree's number of nodes itself stands for "nothing".
        let place = data.lowerBound + node - nodes - 16
        guard node > nodes, data.contains(place) else { return nil }
        return MaxMindCursor(bytes, section: data, at: place)
    }

    private func walk<Word: FixedWidthInteger>(from start: Int, _ address: Word) -> Int {
        var node = start, bits = address
        for _ in 0..<Word.bitWidth where node < nodes {
            node = Self.record(bytes, nodeBytes, node, bits.leadingZeroBitCount == 0 ? 1 : 0)
            bits <<= 1
        }
        return node
    }

    /// The left (0) or right (1) record of a node. Those of 28 bits share the byte between them.
    private static func record(_ bytes: [UInt8], _ nodeBytes: Int, _ node: Int, _ side: Int) -> Int {
        let start = node * nodeBytes
        func word(_ place: Int, _ count: Int) -> Int {
            bytes[start + place..<start + place + count].reduce(0) { $0 << 8 | Int($1) }
        }
        switch nodeBytes {
        case 6: return word(3 * side, 3)
        case 7:
            let shared = Int(bytes[start + 3])
            return (side == 0 ? shared >> 4 : shared & 15) << 24 | word(4 * side, 3)
        default: return word(4 * side, 4)
        }
    }
}

extension MaxMindDatabase {
    /// The text of a cursor's value; `nil` for what is no text.
    func text(_ value: MaxMindValue?) -> String? {
        guard case .text(let range)? = value else { return nil }
        return cleanName(bytes[range])
    }
}
