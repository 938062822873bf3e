import CaptureFiles
import NetTypes
import Testing
import XDR

@Suite struct PcapTests {
    @Test(arguments: [true, false], [0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34] as [UInt32])
    func readsBothByteOrdersAndEveryVariant(_ little: Bool, _ magic: UInt32) {
        let bytes = pcap([[1, 2, 3], [], [4]], magic: magic, little: little)
        for piece in [1, 3, 17, 1000] {
            let (packets, error) = read(bytes, piece: piece)
            #expect(error == nil)
            #expect(packets.map(\.time) == [1_500_000_000, 2_500_000_000, 3_500_000_000])
            #expect(packets.map(\.bytes) == [[1, 2, 3], [], [4]])
            #expect(packets.map(\.length) == [10, 7, 8])
            #expect(packets.allSatisfy { $0.linkType == .ethernet })
        }
    }

    @Test func packetsSayTheirPlace() throws {
        var reader = CaptureReader(pcap([[1, 2, 3], [], [4]]), piece: 5), places: [[Int]] = []
        while let packet = try reader.next() { places.append([packet.number, packet.offset]) }
        #expect(places == [[1, 24], [2, 43], [3, 59]])
    }

    @Test func aPacketThatWasCutSaysSo() throws {
        var reader = CaptureReader(pcap([[1, 2, 3]]))
        #expect(try reader.next()?.isCut == true)
        var writer = PcapWriter(.ethernet)
        writer.append([1, 2, 3], time: 0)
        reader = CaptureReader(writer.bytes)
        #expect(try reader.next()?.isCut == false)
    }

    @Test func linkTypesAreKeptButForThoseOfRawIP() {
        for (number, linkType) in [(12, 101), (14, 101), (101, 101), (147, 147), (0xf000_0001, 1)] as [(UInt32, UInt16)]
        {
            #expect(read(pcap([[]], linkType: number)).packets.map(\.linkType) == [LinkType(rawValue: linkType)])
        }
    }

    @Test func packetsLongerThanTheWindowAreRead() {
        let long = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
        let (packets, error) = read(pcap([[1], long, [2], long, [3]]))
        #expect(error == nil)
        #expect(packets.map(\.bytes) == [[1], long, [2], long, [3]])
    }

    @Test func waitingAtTheEndOfWhatIsNoPipeEnds() throws {
        var reader = CaptureReader(pcap([[1]]))
        _ = read(&reader)
        #expect(try reader.wait() == false)
        #expect(read(&reader).packets == [])
    }
}

@Suite struct CaptureErrorTests {
    @Test func whatIsNoCaptureIsSaid() {
        #expect(read([]).error == .truncated(at: 0))
        #expect(read(Array(pcap([]).prefix(23))).error == .truncated(at: 0))
        #expect(read(Array("GET / HTTP/1.1\r\nHost: a".utf8)).error == .notACapture(magic: 0x4745_5420))
        #expect(
            read(pcap([], version: 0x0003_0000)).error == .unsupportedVersion(at: 0, major: 3, minor: 0)
        )
        #expect(throws: CaptureError.unreadable(errno: 2)) { _ = try CaptureReader(path: "/nonexistent/capture.pcap") }
        var folder = try? CaptureReader(path: "/")
        #expect(throws: CaptureError.unreadable(errno: 21)) { _ = try folder?.next() }
    }

    @Test(
        arguments: [
            (.gzip, [0x1f, 0x8b, 8, 0]), (.zstd, [0x28, 0xb5, 0x2f, 0xfd]), (.xz, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
            (.bzip2, [0x42, 0x5a, 0x68, 0x39]), (.lz4, [4, 0x22, 0x4d, 0x18]),
        ] as [(CaptureError.Compression, [UInt8])]
    )
    func compressedFilesAreNamed(_ compression: CaptureError.Compression, _ magic: [UInt8]) {
        #expect(read(magic + [0, 0, 0, 0]).error == .compressed(compression))
    }

    @Test func errorsSayWhatToDo() {
        #expect("\(CaptureError.unreadable(errno: 2))" == "No such file or directory")
        #expect(
            "\(CaptureError.compressed(.gzip))"
                == "compressed with gzip; decompress it on the way: zcat FILE | starling dump -r -"
        )
        #expect("\(CaptureError.truncated(at: 24))" == "ends in the middle of the packet at byte 24")
    }
}
