import NetTypes
import XDR

/// The IP and UDP headers of a datagram, with true checksums.
struct DatagramHeaders {
    static let ethernetLength = 14

    private enum Addresses {
        case v4(UInt32, UInt32)
        case v6(UInt128, UInt128)
    }

    private let addresses: Addresses
    private let ports: UInt32
    /// Of the UDP datagram.
    private let length: UInt16
    private let checksum: UInt16

    init(_ payload: RawSpan, from source: SocketAddress, to destination: SocketAddress) {
        var sum = InternetChecksum()
        switch (source.address, destination.address) {
        case (.v4(let from), .v4(let to)):
            precondition(payload.byteCount <= 65_507, "a UDP datagram in IPv4 has at most 65,507 bytes")
            addresses = .v4(from, to)
            sum.add(UInt64(from) << 32 | UInt64(to))
        case (.v6(let from), .v6(let to)):
            precondition(payload.byteCount <= 65_527, "a UDP datagram in IPv6 has at most 65,527 bytes")
            addresses = .v6(from, to)
            for half in [from, to] {
                sum.add(UInt64(truncatingIfNeeded: half >> 64))
                sum.add(UInt64(truncatingIfNeeded: half))
            }
        default: preconditionFailure("both addresses of a datagram are of one IP version")
        }
        length = UInt16(payload.byteCount + 8)
        ports = UInt32(source.port) << 16 | UInt32(destination.port)
        // The pseudo-header has the length and the protocol, the header the ports and the length again.
        sum.add(UInt64(length) * 2 + 17)
        sum.add(UInt64(ports))
        sum.add(payload)
        // RFC 768: a sum of zero is sent as its complement.
        checksum = sum.value == 0 ? 0xffff : sum.value
    }

    /// Bytes of both headers.
    var count: Int {
        switch addresses {
        case .v4: 28
        case .v6: 48
        }
    }

    /// From one locally administered address to another.
    func putEthernet(into bytes: inout [UInt8]) {
        bytes.put(0x0200_0000_0002_0200 as UInt64)
        bytes.put(0x0000_0001 as UInt32)
        switch addresses {
        case .v4: bytes.put(0x0800 as UInt16)
        case .v6: bytes.put(0x86dd as UInt16)
        }
    }

    func put(into bytes: inout [UInt8]) {
        switch addresses {
        case .v4(let source, let destination): putIPv4(source, destination, &bytes)
        case .v6(let source, let destination): putIPv6(source, destination, &bytes)
        }
        bytes.put(ports)
        bytes.put(length)
        bytes.put(checksum)
    }

    /// RFC 791 section 3.1: not to be fragmented, 64 hops.
    private func putIPv4(_ source: UInt32, _ destination: UInt32, _ bytes: inout [UInt8]) {
        let words: (UInt64, UInt64) = (0x4500 << 48 | UInt64(length + 20) << 32 | 0x4000, 0x4011 << 48)
        var sum = InternetChecksum()
        sum.add(words.0)
        sum.add(words.1)
        sum.add(UInt64(source) << 32 | UInt64(destination))
        bytes.put(words.0)
        bytes.put(UInt32(0x4011) << 16 | UInt32(sum.value))
        bytes.put(source)
        bytes.put(destination)
    }

    /// RFC 8200 section 3: 64 hops.
    private func putIPv6(_ source: UInt128, _ destination: UInt128, _ bytes: inout [UInt8]) {
        bytes.put(0x6000 << 48 | UInt64(length) << 16 | 0x1140 as UInt64)
        bytes.put(source)
        bytes.put(destination)
    }
}

/// RFC 1071. Sums of longer words are the same as of words of sixteen bits, once they are folded.
private struct InternetChecksum {
    private var sum: UInt64 = 0

    /// Adds eight bytes in network order.
    mutating func add(_ word: UInt64) { sum &+= word >> 32 &+ word & 0xffff_ffff }

    mutating func add(_ bytes: RawSpan) {
        let count = bytes.byteCount, whole = count & ~7
        for offset in stride(from: 0, to: whole, by: 8) { add(bytes.bigEndian64(offset)) }
        var last: UInt64 = 0
        for offset in whole..<count { last |= UInt64(bytes.bigEndian8(offset)) << UInt64(56 - 8 * (offset & 7)) }
        add(last)
    }

    /// The complement of the sum in sixteen bits.
    var value: UInt16 {
        var folded = sum
        while folded > 0xffff { folded = folded & 0xffff + folded >> 16 }
        return ~UInt16(folded)
    }
}
