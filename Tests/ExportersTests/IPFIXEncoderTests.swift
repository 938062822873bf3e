import Engine
import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Exporters

/// Messages against RFC 7011, byte by byte and by their rules.
@Suite struct IPFIXEncoderTests {
    private func definition(_ keys: String, collectors: [String] = ["192.0.2.9"]) -> FlowDefinition {
        var definition = FlowDefinition(keys: keys, value: "bytes")
        definition.ipfixCollectors = collectors
        return definition
    }

    private func word(_ bytes: [UInt8], _ at: Int, _ count: Int = 4) -> Int {
        bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The sets of a message: number and bytes without the head.
    private func sets(_ message: [UInt8]) -> [(id: Int, body: [UInt8])] {
        var sets: [(Int, [UInt8])] = [], at = 16
        while at + 4 <= message.count {
            let length = word(message, at + 2, 2)
            guard length >= 4, at + length <= message.count else { break }
            sets.append((word(message, at, 2), Array(message[at + 4..<at + length])))
            at += length
        }
        #expect(at == message.count)
        return sets
    }

    @Test func aMessageByHand() throws {
        let maker = try RecordMaker(definition("ipsource,tcpdestinationport"))
        maker.take(tcpFrame, frameLength: 1000)
        maker.pass(1.5)
        maker.take(tcpFrame, frameLength: 500)
        var encoder = IPFIXEncoder()
        let messages = encoder.encode(maker.records(), now: 5, time: 0x6500_0000)
        #expect(messages.count == 1 && messages[0].collector.description == "192.0.2.9:4739")
        let start: [UInt8] = [0, 0, 0x01, 0x8b, 0xcf, 0xe5, 0x68, 0x00],
            end: [UInt8] = [0, 0, 0x01, 0x8b, 0xcf, 0xe5, 0x6d, 0xdc]
        let head: [UInt8] = [0, 10, 0, 96, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]
        let template: [UInt8] =
            [0, 2, 0, 40, 1, 1, 0, 8, 0, 152, 0, 8, 0, 153, 0, 8, 0, 1, 0, 8, 0, 130, 0, 4, 0, 136, 0, 1]
            + [0, 8, 0, 4, 0, 11, 0, 2, 0, 4, 0, 1]
        var data: [UInt8] = [1, 1, 0, 40] + start + end
        data += [0, 0, 0, 0, 0, 0, 0x3a, 0x98, 192, 0, 2, 1, 1, 10, 1, 2, 3, 0x01, 0xbb, 6]
        #expect(messages[0].bytes == head + template + data)
    }

    @Test func templatesComeAgainAndNumbersGoOn() throws {
        let maker = try RecordMaker(definition("ipsource"))
        maker.take(tcpFrame)
        let record = try #require(maker.records().first)
        var encoder = IPFIXEncoder(), sequences: [Int] = [], hasTemplate: [Bool] = []
        for now in [1000.0, 1010, 1059, 1061, 1062] {
            let message = encoder.encode([record, record], now: now, time: 0)[0].bytes
            sequences.append(word(message, 8))
            hasTemplate.append(sets(message).first?.id == 2)
        }
        #expect(sequences == [0, 2, 4, 6, 8])
        #expect(hasTemplate == [true, false, false, true, false])
        let many = encoder.encode(Array(repeating: record, count: 1100), now: 1063, time: 0).map(\.bytes)
        #expect(many.filter { sets($0).contains { $0.id == 2 } }.count == 1)
        #expect(many.allSatisfy { $0.count <= 1400 && $0.count == word($0, 2, 2) } && many.count < 40)
        let counts = many.map { sets($0).filter { $0.id != 2 }.reduce(0) { $0 + $1.body.count / 33 } }
        #expect(counts.reduce(0, +) == 1100)
        for (place, message) in many.enumerated() { #expect(word(message, 8) == 10 + counts[..<place].reduce(0, +)) }
    }

    @Test func dataSourcesAreDomainsAndFamiliesHaveTemplatesOfTheirOwn() throws {
        let maker = try RecordMaker(definition("ipsource", collectors: ["192.0.2.9", "[2001:db8::9]:99"]))
        maker.take(tcpFrame, on: 3)
        maker.take(tcpFrame, on: 4)
        maker.take(tcpFrame, agent: .ipv6(5), on: 4)
        var encoder = IPFIXEncoder()
        let messages = encoder.encode(maker.records(), now: 1, time: 0)
        #expect(messages.count == 4)
        for collector in ["192.0.2.9:4739", "[2001:db8::9]:99"] {
            let mine = messages.filter { $0.collector.description == collector }.map(\.bytes)
            #expect(Set(mine.map { word($0, 12) }) == [3, 4])
            let both = try #require(mine.first { word($0, 12) == 4 })
            let ids = sets(both).map(\.id)
            #expect(ids.count == 4 && ids[0] == 2 && ids[2] == 2 && ids[1] != ids[3])
        }
    }

    @Test func domainsAreDataSources() {
        #expect(DataSource.interface(7).observationDomain == 7)
        #expect(DataSource.host.observationDomain == 0x0200_0001)
        #expect(DataSource(sourceClass: 3, index: 100_123).observationDomain == 0x0301_871b)
    }

    @Test func aDefinitionThatTellsOfBeginningsHasNoReasonOfEnds() throws {
        var definition = definition("ipsource")
        definition.logsStart = true
        let maker = try RecordMaker(definition)
        maker.take(tcpFrame)
        var encoder = IPFIXEncoder()
        let template = sets(encoder.encode(maker.engine.flowLog.takeExports(), now: 1, time: 0)[0].bytes)[0].body
        #expect(!stride(from: 4, to: template.count, by: 4).map { word(template, $0, 2) }.contains(136))
    }

    @Test func whatIsNotUsedIsForgotten() throws {
        let maker = try RecordMaker(definition("ipsource"))
        maker.take(tcpFrame)
        let record = try #require(maker.records().first)
        var encoder = IPFIXEncoder()
        let first = encoder.encode([record], now: 1000, time: 0)[0].bytes
        _ = encoder.encode([], now: 2000, time: 0)
        let next = encoder.encode([record], now: 2001, time: 0)[0].bytes
        #expect(word(next, 8) == 0 && sets(next)[0].body != sets(first)[0].body)
    }
}
