/// Packets made by hand, from the outermost header inwards.
enum Packets {
    static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }

    static func ethernet(_ type: Int, tags: [Int] = [], _ payload: [UInt8]) -> [UInt8] {
        let addresses: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        return addresses + tags.flatMap { word(0x8100) + word($0) } + word(type) + payload
    }

    static func ipv4(
        _ number: UInt8,
        options: Int = 0,
        fragment: Int = 0,
        length: Int? = nil,
        _ payload: [UInt8]
    ) -> [UInt8] {
        let header = 20 + 4 * options
        return [UInt8(0x40 + header / 4), 0] + word(length ?? header + payload.count) + [0, 0] + word(fragment)
            + [64, number, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2] + [UInt8](repeating: 1, count: 4 * options) + payload
    }

    static func ipv6(_ number: UInt8, length: Int? = nil, _ payload: [UInt8]) -> [UInt8] {
        [0x60, 0, 0, 0] + word(length ?? payload.count) + [number, 64] + [UInt8](repeating: 0x20, count: 32) + payload
    }

    /// An extension header of eight bytes.
    static func `extension`(_ next: UInt8, fragment: Int = 0, _ payload: [UInt8]) -> [UInt8] {
        [next, 0] + word(fragment) + [0, 0, 0, 0] + payload
    }

    static func udp(_ port: Int, _ payload: [UInt8] = []) -> [UInt8] {
        word(40_000) + word(port) + word(8 + payload.count) + [0, 0] + payload
    }

    static let tcp: [UInt8] = [0x9c, 0x40, 0x01, 0xbb, 0, 0, 0, 1, 0, 0, 0, 2, 0x50, 0x12, 1, 0, 0, 0, 0, 0]
    /// The beginning of a DNS message that says that it has so many bytes.
    static func dnsSegment(length: Int) -> [UInt8] {
        [0x9c, 0x40, 0, 53] + tcp.dropFirst(4) + word(length) + [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    }

    static let echo: [UInt8] = [8, 0, 0, 0, 0, 1, 0, 1]
    static let sctp: [UInt8] = [0x0b, 0x59, 0x0b, 0x59, 0, 0, 0, 1, 0, 0, 0, 0]
    static let arp: [UInt8] = [0, 1, 8, 0, 6, 4, 0, 1] + [UInt8](repeating: 7, count: 20)

    static func mpls(_ labels: Int, _ payload: [UInt8]) -> [UInt8] {
        (1...labels).flatMap { [0, 0, UInt8($0 == labels ? 0x11 : 0x10), 64] } + payload
    }

    static func gre(_ type: Int, flags: Int = 0, _ payload: [UInt8]) -> [UInt8] {
        word(flags) + word(type) + [UInt8](repeating: 0, count: 4 * (flags & 0xb000).nonzeroBitCount) + payload
    }

    static func vxlan(_ payload: [UInt8]) -> [UInt8] { [8, 0, 0, 0, 0, 0, 42, 0] + payload }

    static func geneve(options: Int, _ payload: [UInt8]) -> [UInt8] {
        [UInt8(options), 0, 0x65, 0x58, 0, 0, 42, 0] + [UInt8](repeating: 9, count: 4 * options) + payload
    }

    static func pppoe(_ kind: Int, _ payload: [UInt8]) -> [UInt8] {
        [0x11, 0, 0, 1] + word(payload.count + 2) + word(kind) + payload
    }
}
