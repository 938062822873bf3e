import CaptureFiles
import Foundation
import PacketHeaders
import TestKit
import Testing
import XDR

@testable import FlowLanguage

/// A packet of `Tests/Fixtures/packets`, in bytes, with what its maker says of it.
struct FixturePacket: CustomTestStringConvertible, Sendable {
    var number: Int
    var stack: String
    var what: String
    var bytes: [UInt8]
    var testDescription: String { "\(number) \(what)" }

    static let all: [FixturePacket] = {
        let lines = Fixture.text("packets/protocols.txt").split(separator: "\n")
        var reader = CaptureReader(Fixture.bytes("packets/protocols.pcap")), packets: [FixturePacket] = []
        for (index, line) in lines.enumerated() {
            guard let packet = try? reader.next() else { preconditionFailure("fewer packets than lines") }
            let parts = line.split(separator: "\t").map(String.init), bytes = packet.bytes
            let octets = (0..<bytes.byteCount).map { bytes.bigEndian8($0) }
            packets.append(FixturePacket(number: index + 1, stack: parts[0], what: parts[1], bytes: octets))
        }
        return packets
    }()

    /// What of each key that headers have is in the packet: its value for each layer that it may be of.
    func values(of key: FlowKey, _ fields: borrowing SampleFields) -> [String?] {
        (0..<fields.layers.layerCount(of: key)).map {
            fields.text(of: FlowKeyReference(key: key, nth: $0), in: bytes.span.bytes)
        }
    }

    func use<Result>(_ body: (borrowing SampleFields) throws -> Result) rethrows -> Result {
        var fields = SampleFields()
        fields.setHeader(bytes.span.bytes, at: 0, count: bytes.count, headerProtocol: 1)
        return try body(fields)
    }
}

extension FlowKey {
    /// The protocols whose layers may have the key.
    var protocols: [LayerProtocol] {
        guard let load else { return [] }
        return switch load.source {
        case .overlay: [.vxlan, .vxlanGPE, .geneve]
        case .mirror: [.erspan, .erspan3]
        case .computed where name == "icmpunreachableport": [.icmp, .icmp6]
        default: [load.protocol]
        }
    }
}

extension LayerStack {
    /// What each layer is, and where.
    var places: [String] { (0..<count).map { "\(self[$0].protocol) \(self[$0].offset)" } }

    func layerCount(of key: FlowKey) -> Int {
        (0..<count).count { key.protocols.contains(self[$0].protocol) }
    }
}

@Suite struct FixturePacketTests {
    @Test(arguments: FixturePacket.all) func theStackIsThatOfTheMaker(_ packet: FixturePacket) {
        packet.use { #expect($0.layers.text == packet.stack) }
    }

    @Test(arguments: FixturePacket.all) func everyPrefixHasThoseLayersThatFitIn(_ packet: FixturePacket) {
        let whole = packet.use { $0.layers.places }
        for count in packet.bytes.indices.dropFirst() {
            var cut = packet
            cut.bytes = Array(packet.bytes.prefix(count))
            cut.use { fields in
                let places = fields.layers.places
                #expect(whole.starts(with: places))
                // Whoever sees fewer layers than there are has been told why; but a segment may be empty.
                let mayBeWhole = places.last == "tcp \(count - 20)"
                if places.count < whole.count, !mayBeWhole { #expect(fields.layers.isTruncated == true) }
            }
        }
    }

    @Test func everyProtocolIsInAPacket() {
        let seen = Set(FixturePacket.all.flatMap { $0.stack.split(separator: ".").map(String.init) })
        #expect(LayerProtocol.allCases.map(\.name).filter { !$0.isEmpty && !seen.contains($0) } == [])
    }

    @Test func everyKeyOfAHeaderIsInAPacket() {
        var missing = Set(FlowKey.all.filter(\.repeats).map(\.name))
        for packet in FixturePacket.all {
            packet.use { fields in
                for key in FlowKey.all where missing.contains(key.name) {
                    if packet.values(of: key, fields).contains(where: { $0 != nil }) { missing.remove(key.name) }
                }
            }
        }
        #expect(missing == [])
    }

    /// Literals of filters are texts of answers.
    @Test func everyTextIsReadBack() {
        for packet in FixturePacket.all {
            packet.use { fields in
                for key in FlowKey.all where key.repeats && key.type != .text {
                    for text in packet.values(of: key, fields).compactMap(\.self) {
                        #expect(
                            key.type.value(of: text).map { key.type.text($0, TextTable()) } == text,
                            "\(key.name)=\(text)"
                        )
                    }
                }
            }
        }
    }

    @Test func nothingIsReadBeyondTheBytes() {
        for packet in FixturePacket.all {
            for count in stride(from: 1, to: min(packet.bytes.count, 160), by: 3) {
                var cut = packet
                cut.bytes = Array(packet.bytes.prefix(count))
                cut.use { fields in for key in FlowKey.all where key.repeats { _ = cut.values(of: key, fields) } }
            }
        }
    }
}

/// What tshark's dissectors read from the packets is what keys have.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"), "tshark is not installed"))
struct TsharkAgreementTests {
    static let packets = Result { try TsharkPacket.all(of: Fixture.folder + "packets/protocols.pcap") }

    @Test(arguments: FixturePacket.all) func layersAreTheSame(_ packet: FixturePacket) throws {
        let theirs = try Self.packets.get()[packet.number - 1].layers
        packet.use { #expect($0.layers.places == theirs.map { "\($0.protocol) \($0.offset)" }) }
    }

    @Test(arguments: FixturePacket.all) func fieldsAreTheSame(_ packet: FixturePacket) throws {
        let theirs = try Self.packets.get()[packet.number - 1]
        try packet.use { fields in
            for key in FlowKey.all where key.repeats {
                let ours = packet.values(of: key, fields)
                let answers = try Self.answers(key, theirs)
                try #require(ours.count == answers.count, "\(key.name)")
                for (nth, answer) in answers.enumerated() where answer != .silence {
                    #expect(TsharkAnswer.value(ours[nth]) == answer, "\(key.name).\(nth)")
                }
            }
        }
    }

    /// A key of which tshark said nothing at all would not have been compared.
    @Test func everyKeyWasCompared() throws {
        var open = Set(FlowKey.all.filter(\.repeats).map(\.name))
        for packet in try Self.packets.get() {
            for key in FlowKey.all where open.contains(key.name) {
                let answers = try Self.answers(key, packet)
                if answers.contains(where: { $0 != .silence && $0 != .value(nil) }) { open.remove(key.name) }
            }
        }
        #expect(open == [])
    }

    /// Names are those that tshark has for the numbers, as far as it has them in letters.
    @Test(arguments: [("dnsqtypename", "dns.qry.type"), ("ibbtopname", "infiniband.bth.opcode")])
    func namesAreTheSame(_ name: String, _ field: String) throws {
        let key = try #require(FlowKey.named(name)?.key)
        var compared = 0
        for packet in try Self.packets.get() {
            for (index, layer) in packet.layers.enumerated() where key.protocols.contains(layer.protocol) {
                guard case .value(let text?) = try #require(TsharkQuestion.all[name]).answer(key, index, of: packet),
                    let label = layer.fields.first(where: { $0.name == field })?.label, !label.contains("nknown"),
                    !text.hasPrefix("TYPE")
                else { continue }
                #expect(Self.letters(label).contains(Self.letters(text)), "\(label): \(text)")
                compared += 1
            }
        }
        #expect(compared > 3)
    }

    private static func letters(_ text: String) -> String { text.uppercased().filter { $0.isLetter || $0.isNumber } }

    private static func answers(_ key: FlowKey, _ packet: TsharkPacket) throws -> [TsharkAnswer] {
        let layers = packet.layers.indices.filter { key.protocols.contains(packet.layers[$0].protocol) }
        if key.load?.source == .place { return layers.map { .value(String(packet.layers[$0].offset)) } }
        let question = try #require(TsharkQuestion.all[key.name], "tshark is not asked for \(key.name)")
        return layers.map { question.answer(key, $0, of: packet) }
    }
}
