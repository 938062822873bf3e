import CaptureFiles
import Foundation
import SFlow
import TestKit
import Testing

@testable import DatagramPrinting

/// What we print of another agent's datagrams is what sflowtool prints of them, but for what is listed in
/// `docs/dump.md`.
@Suite struct CaptureTests {
    @Test(arguments: ["hsflowd-lo", "hsflowd-docker-mock"])
    func textIsThatOfSflowtool(_ name: String) {
        var printer = DatagramPrinter()
        Self.print("datagrams/\(name).pcap", &printer)
        let ours = printer.text.split(separator: "\n")
        let theirs = Fixture.text("datagrams/\(name).txt").split(separator: "\n").map(Self.corrected)
        #expect(ours.count == theirs.count)
        for (ours, theirs) in zip(ours, theirs) where ours != theirs {
            Issue.record("we print \(ours), sflowtool \(theirs)")
            return
        }
    }

    private static func print(_ path: String, _ printer: inout DatagramPrinter) {
        for (time, datagram) in Fixture.capturedDatagrams(path) {
            #expect(printer.print(datagram.span.bytes, .captured(at: time)) == nil)
        }
    }

    /// sflowtool has the identification of IPv4 in the byte order of its host.
    private static func corrected(_ line: Substring) -> String {
        guard line.hasPrefix("IPID "), let value = UInt16(line.dropFirst(5)) else { return String(line) }
        return "IPID \(value.byteSwapped)"
    }

    @Test(arguments: [PrintStyle.json, PrintStyle(.indentedJSON)])
    func jsonIsThatOfSflowtool(_ style: PrintStyle) throws {
        var printer = DatagramPrinter(style: style)
        Self.print("datagrams/hsflowd-lo.pcap", &printer)
        let separator = style.form == .json ? "\n" : "\n\n"
        let ours = printer.text.split(separator: separator)
        let theirs = Fixture.text("datagrams/hsflowd-lo.jsonl").split(separator: "\n")
        #expect(ours.count == theirs.count && ours.count == 241)
        for (ours, theirs) in zip(ours, theirs) {
            try #require(Self.object(ours).isEqual(to: Self.corrected(Self.object(theirs)) as! [AnyHashable: Any]))
        }
    }

    private static func object(_ line: Substring) throws -> NSDictionary {
        try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
    }

    private static func corrected(_ value: Any) -> Any {
        switch value {
        case let list as [Any]: return list.map(corrected)
        case var object as [String: Any]:
            for (key, value) in object { object[key] = corrected(value) }
            if let text = object["IPID"] as? String, let value = UInt16(text) {
                object["IPID"] = "\(value.byteSwapped)"
            }
            return object
        default: return value
        }
    }

    /// Byte for byte: the order of members, and that all values are strings.
    @Test func theFirstObjectIsThatOfSflowtool() throws {
        var printer = DatagramPrinter(style: .json)
        let first = Fixture.capturedDatagrams("datagrams/hsflowd-lo.pcap")[0]
        printer.print(first.bytes.span.bytes, .captured(at: first.time))
        let theirs = try #require(Fixture.text("datagrams/hsflowd-lo.jsonl").split(separator: "\n").first)
        #expect(printer.text == theirs.replacing("\" ]", with: "\"]") + "\n")
    }
}

extension CaptureTests {
    /// But for the counters samples without interface counters, of which sflowtool makes lines of zeros.
    @Test func linesAreThoseOfSflowtool() {
        var printer = LinePrinter()
        for datagram in Fixture.datagrams("datagrams/hsflowd-lo.pcap") {
            #expect(printer.print(datagram.span.bytes) == nil)
        }
        let zeros = "CNTR,192.0.2.2" + String(repeating: ",0", count: 19)
        let theirs = Fixture.text("datagrams/hsflowd-lo.csv").split(separator: "\n").filter { $0 != zeros }
        #expect(printer.text.split(separator: "\n") == theirs)
    }
}
