import CaptureFiles
import NetTypes
import XDR

/// Integers in a byte order.
struct ByteOrder: Sendable {
    var little: Bool

    func u16(_ value: UInt16) -> [UInt8] { order([8, 0].map { UInt8(truncatingIfNeeded: value >> UInt16($0)) }) }

    func u32(_ value: UInt32) -> [UInt8] {
        order([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) })
    }

    func u64(_ value: UInt64) -> [UInt8] {
        order(stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) })
    }

    private func order(_ bytes: [UInt8]) -> [UInt8] { little ? bytes.reversed() : bytes }
}

/// A pcap file of packets at 1.5 s, 2.5 s…, each cut by seven bytes, as another program would write it.
func pcap(
    _ packets: [[UInt8]],
    magic: UInt32 = 0xa1b2_c3d4,
    linkType: UInt32 = 1,
    version: UInt32 = 0x0002_0004,
    little: Bool = true
) -> [UInt8] {
    let order = ByteOrder(little: little), fraction: UInt32 = magic == 0xa1b2_3c4d ? 500_000_000 : 500_000
    let (major, minor) = (UInt16(version >> 16), UInt16(truncatingIfNeeded: version))
    var bytes = order.u32(magic) + order.u16(major) + order.u16(minor)
    bytes += [0, 0, 65_535, linkType].flatMap(order.u32)
    for (index, packet) in packets.enumerated() {
        bytes += [UInt32(index + 1), fraction, UInt32(packet.count), UInt32(packet.count) + 7].flatMap(order.u32)
        if magic == 0xa1b2_cd34 { bytes += [UInt8](repeating: 0xee, count: 8) }
        bytes += packet
    }
    return bytes
}

/// Writes blocks of a pcapng file.
struct Pcapng {
    var order: ByteOrder
    var bytes: [UInt8] = []

    init(little: Bool = true) {
        order = ByteOrder(little: little)
    }

    /// A block of a type; its lengths are right unless they are given.
    mutating func block(_ type: UInt32, _ body: [UInt8], length: UInt32? = nil, trailer: UInt32? = nil) {
        let padding = [UInt8](repeating: 0, count: -body.count & 3)
        let right = UInt32(12 + body.count + padding.count)
        bytes += order.u32(type) + order.u32(length ?? right) + body + padding + order.u32(trailer ?? length ?? right)
    }

    mutating func section(major: UInt16 = 1, magic: UInt32 = 0x1a2b_3c4d) {
        block(0x0a0d_0d0a, order.u32(magic) + order.u16(major) + order.u16(0) + order.u64(.max))
    }

    mutating func interface(_ linkType: UInt16 = 1, snapLength: UInt32 = 0, options: [UInt8] = []) {
        block(1, order.u16(linkType) + order.u16(0) + order.u32(snapLength) + options)
    }

    func option(_ code: UInt16, _ value: [UInt8], length: UInt16? = nil) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: -value.count & 3)
        return order.u16(code) + order.u16(length ?? UInt16(value.count)) + value + padding
    }

    /// An enhanced packet block.
    mutating func packet(
        _ packet: [UInt8],
        interface: UInt32 = 0,
        ticks: UInt64 = 1_500_000,
        captured: UInt32? = nil,
        options: [UInt8] = []
    ) {
        let times = order.u32(UInt32(ticks >> 32)) + order.u32(UInt32(truncatingIfNeeded: ticks))
        let lengths = order.u32(captured ?? UInt32(packet.count)) + order.u32(UInt32(packet.count) + 7)
        let padding = [UInt8](repeating: 0, count: -packet.count & 3)
        block(6, order.u32(interface) + times + lengths + packet + padding + options)
    }

    /// The packet block of old.
    mutating func oldPacket(_ packet: [UInt8], interface: UInt16 = 0, ticks: UInt64 = 1_500_000) {
        let times = order.u32(UInt32(ticks >> 32)) + order.u32(UInt32(truncatingIfNeeded: ticks))
        let lengths = order.u32(UInt32(packet.count)) + order.u32(UInt32(packet.count) + 7)
        block(2, order.u16(interface) + order.u16(9) + times + lengths + packet)
    }

    mutating func simplePacket(_ packet: [UInt8], length: UInt32) { block(3, order.u32(length) + packet) }
}

/// A packet that was read, to compare.
struct ReadPacket: Equatable, CustomStringConvertible {
    var time: UInt64
    var bytes: [UInt8]
    var length: UInt32
    var linkType: LinkType
    var description: String { "\(time) \(length) \(linkType) \(bytes.count): \(bytes.prefix(16))" }
}

/// The packets of a capture, and why no more came.
func read(_ bytes: [UInt8], piece: Int = 1 << 18) -> (packets: [ReadPacket], error: CaptureError?) {
    var reader = CaptureReader(bytes, piece: piece)
    return read(&reader)
}

func read(_ reader: inout CaptureReader) -> (packets: [ReadPacket], error: CaptureError?) {
    var packets: [ReadPacket] = []
    do throws(CaptureError) {
        while let packet = try reader.next() { packets.append(ReadPacket(packet)) }
        return (packets, nil)
    } catch {
        return (packets, error)
    }
}

extension ReadPacket {
    init(_ packet: borrowing CapturedPacket) {
        time = packet.time
        bytes = packet.bytes.copy(ByteRange(offset: 0, count: packet.bytes.byteCount))
        length = packet.length
        linkType = packet.linkType
    }
}

/// What each packet of a capture carries.
func datagrams(_ bytes: [UInt8]) -> [Result<UDPDatagram, NoDatagram>] {
    var reader = CaptureReader(bytes), found: [Result<UDPDatagram, NoDatagram>] = []
    while let packet = try? reader.next() {
        do throws(NoDatagram) { found.append(.success(try packet.udpDatagram())) } catch {
            found.append(.failure(error))
        }
    }
    return found
}

/// The payload of the first datagram in a capture.
func payload(_ bytes: [UInt8]) throws -> [UInt8]? {
    var reader = CaptureReader(bytes)
    while let packet = try reader.next() {
        if let datagram = try? packet.udpDatagram() { return packet.bytes.copy(datagram.payload) }
    }
    return nil
}

let source = SocketAddress("192.0.2.1:5000", defaultPort: 0)!
let destination = SocketAddress("192.0.2.9:6343", defaultPort: 0)!
let source6 = SocketAddress("[2001:db8::1]:5000", defaultPort: 0)!
let destination6 = SocketAddress("[2001:db8::9]:6343", defaultPort: 0)!

/// A datagram behind its IP and UDP headers, as the writer makes it.
func rawPacket(_ payload: [UInt8], v6: Bool = false) -> [UInt8] {
    var writer = PcapWriter(.raw)
    writer.append(
        datagram: payload,
        from: v6 ? source6 : source,
        to: v6 ? destination6 : destination,
        time: 0
    )
    return Array(writer.bytes[40...])
}

extension PcapWriter {
    mutating func append(_ packet: [UInt8], time: UInt64, length: Int = 0) {
        append(packet.span.bytes, time: time, length: length)
    }

    mutating func append(datagram: [UInt8], from: SocketAddress, to: SocketAddress, time: UInt64) {
        append(datagram: datagram.span.bytes, from: from, to: to, time: time)
    }
}

extension PcapngWriter {
    mutating func append(_ packet: [UInt8], _ linkType: LinkType, time: UInt64, length: Int = 0) {
        append(packet.span.bytes, linkType, time: time, length: length)
    }
}
