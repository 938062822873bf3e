import SFlow
import TestKit
import Testing

@testable import DatagramPrinting

/// What is found in sampled headers, as text and in the columns of a line.
@Suite struct HeaderWalkTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var headerProtocol: UInt32
        var header: [UInt8] = []
        /// The printed lines behind `headerBytes`.
        var lines: [String] = []
        /// From the source's MAC to the size of the IP packet.
        var columns = ""

        /// `1 Ethernet, IPv4, TCP`
        init(_ title: Substring) {
            let words = title.split(separator: " ", maxSplits: 1)
            headerProtocol = UInt32(words[0])!
            testDescription = String(words[1])
        }

        mutating func add(_ line: Substring) {
            switch line.first {
            case ">": lines.append(String(line.dropFirst(2)))
            case ":": columns = String(line.dropFirst(2))
            default: header += Self.bytes(line)
            }
        }

        private static func bytes(_ hex: Substring) -> [UInt8] {
            let digits = Array(hex.filter { $0 != " " })
            return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
        }
    }

    static let cases = Fixture.text("datagrams/headers.txt").split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .reduce(into: [Case]()) { cases, line in
            if line.hasPrefix("=") { cases.append(Case(line.dropFirst(2))) } else { cases[cases.count - 1].add(line) }
        }

    private func datagram(_ headerProtocol: UInt32, _ header: [UInt8]) -> [UInt8] {
        var builder = DatagramBuilder(), sample = FlowSample()
        sample.samplingRate = 256
        sample.input = .ifIndex(3)
        sample.output = .ifIndex(4)
        builder.flow(sample, header: header, headerProtocol: headerProtocol, frameLength: 1000)
        return builder.bytes
    }

    @Test(arguments: cases)
    func fieldsArePrinted(_ header: Case) {
        var printer = DatagramPrinter()
        #expect(printer.print(datagram(header.headerProtocol, header.header).span.bytes, .captured(at: 0)) == nil)
        let lines = printer.text.split(separator: "\n").map(String.init)
        let start = lines.firstIndex { $0.hasPrefix("headerBytes") }!,
            end = lines.lastIndex { $0.hasPrefix("endSample") }!
        #expect(Array(lines[(start + 1)..<end]) == header.lines)
    }

    @Test(arguments: cases)
    func columnsArePrinted(_ header: Case) {
        var printer = LinePrinter()
        #expect(printer.print(datagram(header.headerProtocol, header.header).span.bytes) == nil)
        #expect(printer.text == "FLOW,192.0.2.1,3,4,\(header.columns),256\n")
    }

    /// A header that is cut has fewer fields, and those that it has are the same.
    @Test(arguments: cases)
    func truncationIsNoError(_ header: Case) {
        for count in 0..<header.header.count {
            var printer = DatagramPrinter(), lines = LinePrinter()
            let bytes = datagram(header.headerProtocol, Array(header.header.prefix(count)))
            #expect(printer.print(bytes.span.bytes, .captured(at: 0)) == nil && lines.print(bytes.span.bytes) == nil)
            let printed = printer.text.split(separator: "\n").map(String.init)
            let start = printed.firstIndex { $0.hasPrefix("headerBytes") }!
            let fields = printed[(start + 1)...].prefix { !$0.hasPrefix("endSample") }
            #expect(header.lines.starts(with: fields), "\(count) bytes")
        }
    }

    /// Nothing that a header says leads out of it.
    @Test func randomHeadersAreWalked() {
        var generator = SplitMix(seed: 11), printer = DatagramPrinter(style: .json), lines = LinePrinter()
        for _ in 0..<10_000 {
            let base = Self.cases.randomElement(using: &generator)!
            var header = base.header
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !header.isEmpty {
                header[Int.random(in: header.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let bytes = datagram(base.headerProtocol, header)
            printer.removeAll()
            lines.removeAll()
            #expect(printer.print(bytes.span.bytes, .captured(at: 0)) == nil && lines.print(bytes.span.bytes) == nil)
        }
    }
}
