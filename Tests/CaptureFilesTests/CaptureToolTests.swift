import CaptureFiles
import Foundation
import NetTypes
import TestKit
import Testing
import XDR

/// Programs of Wireshark and tcpdump, to which our files must look as to us, and whose files we must read as they do.
enum Tool: String {
    case capinfos, editcap, mergecap, tcpdump, tshark

    private var path: String { "/usr/bin/\(rawValue)" }

    static let areInstalled = [capinfos, editcap, mergecap, tcpdump, tshark].allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0.path)
    }

    /// Runs the program, which must succeed without a complaint, and returns what it prints.
    @discardableResult
    func run(_ arguments: [String]) throws -> String {
        let process = Process(), output = Pipe(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(rawValue) \(arguments): \(complaint)")
        #expect(!complaint.contains("appears to"), "\(complaint)")
        return text
    }
}

/// A file of a test, gone after it.
private final class TemporaryFile {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).capture").path

    init(_ bytes: [UInt8] = []) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    deinit { unlink(path) }

    var bytes: [UInt8] { [UInt8](FileManager.default.contents(atPath: path) ?? Data()) }
}

@Suite(.enabled(if: Tool.areInstalled, "tshark or tcpdump is not installed")) struct CaptureToolTests {
    /// A line for each packet: time, lengths, and where it is UDP, ports and length.
    private static func packetsOfTshark(_ path: String) throws -> [String] {
        let fields = ["frame.time_epoch", "frame.cap_len", "frame.len", "udp.srcport", "udp.dstport", "udp.length"]
        let options = ["-n", "-r", path, "-T", "fields", "-E", "separator=|", "-E", "occurrence=f"]
        return try Tool.tshark.run(options + fields.flatMap { ["-e", $0] }).split(separator: "\n").map(String.init)
    }

    /// The same by our reader.
    private static func packets(_ path: String) throws -> [String] {
        var reader = try CaptureReader(path: path), lines: [String] = []
        while let packet = try reader.next() {
            let fraction = String(packet.time % 1_000_000_000 + 1_000_000_000).dropFirst()
            var line = "\(packet.time / 1_000_000_000).\(fraction)|\(packet.bytes.byteCount)|\(packet.length)|"
            if let datagram = try? packet.udpDatagram() {
                line += "\(datagram.source.port)|\(datagram.destination.port)|\(datagram.length + 8)"
            } else {
                line += "||"
            }
            lines.append(line)
        }
        return lines
    }

    @Test(arguments: Fixture.captures, ["pcap", "nsecpcap", "modpcap", "pcapng"])
    func readsWhatEditcapWrites(_ capture: String, _ format: String) throws {
        let file = try TemporaryFile(), original = Fixture.folder + capture
        try Tool.editcap.run(["-F", format, original, file.path])
        let found = read(file.bytes), expected = read(Fixture.bytes(capture))
        #expect(found.error == nil && expected.error == nil && !expected.packets.isEmpty)
        #expect(found.packets == expected.packets)
        #expect(try Self.packets(file.path) == Self.packetsOfTshark(file.path))
    }

    @Test func readsWhatWasCut() throws {
        let file = try TemporaryFile()
        try Tool.editcap.run(["-s", "100", "-F", "pcapng", Fixture.folder + Fixture.captures[0], file.path])
        let packets = read(file.bytes).packets
        #expect(packets.contains { $0.length > 100 } && packets.allSatisfy { $0.bytes.count <= 100 })
        #expect(try Self.packets(file.path) == Self.packetsOfTshark(file.path))
    }

    @Test func readsWhatMergecapPutsTogether() throws {
        var raw = PcapWriter(.raw)
        raw.append(datagram: [1, 2, 3], from: source6, to: destination6, time: 1_700_000_000_123_456_789)
        let file = try TemporaryFile(), rawFile = try TemporaryFile(raw.bytes)
        let captures = Fixture.captures.map { Fixture.folder + $0 }
        try Tool.mergecap.run(["-F", "pcapng", "-w", file.path, rawFile.path] + captures)
        let packets = read(file.bytes).packets
        let expected = read(raw.bytes).packets + Fixture.captures.flatMap { read(Fixture.bytes($0)).packets }
        #expect(packets.count == expected.count)
        #expect(expected.allSatisfy { packets.contains($0) })
        #expect(try Self.packets(file.path) == Self.packetsOfTshark(file.path))
    }

    @Test(arguments: [true, false])
    func theFilesOfTheseTestsAreAsOtherProgramsWriteThem(_ little: Bool) throws {
        let packet = rawPacket(Array(1...50))
        for magic in [0xa1b2_c3d4, 0xa1b2_3c4d] as [UInt32] {
            let file = try TemporaryFile(pcap([packet, packet], magic: magic, linkType: 101, little: little))
            #expect(try Self.packets(file.path) == Self.packetsOfTshark(file.path))
        }
        var blocks = Pcapng(little: little)
        blocks.section()
        blocks.interface(101, options: blocks.option(14, blocks.order.u64(1000)))
        blocks.packet(packet)
        blocks.oldPacket(packet, ticks: 5)
        blocks.interface(101, options: blocks.option(9, [0x8a]))
        blocks.packet(packet, interface: 1, ticks: 1000 << 10 | 512)
        blocks.interface(101, options: blocks.option(9, [9]))
        blocks.packet(packet, interface: 2, ticks: 1_700_000_000_123_456_789)
        let file = try TemporaryFile(blocks.bytes)
        let found = try Self.packets(file.path)
        #expect(found.count == 4)
        #expect(try found == Self.packetsOfTshark(file.path))
    }

    private static let datagrams = Fixture.captures.flatMap(Fixture.datagrams)

    @Test(arguments: [LinkType.raw, .ethernet], [PcapWriter.Resolution.microseconds, .nanoseconds])
    func tsharkAndTcpdumpReadDatagramsThatWereWritten(_ linkType: LinkType, _ unit: PcapWriter.Resolution) throws {
        var writer = PcapWriter(linkType, unit)
        for (index, datagram) in Self.datagrams.enumerated() {
            let (from, to) = index % 2 == 0 ? (source, destination) : (source6, destination6)
            writer.append(datagram: datagram, from: from, to: to, time: 1_700_000_000_123_456_789 + UInt64(index))
        }
        let file = try TemporaryFile(writer.bytes), count = Self.datagrams.count
        #expect(try Self.packets(file.path) == Self.packetsOfTshark(file.path))
        let checks = [
            "-o", "udp.check_checksum:TRUE", "-T", "fields", "-E", "occurrence=f", "-e", "udp.checksum.status",
        ]
        let statuses = try Tool.tshark.run(["-n", "-r", file.path] + checks).split(separator: "\n")
        #expect(statuses == [Substring](repeating: "1", count: count))
        let lines = try Tool.tcpdump.run(["-nvv", "-r", file.path])
        #expect(lines.components(separatedBy: "udp sum ok").count - 1 == count)
        #expect(!lines.contains("bad cksum"))
        #expect(try Tool.capinfos.run(["-c", "-T", "-r", file.path]).hasSuffix("\t\(count)\n"))
    }

    @Test func tsharkReadsPacketsOfSeveralLinkTypes() throws {
        var writer = PcapngWriter(), lines: [String] = []
        let links: [(LinkType, String, [UInt8])] = [
            (.ethernet, "1", [UInt8](repeating: 2, count: 12) + [8, 0]), (.raw, "7", []),
            (.ppp, "4", [0xff, 3, 0, 0x21]),
            (.linuxCooked, "25", [UInt8](repeating: 0, count: 14) + [8, 0]),
            (.ethernet, "1", [UInt8](repeating: 2, count: 12) + [8, 0]),
        ]
        for (index, (linkType, number, header)) in links.enumerated() {
            let packet = header + rawPacket([UInt8](repeating: 1, count: index))
            writer.append(packet, linkType, time: 1_700_000_000_123_456_789, length: packet.count + 10)
            lines.append("1700000000.123456789|\(packet.count + 10)|\(packet.count)|\(number)|192.0.2.9")
        }
        let file = try TemporaryFile(writer.bytes)
        let fields = ["frame.time_epoch", "frame.len", "frame.cap_len", "frame.encap_type", "ip.dst"]
        let options = ["-n", "-r", file.path, "-T", "fields", "-E", "separator=|"] + fields.flatMap { ["-e", $0] }
        let found = try Tool.tshark.run(options).split(separator: "\n").map(String.init)
        #expect(found == lines)
        #expect(try Tool.capinfos.run(["-c", "-T", "-r", file.path]).hasSuffix("\t5\n"))
    }
}
