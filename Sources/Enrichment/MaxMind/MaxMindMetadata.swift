/// What a MaxMind database says of itself, behind its last marker.
struct MaxMindMetadata {
    /// Where the marker is: the data ends there.
    let start: Int
    let nodes: Int
    /// Of each of a node's two records: 24, 28 or 32.
    let recordBits: Int
    /// 4 or 6.
    let ipVersion: Int
    let type: String
    let made: Int

    private static let marker: [UInt8] = [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8)
    /// The marker is in the last 128 KiB.
    private static let reach = 128 << 10

    init(_ bytes: [UInt8]) throws(MaxMindError) {
        guard let marker = Self.lastMarker(bytes) else { throw .noMetadata }
        start = marker
        let section = marker + Self.marker.count..<bytes.count
        func number(_ name: StaticString) -> Int? {
            var cursor = MaxMindCursor(bytes, section: section, at: section.lowerBound)
            guard cursor.enter(member: name), case .number(let number)? = cursor.enter() else { return nil }
            return Int(exactly: number)
        }
        guard let version = number("binary_format_major_version") else {
            throw .badMetadata("binary_format_major_version")
        }
        guard version == 2 else { throw .unknownVersion(version) }
        guard let nodes = number("node_count"), 1...Int(UInt32.max) ~= nodes else { throw .badMetadata("node_count") }
        guard let bits = number("record_size"), [24, 28, 32].contains(bits) else { throw .badMetadata("record_size") }
        guard let ipVersion = number("ip_version"), [4, 6].contains(ipVersion) else {
            throw .badMetadata("ip_version")
        }
        self.nodes = nodes
        recordBits = bits
        self.ipVersion = ipVersion
        made = number("build_epoch") ?? 0
        var cursor = MaxMindCursor(bytes, section: section, at: section.lowerBound)
        guard cursor.enter(member: "database_type"), case .text(let range)? = cursor.enter(),
            let type = cleanName(bytes[range])
        else { throw .badMetadata("database_type") }
        self.type = type
    }

    private static func lastMarker(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= marker.count else { return nil }
        let first = max(0, bytes.count - reach)
        for start in stride(from: bytes.count - marker.count, through: first, by: -1)
        where bytes[start] == marker[0] && bytes[start..<start + marker.count].elementsEqual(marker) {
            return start
        }
        return nil
    }
}
