import NetTypes
import Testing
import XDR

@testable import CaptureFiles

private func word(_ value: UInt32, little: Bool) -> [UInt8] {
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    return little ? bytes.reversed() : bytes
}

/// A file of packets at 1.5 s, 2.5 s…, as another program would write it.
private func file(
    _ packets: [[UInt8]],
    magic: UInt32 = 0xa1b2_c3d4,
    linkType: UInt32 = 1,
    little: Bool = true
) -> [UInt8] {
    let fraction: UInt32 = magic == 0xa1b2_c3d4 ? 500_000 : 500_000_000
    var bytes = [magic, 0x0002_0004, 0, 0, 65_535, linkType].flatMap { word($0, little: little) }
    for (index, packet) in packets.enumerated() {
        let header = [UInt32(index + 1), fraction, UInt32(packet.count), UInt32(packet.count) + 7]
        bytes += header.flatMap { word($0, little: little) } + packet
    }
    return bytes
}

private func read(_ bytes: [UInt8]) throws(CaptureError) -> [PcapReader.Packet] {
    var reader = try PcapReader(bytes), packets: [PcapReader.Packet] = []
    while let packet = try reader.next() { packets.append(packet) }
    return packets
}

private func payload(_ bytes: [UInt8], port: UInt16 = 6343) throws(CaptureError) -> [UInt8]? {
    var reader = try PcapReader(bytes)
    return try reader.nextDatagram(to: port).map { bytes.span.bytes.copy($0.datagram.payload) }
}

private let source = SocketAddress("192.0.2.1:5000", defaultPort: 0)!
private let destination = SocketAddress("192.0.2.9:6343", defaultPort: 0)!
private let source6 = SocketAddress("[2001:db8::1]:5000", defaultPort: 0)!
private let destination6 = SocketAddress("[2001:db8::9]:6343", defaultPort: 0)!

@Suite struct PcapTests {
    @Test(arguments: [true, false], [0xa1b2_c3d4, 0xa1b2_3c4d] as [UInt32])
    func readsBothByteOrdersAndResolutions(_ little: Bool, _ magic: UInt32) throws {
        let bytes = file([[1, 2, 3], [], [4]], magic: magic, little: little)
        let packets = try read(bytes)
        #expect(packets.map(\.time) == [1_500_000_000, 2_500_000_000, 3_500_000_000])
        #expect(packets.map { bytes.span.bytes.copy($0.bytes) } == [[1, 2, 3], [], [4]])
        #expect(packets.map(\.length) == [10, 7, 8])
    }

    @Test func readsWhatTheWriterWrote() throws {
        var writer = PcapWriter(.raw)
        writer.append(datagram: [1, 2, 3], from: source, to: destination, time: 1_700_000_000_123_456_789)
        writer.append(datagram: [4], from: source6, to: destination6, time: 5)
        writer.append([0xff], time: 6, length: 1500)
        var reader = try PcapReader(writer.bytes)
        #expect(reader.linkType == .raw)
        let first = try #require(try reader.nextDatagram(to: 6343))
        #expect(first.packet.time == 1_700_000_000_123_456_789)
        #expect(first.datagram.source == source && first.datagram.destination == destination)
        #expect(writer.bytes.span.bytes.copy(first.datagram.payload) == [1, 2, 3])
        let second = try #require(try reader.nextDatagram(to: 6343))
        #expect(second.datagram.source == source6 && second.datagram.destination == destination6)
        #expect(writer.bytes.span.bytes.copy(second.datagram.payload) == [4])
        #expect(try reader.next()?.length == 1500)
        #expect(try reader.next() == nil)
    }

    @Test func checksumsAreTrue() {
        for (from, to, at) in [(source, destination, 20), (source6, destination6, 40)] {
            let packet = rawDatagram([9, 8, 7, 6, 5], from: from, to: to)
            let addresses = at == 20 ? packet[12..<20] : packet[8..<40]
            let covered = Array(addresses) + [0, 17, 0, 13] + packet[at...] + [0]
            #expect(sum(covered) == 0xffff)
            if at == 20 { #expect(sum(Array(packet[..<20])) == 0xffff) }
        }
    }

    private func sum(_ bytes: [UInt8]) -> Int {
        var sum = stride(from: 0, to: bytes.count, by: 2).reduce(0) { $0 + Int(bytes[$1]) << 8 + Int(bytes[$1 + 1]) }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return sum
    }

    @Test func everyLinkTypeLeadsToTheDatagram() throws {
        let packet = rawDatagram([1, 2, 3], from: source, to: destination)
        let packet6 = rawDatagram([1, 2, 3], from: source6, to: destination6)
        let mac = [UInt8](repeating: 2, count: 12)
        let frames: [(UInt32, [UInt8])] = [
            (1, mac + [8, 0]), (1, mac + [0x81, 0, 0, 5, 8, 0]), (1, mac + [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0]),
            (101, []), (12, []), (228, []), (0, [2, 0, 0, 0]), (113, [UInt8](repeating: 0, count: 14) + [8, 0]),
            (276, [8, 0] + [UInt8](repeating: 0, count: 18)),
        ]
        for (linkType, header) in frames {
            #expect(try payload(file([header + packet], linkType: linkType)) == [1, 2, 3], "link type \(linkType)")
        }
        #expect(try payload(file([mac + [0x86, 0xdd] + packet6])) == [1, 2, 3])
        #expect(try payload(file([packet6], linkType: 229)) == [1, 2, 3])
    }

    @Test func otherPacketsAreSteppedOver() throws {
        let packet = rawDatagram([1], from: source, to: destination)
        var tcp = packet, fragment = packet, short = packet
        tcp[9] = 6
        fragment[7] = 1
        short[25] = 3
        #expect(try payload(file([tcp, fragment, short, [], [0x45], packet], linkType: 101)) == [1])
        #expect(try payload(file([packet], linkType: 101), port: 6344) == nil)
    }

    @Test func aDatagramThatWasCutKeepsWhatThereIs() throws {
        let packet = rawDatagram(Array(1...100), from: source, to: destination)
        #expect(try payload(file([Array(packet.prefix(38))], linkType: 101)) == Array(1...10))
    }
}

@Suite struct HostileCaptureTests {
    @Test func whatIsNoCaptureIsSaid() {
        expect(.truncated(at: 0), [])
        expect(.truncated(at: 23), Array(file([]).prefix(23)))
        expect(.notACapture(magic: 0x4745_5420), Array("GET / HTTP/1.1\r\nHost: a".utf8) + [0])
        expect(.nextGeneration, [0x0a, 0x0d, 0x0d, 0x0a] + [UInt8](repeating: 0, count: 40))
        expect(.unknownLinkType(147), file([], linkType: 147))
        #expect(throws: CaptureError.unreadable(errno: 2)) { try readFile("/nonexistent/capture.pcap") }
        #expect(throws: CaptureError.tooLarge(limit: 10)) { try readFile(#filePath, limit: 10) }
    }

    @Test func aLengthThatIsTooLargeIsRefused() {
        var bytes = file([[1, 2, 3]])
        bytes.replaceSubrange(32..<36, with: [0xff, 0xff, 0xff, 0xff])
        expect(.packetTooLong(at: 24, length: 0xffff_ffff), bytes)
    }

    @Test func everyPrefixIsReadOrRefused() {
        let packet = rawDatagram([1, 2, 3], from: source6, to: destination6)
        let bytes = file([packet, packet], linkType: 101)
        for count in bytes.indices {
            let whole = count < 24 ? 0 : (count - 24) / (16 + packet.count)
            var found = 0
            do {
                var reader = try PcapReader(Array(bytes.prefix(count)))
                while try reader.nextDatagram(to: 6343) != nil { found += 1 }
                #expect((count - 24) % (16 + packet.count) == 0)
            } catch {
                #expect(count < 24 || (count - 24) % (16 + packet.count) != 0)
            }
            #expect(found == whole)
        }
    }

    @Test func mutatedPacketsNeverTrap() throws {
        let packets = [
            rawDatagram([1, 2, 3], from: source, to: destination),
            rawDatagram([1, 2, 3], from: source6, to: destination6),
        ]
        var state: UInt64 = 5
        for round in 0..<20_000 {
            var packet = packets[round & 1]
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                packet[Int(state >> 33) % packet.count] = UInt8(truncatingIfNeeded: state >> 25)
            }
            packet.removeLast(Int(state >> 40) % packet.count)
            for linkType in [0, 1, 101, 113, 276] as [UInt32] {
                let bytes = file([packet], linkType: linkType)
                var reader = try PcapReader(bytes)
                if let found = try reader.next().flatMap({ reader.datagram(in: $0) }) {
                    #expect(found.payload.end <= bytes.count && found.payload.start >= 40)
                }
            }
        }
    }

    private func expect(_ expected: CaptureError, _ bytes: [UInt8]) {
        #expect(throws: expected) { try read(bytes) }
    }
}
