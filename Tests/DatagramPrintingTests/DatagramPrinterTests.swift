import Foundation
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import DatagramPrinting

@Suite struct DatagramPrinterTests {
    private func lines(_ builder: DatagramBuilder) -> [String] {
        var printer = DatagramPrinter()
        printer.print(builder.bytes.span.bytes, .captured(at: 0))
        return printer.text.split(separator: "\n").map(String.init)
    }

    private func text(_ append: (inout TextBuffer) -> Void) -> String {
        var output = TextBuffer()
        append(&output)
        return output.text
    }

    @Test(arguments: [
        (0.62 as Float, "0.620"), (-1, "-1.000"), (0.0625, "0.062"), (0.1875, "0.188"), (1e10, "10000000000.000"),
        (0, "0.000"), (-0.0001, "-0.000"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
        (Float.greatestFiniteMagnitude, "340282346638528859811704183484516925440.000"),
    ])
    func realsAreRoundedAsCDoes(_ value: Float, _ expected: String) {
        #expect(text { $0.append(thousandths: Double(value)) } == expected)
        if value.isFinite { #expect(String(format: "%.3f", value) == expected) }
    }

    @Test func percentagesMayBeUnknown() {
        #expect(text { $0.append(hundredths: 7127) } == "71.27")
        #expect(text { $0.append(hundredths: 5) } == "0.05")
        #expect(text { $0.append(hundredths: 10_000) } == "100.00")
    }

    @Test func addressesAreThoseOfTheirKind() {
        #expect(text { $0.append(.unknown) } == "-")
        #expect(text { $0.append(.ipv4(0xc000_0201)) } == "192.0.2.1")
        #expect(text { $0.append(.ipv6(0x2001_0db8 << 96 | 7)) } == "2001:0db8:0000:0000:0000:0000:0000:0007")
        #expect(text { $0.append(decimal: Int64.min) } == "-9223372036854775808")
        #expect(text { $0.append(decimal: UInt64.max) } == "18446744073709551615")
    }

    @Test func aNameCannotForgeAField() {
        var description = HostDescription(), builder = DatagramBuilder()
        description.hostname = "a\nUUID 1\u{7f}"
        builder.counters(.host, [description])
        #expect(lines(builder).contains("hostname a?UUID 1?"))
    }

    @Test func namesInJSONAreEscaped() throws {
        var description = HostDescription(), builder = DatagramBuilder(), printer = DatagramPrinter(style: .json)
        description.hostname = "\"a\\\n\u{1}ü"
        builder.counters(.host, [description])
        printer.print(builder.bytes.span.bytes, .captured(at: 0))
        let object = try JSONSerialization.jsonObject(with: Data(printer.text.utf8)) as? [String: Any]
        let samples = object?["samples"] as? [[String: Any]]
        let elements = samples?.first?["elements"] as? [[String: String]]
        #expect(elements?.first?["hostname"] == description.hostname)
    }

    @Test func portsSayWhatTheyAre() {
        var sample = FlowSample(), builder = DatagramBuilder()
        sample.input = InterfacePort(format: 2, value: 3)
        sample.output = InterfacePort(format: 1, value: 258)
        builder.flow(sample, header: [1])
        sample.output = InterfacePort(format: 3, value: 5)
        builder.flow(sample, header: [])
        let lines = lines(builder)
        #expect(lines.contains("inputPort multiple 3") && lines.contains("outputPort dropCode 258"))
        #expect(lines.contains("outputPort format==3 5") && lines.contains("headerLen 0"))
    }

    @Test func whatIsNotKnownIsSkippedWithALine() {
        var writer = XDRWriter(), header = DatagramHeader()
        header.agent = .ipv4(1)
        header.sampleCount = 3
        writer.datagramHeader(header)
        writer.append([0, 0x10, 0x0c, 0xea, 0, 0, 0, 4, 1, 2, 3, 4])
        writer.countersSample(CountersSample(sequence: 1, source: .host)) { writer in
            writer.append([0x01, 0x13, 0xd0, 0x04, 0, 0, 0, 0])
            writer.append([0, 0, 0x03, 0xed, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff])
            writer.record(HostParent())
            return 3
        }
        var packet = DiscardedPacket()
        packet.reason = 258
        writer.discardedPacket(packet) { writer in
            writer.record(ExtendedFunction())
            return 1
        }
        var printer = DatagramPrinter()
        #expect(printer.print(writer.bytes.span.bytes, .captured(at: 0)) == .record)
        for line in [
            "sampleType_tag 256:3306", "skipping unknown sample: 256:3306 len=4",
            "skipping unknown counters_sample_element: 4413:4 len=0",
            "skipping malformed counters_sample_element: 0:1005 len=4", "parent_dsClass 0", "sampleType DISCARD",
            "discardCode 258", "discarded_flowBlock_tag 0:1038", "discarded_extendedType function",
        ] {
            #expect(printer.text.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test func theReadablePartOfADamagedDatagramIsPrinted() throws {
        var builder = DatagramBuilder()
        builder.counters(.host, [HostParent()])
        builder.counters(.host, [HostParent()])
        let bytes = Array(builder.bytes.dropLast(4))
        for style in [PrintStyle.text, .json] {
            var printer = DatagramPrinter(style: style)
            #expect(printer.print(bytes.span.bytes, .captured(at: 0)) == .sampleLength)
            #expect(printer.text.contains("parent_dsIndex"))
            if style == .json { _ = try JSONSerialization.jsonObject(with: Data(printer.text.utf8)) }
            printer.removeAll()
            #expect(printer.print([5, 0].span.bytes, .captured(at: 0)) == .version && printer.text.isEmpty)
        }
    }
}
