import CaptureFiles
import DatagramPrinting
import NetTypes
import PacketHeaders
import SFlow
import TestKit
import Testing
import XDR

@testable import Dump

/// Captures of sampled headers.
@Suite struct PacketFileTests {
    /// A packet in a capture.
    private struct Packet: Equatable {
        var link: LinkType
        var bytes: [UInt8]
        var length: Int
    }

    private static func read(_ bytes: [UInt8]) throws -> [Packet] {
        var reader = CaptureReader(bytes), packets: [Packet] = []
        while let packet = try reader.next() {
            let all = packet.bytes.copy(ByteRange(offset: 0, count: packet.bytes.byteCount))
            packets.append(Packet(link: packet.linkType, bytes: all, length: Int(packet.length)))
        }
        return packets
    }

    private static let ip: [UInt8] = [0x45, 0, 0, 28] + [UInt8](repeating: 7, count: 24)
    private static let ip6: [UInt8] = [0x60, 0, 0, 0] + [UInt8](repeating: 6, count: 40)
    private static let frame: [UInt8] = [UInt8](repeating: 1, count: 12) + [8, 0] + ip
    private static let tagged: [UInt8] = [UInt8](repeating: 1, count: 12) + [0x81, 0, 0, 5, 8, 0] + ip
    private static let arp: [UInt8] = [UInt8](repeating: 1, count: 12) + [8, 6] + [UInt8](repeating: 0, count: 28)
    private static let noMAC = [UInt8](repeating: 0, count: 12)

    private static func file(_ packets: [(UInt32, [UInt8])], isPcapng: Bool = false) throws -> (PacketFile, [Packet]) {
        var file = PacketFile(isPcapng: isPcapng)
        for (headerProtocol, bytes) in packets {
            file.add(bytes.span.bytes, headerProtocol, time: 1_000_000_000, length: bytes.count + 100)
        }
        file.finish()
        let temporary = TemporaryFile()
        let output = try OutputFile(path: temporary.path)
        try file.flush(to: output)
        return (file, try read(temporary.bytes))
    }

    @Test func ethernetTakesIPBehindAMadeHeader() throws {
        let (file, packets) = try Self.file([
            (1, Self.frame), (11, Self.ip), (12, Self.ip6), (13, [0, 1, 2, 3]), (15, [0]),
        ])
        let expected = [
            Self.frame, Self.noMAC + [8, 0] + Self.ip, Self.noMAC + [0x86, 0xdd] + Self.ip6,
            Self.noMAC + [0x88, 0x47, 0, 1, 2, 3],
        ]
        #expect(packets.map(\.bytes) == expected && packets.allSatisfy { $0.link == .ethernet })
        #expect(packets.map(\.length) == expected.map { $0.count + 100 })
        #expect(file.unfit == [15: 1])
    }

    @Test func rawTakesWhatIsBehindEthernet() throws {
        let (file, packets) = try Self.file([
            (11, Self.ip), (1, Self.frame), (1, Self.tagged), (12, Self.ip6), (1, Self.arp),
        ])
        #expect(packets.map(\.bytes) == [Self.ip, Self.ip, Self.ip, Self.ip6])
        #expect(packets.allSatisfy { $0.link == .raw } && packets.map(\.length) == [128, 128, 128, 144])
        #expect(file.unfit == [1: 1])
    }

    @Test func pcapngTakesAll() throws {
        let all: [(UInt32, [UInt8])] = [
            (11, Self.ip), (1, Self.arp), (15, [8, 0, 0]), (7, [0, 0x21]), (18, [1]), (6, [1]),
        ]
        let (file, packets) = try Self.file(all, isPcapng: true)
        #expect(packets.map(\.link) == [.raw, .ethernet, .ieee802_11, .ppp, .infiniBand])
        #expect(packets.map(\.bytes) == all.dropLast().map(\.1))
        #expect(file.unfit == [6: 1])
    }

    @Test func withoutPacketsItIsACapture() throws {
        #expect(try Self.file([]).1.isEmpty && Self.file([], isPcapng: true).1.isEmpty)
    }

    private static let origin = DatagramOrigin(
        arrival: .captured(at: 0),
        source: SocketAddress(.v4(1), port: 1),
        destination: SocketAddress(.v4(2), port: 2)
    )

    // MARK: Whole runs

    private static let captures = ["hsflowd-lo", "hsflowd-lo-idle", "hsflowd-docker-mock"]

    /// The sampled headers of a capture, as our reader of datagrams finds them.
    private static func headers(_ name: String) throws -> [[UInt8]] {
        var headers: [[UInt8]] = []
        for datagram in Fixture.datagrams("datagrams/\(name).pcap") {
            let bytes = datagram.span.bytes
            var reader = try DatagramReader(bytes)
            while let sample = try reader.nextSample() {
                guard case .flow = sample else { continue }
                while let record = try reader.nextRecord() {
                    guard record.format == SampledHeader.format else { continue }
                    let header = try SampledHeader(reading: bytes, record.body)
                    headers.append(bytes.copy(header.header))
                }
            }
        }
        return headers
    }

    @Test(arguments: captures, [false, true])
    func itHoldsTheSampledHeaders(_ name: String, _ isPcapng: Bool) throws {
        let outcome = try Outcome.run([Fixture.folder + "datagrams/\(name).pcap"]) {
            ($0.form, $0.isPcapng) = (.packets, isPcapng)
        }
        #expect(outcome.code == 0 && outcome.said.isEmpty)
        let packets = try Self.read(outcome.output)
        #expect(packets.map(\.bytes) == (try Self.headers(name)))
        #expect(packets.allSatisfy { $0.link == .raw && $0.length >= $0.bytes.count })
    }

    @Test(
        .enabled(if: Tool.areInstalled, "tshark or tcpdump is not installed"),
        arguments: [DumpOptions.Form.packets, .datagrams],
        [false, true]
    )
    func tsharkReadsIt(_ form: DumpOptions.Form, _ isPcapng: Bool) throws {
        if form == .datagrams, isPcapng { return }
        let outcome = try Outcome.run([Fixture.folder + "datagrams/hsflowd-lo.pcap"]) {
            ($0.form, $0.isPcapng) = (form, isPcapng)
        }
        let file = TemporaryFile(outcome.output)
        let fields = ["-T", "fields", "-e", "frame.time_epoch", "-e", "ip.src", "-e", "sflow_245.agent"]
        let lines = try Tool.tshark.run(["-n", "-r", file.path] + fields)
        if form == .datagrams {
            #expect(lines.count == 241 && lines.allSatisfy { $0.hasSuffix("\t127.0.0.1\t192.0.2.2") })
        } else {
            #expect(lines.count == 1104 && lines.allSatisfy { $0.contains("\t127.0.0.1") })
        }
        _ = try Tool.capinfos.run([file.path])
    }

    @Test func datagramsComeBackAsTheyWere() throws {
        let capture = Fixture.folder + "datagrams/hsflowd-lo.pcap"
        let file = TemporaryFile(try Outcome.run([capture]) { $0.form = .datagrams }.output)
        let again = try Outcome.run([file.path]) { $0.form = .text }
        #expect(again.output == (try Outcome.run([capture]) { $0.form = .text }).output)
    }

    @Test func discardsAreApart() throws {
        var builder = DatagramBuilder()
        builder.flow(FlowSample(), header: Self.frame)
        var discard = DiscardedPacket()
        discard.reason = 258
        builder.discarded(discard, header: Self.tagged)
        let bytes = builder.bytes
        var output = PacketOutput(.init(areDiscarded: true), nil)
        #expect(output.show(bytes.span.bytes, Self.origin) == nil)
        let temporary = TemporaryFile()
        try output.flush(to: OutputFile(path: temporary.path))
        #expect(try Self.read(temporary.bytes).map(\.bytes) == [Self.tagged])
    }

    /// Without the frame check sequence, which is not in the capture.
    @Test func lengthsAreThoseOfThePacketWithoutWhatWasStripped() throws {
        var builder = DatagramBuilder()
        builder.flow(FlowSample(), header: Self.frame)
        builder.flow(FlowSample(), header: Self.frame, frameLength: 1518)
        builder.flow(FlowSample(), header: Self.frame, frameLength: 3)
        let bytes = builder.bytes
        var output = PacketOutput(.init(), nil)
        #expect(output.show(bytes.span.bytes, Self.origin) == nil)
        let temporary = TemporaryFile()
        try output.flush(to: OutputFile(path: temporary.path))
        #expect(try Self.read(temporary.bytes).map(\.length) == [42, 1514, 42])
    }
}

@Suite struct PayloadRedactionTests {
    private static let ethernet: [UInt8] = [UInt8](repeating: 1, count: 12)
    private static let tcp: [UInt8] = [0, 80, 0, 81, 0, 0, 0, 1, 0, 0, 0, 2, 0x60, 0x10, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1]
    private static func ipv4(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0x45, 0, 0, UInt8(20 + payload.count), 0, 0, 0, 0, 64, number, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2] + payload
    }
    private static let secret = Array("secret".utf8)

    @Test(
        arguments: [
            ("TCP with options", ethernet + [8, 0] + ipv4(6, tcp + secret), 14 + 20 + 24),
            ("UDP", ethernet + [8, 0] + ipv4(17, [0, 9, 0, 9, 0, 14, 0, 0] + secret), 14 + 20 + 8),
            ("ICMP", ethernet + [8, 0] + ipv4(1, [8, 0, 0, 0, 0, 0, 0, 0] + secret), 14 + 20 + 8),
            ("another protocol", ethernet + [8, 0] + ipv4(89, secret), 14 + 20),
            ("IP in IP", ethernet + [8, 0] + ipv4(4, ipv4(6, tcp + secret)), 14 + 20 + 20 + 24),
            ("no IP", ethernet + [0x12, 0x34] + secret, 14),
            ("a VLAN", ethernet + [0x81, 0, 0, 5, 0x12, 0x34] + secret, 18),
            ("cut in TCP", ethernet + [8, 0] + Array(ipv4(6, tcp).prefix(30)), 14 + 30),
            ("nothing", [], 0),
        ] as [(String, [UInt8], Int)]
    )
    func headersAreKept(_ what: String, _ packet: [UInt8], _ length: Int) {
        var redaction = PayloadRedaction()
        #expect(redaction.headerLength(packet.span.bytes, 1) == length, "\(what)")
    }
}
