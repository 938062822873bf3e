import CaptureFiles
import NetTypes
import Testing
import XDR

@Suite struct CaptureWriterTests {
    @Test func readsWhatTheWriterWrote() throws {
        var writer = PcapWriter(.raw)
        writer.append(datagram: [1, 2, 3], from: source, to: destination, time: 1_700_000_000_123_456_789)
        writer.append(datagram: [4], from: source6, to: destination6, time: 5)
        writer.append([0xff], time: 6, length: 1500)
        let (packets, error) = read(writer.bytes), found = datagrams(writer.bytes)
        #expect(error == nil)
        #expect(packets.map(\.time) == [1_700_000_000_123_456_789, 5, 6])
        #expect(packets.map(\.length) == [31, 49, 1500])
        #expect(packets.allSatisfy { $0.linkType == .raw })
        let first = try found[0].get(), second = try found[1].get()
        #expect(first.source == source && first.destination == destination)
        #expect(second.source == source6 && second.destination == destination6)
        #expect(packets[0].bytes[first.payload.start..<first.payload.end] == [1, 2, 3])
        #expect(packets[1].bytes[second.payload.start..<second.payload.end] == [4])
    }

    @Test func microsecondsAreWrittenWhereAsked() {
        var writer = PcapWriter(.ppp, .microseconds)
        writer.append([1], time: 1_700_000_000_123_456_789)
        #expect(writer.bytes.prefix(4) == [0xa1, 0xb2, 0xc3, 0xd4])
        let packets = read(writer.bytes).packets
        #expect(packets == [ReadPacket(time: 1_700_000_000_123_456_000, bytes: [1], length: 1, linkType: .ppp)])
    }

    @Test func piecesMakeTheSameFile() {
        var whole = PcapWriter(.raw), pieces = whole, written: [UInt8] = []
        for count in 0..<40 {
            let payload = [UInt8](repeating: 7, count: count)
            whole.append(datagram: payload, from: source, to: destination, time: UInt64(count))
            pieces.append(datagram: payload, from: source, to: destination, time: UInt64(count))
            written += pieces.bytes
            pieces.removeAll()
        }
        #expect(written == whole.bytes)
    }

    @Test func datagramsGetAnEthernetHeaderWhereTheFileIsOfEthernet() throws {
        for (from, to) in [(source, destination), (source6, destination6)] {
            var writer = PcapWriter(.ethernet)
            writer.append(datagram: [1, 2, 3], from: from, to: to, time: 1)
            #expect(try payload(writer.bytes) == [1, 2, 3])
            #expect(try datagrams(writer.bytes)[0].get().source == from)
        }
    }

    @Test(arguments: 0..<40)
    func checksumsAreTrue(_ count: Int) {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: 250 + $0 * 37) }
        for v6 in [false, true] {
            let packet = rawPacket(payload, v6: v6), at = v6 ? 40 : 20
            let addresses = v6 ? packet[8..<40] : packet[12..<20]
            #expect(sum(Array(addresses) + [0, 17, 0, UInt8(8 + count)] + packet[at...]) == 0xffff)
            if !v6 { #expect(sum(Array(packet[..<20])) == 0xffff) }
        }
    }

    @Test func aChecksumOfZeroIsSentAsItsComplement() {
        let sum = UInt16(rawPacket([0, 0])[26]) << 8 | UInt16(rawPacket([0, 0])[27])
        let packet = rawPacket([UInt8(sum >> 8), UInt8(sum & 255)])
        #expect(packet[26...27] == [0xff, 0xff])
    }

    private func sum(_ bytes: [UInt8]) -> Int {
        let even = bytes.count % 2 == 0 ? bytes : bytes + [0]
        var sum = stride(from: 0, to: even.count, by: 2).reduce(0) { $0 + Int(even[$1]) << 8 + Int(even[$1 + 1]) }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return sum
    }

    @Test func theLongestDatagramsFit() throws {
        for (count, from, to) in [(65_507, source, destination), (65_527, source6, destination6)] {
            let payload = [UInt8](repeating: 9, count: count)
            var writer = PcapWriter(.raw)
            writer.append(datagram: payload, from: from, to: to, time: 0)
            #expect(try datagrams(writer.bytes)[0].get().length == count)
        }
    }

    @Test func pcapngHasAnInterfaceForEachLinkType() {
        var writer = PcapngWriter(), written: [UInt8] = [], expected: [ReadPacket] = []
        let linkTypes: [LinkType] = [.ethernet, .ppp, .ethernet, .ieee802_11, .raw, .ppp]
        for (index, linkType) in linkTypes.enumerated() {
            let packet = [UInt8](repeating: 1, count: index), time = 1_700_000_000_123_456_789 + UInt64(index)
            writer.append(packet, linkType, time: time, length: index * 2)
            written += writer.bytes
            writer.removeAll()
            expected.append(ReadPacket(time: time, bytes: packet, length: UInt32(index * 2), linkType: linkType))
        }
        let (packets, error) = read(written)
        #expect(error == nil)
        #expect(packets == expected)
        #expect(written.count == 28 + 4 * 32 + 6 * 32 + 4 * 4 + 8)
    }
}
