import Foundation
import TestKit
import Testing

@testable import SFlow

/// What we read of another agent's datagrams is what sflowtool reads of them.
@Suite struct CaptureTests {
    /// What sflowtool says of a datagram's arrival, which is not in the datagram.
    static let arrival: Set<String> = [
        "datagramSourceIP", "unixSecondsUTC", "unixSecondsUTC_uS", "localtime", "pcapTimestamp", "pcapTimestamp_uS",
    ]

    @Test(arguments: ["hsflowd-lo", "hsflowd-docker-mock"])
    func textIsThatOfSflowtool(_ name: String) {
        var printer = DatagramPrinter()
        for datagram in Fixture.datagrams("datagrams/\(name).pcap") {
            #expect(printer.print(datagram.span.bytes) == nil)
        }
        let ours = printer.text.split(separator: "\n"), theirs = Self.lines("datagrams/\(name).txt")
        #expect(ours.count == theirs.count)
        for (ours, theirs) in zip(ours, theirs) where ours != theirs {
            Issue.record("we print \(ours), sflowtool \(theirs)")
            return
        }
    }

    /// sflowtool's lines without those of the arrival, and of what it found inside of the sampled header.
    private static func lines(_ path: String) -> [Substring] {
        var kept: [Substring] = [], isInsideHeader = false
        for line in Fixture.text(path).split(separator: "\n") {
            let name = line.prefix { $0 != " " }
            if ["endSample", "flowBlock_tag"].contains(name) { isInsideHeader = false }
            if !isInsideHeader, !arrival.contains(String(name)) { kept.append(line) }
            if name == "headerBytes" { isInsideHeader = true }
        }
        return kept
    }

    @Test func jsonIsThatOfSflowtool() throws {
        var printer = DatagramPrinter(style: .json)
        for datagram in Fixture.datagrams("datagrams/hsflowd-lo.pcap") { printer.print(datagram.span.bytes) }
        let ours = printer.text.split(separator: "\n")
        let theirs = Fixture.text("datagrams/hsflowd-lo.jsonl").split(separator: "\n")
        #expect(ours.count == theirs.count && ours.count == 241)
        for (ours, theirs) in zip(ours, theirs) {
            let expected = try Self.withoutArrival(Self.object(theirs))
            try #require(Self.object(ours).isEqual(to: expected))
        }
    }

    private static func object(_ line: Substring) throws -> NSDictionary {
        try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
    }

    private static func withoutArrival(_ datagram: NSDictionary) -> [AnyHashable: Any] {
        var datagram = datagram as! [String: Any]
        for name in arrival { datagram[name] = nil }
        datagram["samples"] = (datagram["samples"] as! [[String: Any]]).map { sample in
            var sample = sample
            sample["elements"] = (sample["elements"] as! [[String: Any]]).map(withoutHeaderFields)
            return sample
        }
        return datagram
    }

    private static func withoutHeaderFields(_ record: [String: Any]) -> [String: Any] {
        guard record["headerBytes"] != nil else { return record }
        let own: Set = [
            "flowBlock_tag", "flowSampleType", "headerProtocol", "sampledPacketSize", "strippedBytes", "headerLen",
            "headerBytes",
        ]
        return record.filter { own.contains($0.key) }
    }

    @Test func everyCaptureIsReadToItsEnd() {
        for path in Fixture.captures {
            for datagram in Fixture.datagrams(path) { #expect(DatagramTally(datagram).fault == nil) }
        }
    }
}
