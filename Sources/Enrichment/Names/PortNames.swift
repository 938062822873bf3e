/// What ports are called: `/etc/services`, services(5).
package struct PortNames: Sendable {
    /// The most entries that are kept.
    package static let limit = 200_000

    private struct Place: Hashable {
        var proto: String
        var port: UInt16
    }

    private var names: [Place: String] = [:]

    /// From `name port/protocol aliases…  # comment` on each line. Lines that are not so are passed over; of several names
    /// of a port the first counts.
    package init(_ bytes: [UInt8]) {
        for line in FileLines(bytes, limit: 10 * Self.limit) where names.count < Self.limit { add(line) }
    }

    /// Ports that have a name.
    package var count: Int { names.count }

    /// The name of a port of `tcp`, `udp`, `sctp`…
    package func name(of port: UInt16, _ proto: String) -> String? { names[Place(proto: proto, port: port)] }

    private mutating func add(_ line: ArraySlice<UInt8>) {
        let words = line.prefix { $0 != UInt8(ascii: "#") }
            .split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 }
        guard words.count >= 2, let name = cleanName(words[0]) else { return }
        let parts = words[1].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, 1...16 ~= parts[1].count,
            let port = UInt16(String(decoding: parts[0], as: UTF8.self))
        else { return }
        let place = Place(proto: String(decoding: parts[1], as: UTF8.self), port: port)
        if names[place] == nil { names[place] = name }
    }
}
