import NetTypes

/// A UDP datagram with its IP header and true checksums.
func rawDatagram(_ payload: [UInt8], from source: SocketAddress, to destination: SocketAddress) -> [UInt8] {
    let length = payload.count + 8
    switch (source.address, destination.address) {
    case (.v4(let from), .v4(let to)):
        let addresses = words(UInt128(from) << 32 | UInt128(to), count: 4)
        let udp = udpDatagram(payload, source.port, destination.port, pseudoHeader: addresses)
        return bytes(ipv4Header(addresses, payload: length)) + udp
    case (.v6(let from), .v6(let to)):
        let addresses = words(from, count: 8) + words(to, count: 8)
        let udp = udpDatagram(payload, source.port, destination.port, pseudoHeader: addresses)
        return bytes([0x6000, 0, UInt16(length), 17 << 8 | 64] + addresses) + udp
    default: preconditionFailure("both addresses of a datagram are of one IP version")
    }
}

/// RFC 791 §3.1.
private func ipv4Header(_ addresses: [UInt16], payload: Int) -> [UInt16] {
    var header: [UInt16] = [0x4500, UInt16(20 + payload), 0, 0x4000, 64 << 8 | 17, 0] + addresses
    header[5] = ~onesComplementSum(header)
    return header
}

/// RFC 768; a sum of zero is sent as its complement.
private func udpDatagram(
    _ payload: [UInt8],
    _ source: UInt16,
    _ destination: UInt16,
    pseudoHeader addresses: [UInt16]
) -> [UInt8] {
    var header: [UInt16] = [source, destination, UInt16(payload.count + 8), 0]
    let data = stride(from: 0, to: payload.count, by: 2).map { index in
        UInt16(payload[index]) << 8 | (index + 1 < payload.count ? UInt16(payload[index + 1]) : 0)
    }
    let sum = ~onesComplementSum(addresses + [17, header[2]] + header + data)
    header[3] = sum == 0 ? 0xffff : sum
    return bytes(header) + payload
}

/// RFC 1071.
private func onesComplementSum(_ words: [UInt16]) -> UInt16 {
    var sum = words.reduce(UInt64(0)) { $0 + UInt64($1) }
    while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
    return UInt16(sum)
}

/// The lowest `count` words of sixteen bits, the highest first.
private func words(_ value: UInt128, count: Int) -> [UInt16] {
    (0..<count).map { UInt16(truncatingIfNeeded: value >> UInt128(16 * (count - 1 - $0))) }
}

private func bytes(_ words: [UInt16]) -> [UInt8] {
    words.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
}
