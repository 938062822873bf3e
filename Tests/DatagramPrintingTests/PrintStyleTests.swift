import Foundation
import NetTypes
import SFlow
import TestKit
import Testing

@testable import DatagramPrinting

@Suite struct PrintStyleTests {
    private static let agent = "192.0.2.1"

    /// A flow sample with its switch record, a discarded packet and a counters sample.
    private static var datagram: [UInt8] {
        var builder = DatagramBuilder(subAgent: 3, sequence: 9), flow = FlowSample(), switching = ExtendedSwitch()
        flow.sequence = 4
        flow.source = .interface(7)
        flow.samplingRate = 100
        flow.output = InterfacePort(format: 1, value: 258)
        switching.sourceVLAN = 12
        switching.destinationVLAN = 13
        builder.flow(flow, header: [1, 2], more: [switching])
        var packet = DiscardedPacket(), function = ExtendedFunction()
        packet.reason = 258
        function.symbol = "tcp_v4_rcv+0x7c/0xef0, \"x\""
        builder.discarded(packet, header: [3], more: [function])
        var disk = HostDiskIO()
        disk.partMaxUsed = .max
        builder.counters(.host, [disk])
        return builder.bytes
    }

    private func text(_ style: PrintStyle, _ arrival: Arrival = .captured(at: 0)) -> String {
        var printer = DatagramPrinter(style: style)
        #expect(printer.print(Self.datagram.span.bytes, arrival) == nil)
        return printer.text
    }

    @Test func aLineForGrepSaysWhereItIsFrom() {
        let lines = text(PrintStyle(.grep), .received(from: .v4(0x7f00_0001), at: 1_700_000_000_123_456_789))
            .split(separator: "\n")
        let time = "2023-11-14T22:13:20+0000"
        #expect(lines[0] == "\(time) - 0 0 0:0 0:0 0:0 startDatagram =================================")
        for line in [
            "\(time) - 0 0 0:0 0:0 0:0 unixSecondsUTC_uS 123456",
            "\(time) - 0 0 0:0 0:0 0:0 datagramSourceIP 127.0.0.1",
            "\(time) \(Self.agent) 3 9 0:0 0:0 0:0 agent \(Self.agent)",
            "\(time) \(Self.agent) 3 9 0:0 0:1 0:0 startSample ----------------------",
            "\(time) \(Self.agent) 3 9 0:7 0:1 0:0 meanSkipCount 100",
            "\(time) \(Self.agent) 3 9 0:7 0:1 0:1001 in_vlan 12",
            "\(time) \(Self.agent) 3 9 2:1 0:2 0:2005 disk_partition_max_used unknown",
            "\(time) \(Self.agent) 3 9 2:1 0:2 0:2005 endDatagram   =================================",
        ] {
            #expect(lines.contains { $0 == line }, "\(line)")
        }
    }

    @Test func typedJSONHasNumbers() throws {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(text(PrintStyle(.json, isTyped: true)).utf8)) as? [String: Any]
        )
        #expect(object["packetSequenceNo"] as? Int == 9 && object["agent"] as? String == Self.agent)
        let samples = try #require(object["samples"] as? [[String: Any]])
        #expect(samples[0]["meanSkipCount"] as? Int == 100 && samples[0]["outputPort"] as? String == "dropCode 258")
        let disk = try #require(samples[2]["elements"] as? [[String: Any]])[0]
        #expect(disk["disk_partition_max_used"] is NSNull && disk["disk_total"] as? Int == 0)
    }

    @Test func everyValueIsTextOtherwise() throws {
        let object = try JSONSerialization.jsonObject(with: Data(text(.json).utf8))
        func check(_ value: Any) {
            switch value {
            case let list as [Any]: list.forEach(check)
            case let object as [String: Any]: object.values.forEach(check)
            default: #expect(value is String)
            }
        }
        check(object)
    }

    /// Both JSON forms have the same members; the indented one has a line for each.
    @Test func indentationChangesNothing() throws {
        let indented = text(PrintStyle(.indentedJSON))
        let objects = try [text(.json), indented].map { text in
            try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        }
        #expect(objects[0] == objects[1])
        #expect(
            indented.hasPrefix("{\n \"datagramSourceIP\":\"-\",\n \"datagramSize\":") && indented.hasSuffix("\n}\n\n")
        )
        #expect(indented.contains("\n \"samples\":[{\n   \"sampleType_tag\":\"0:1\",\n"))
    }

    @Test func chosenFieldsAreALineForEachSampleThatHasThem() {
        func lines(_ fields: String...) -> [Substring] {
            var printer = DatagramPrinter(fields: fields)
            for _ in 0..<2 { printer.print(Self.datagram.span.bytes, .captured(at: 0)) }
            let all = printer.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(all.count % 2 == 1 && all[..<(all.count / 2)] == all[(all.count / 2)..<(all.count - 1)])
            return Array(all[..<(all.count / 2)])
        }
        #expect(lines("agent", "in_vlan", "out_vlan") == ["192.0.2.1,12,13"])
        #expect(lines("agent").isEmpty && lines("agent", "no_such_field").isEmpty)
        #expect(lines("sampleType", "headerBytes") == ["FLOWSAMPLE,01-02", "DISCARD,", "COUNTERSSAMPLE,"])
        #expect(lines("discarded_headerBytes", "discardCode") == ["03,258"])
        #expect(lines("discarded_symbol") == ["\"tcp_v4_rcv+0x7c/0xef0, \"\"x\"\"\""])
    }

    @Test func whatApplicationsSayIsNamedByThem() throws {
        var builder = DatagramBuilder(), metrics = RealTimeMetrics(), flow = RealTimeFlow()
        metrics.dataSource = "shop"
        metrics.metrics = [
            RealTimeMetric("version", .text("")), RealTimeMetric("orders", .counter64(1 << 40)),
            RealTimeMetric("a\n\"b", .gaugeDouble(0.5)),
        ]
        flow.samplingRate = 10
        flow.fields = [RealTimeFlowField("client", .ipv4(0xc000_0207)), RealTimeFlowField("port", .int32(.max))]
        builder.metrics(metrics)
        builder.application(flow)
        let lines = Self.lines(builder, .text)
        for line in [
            "sampleType_tag 4300:1002", "sampleType RTMETRIC", "rtmetric_datasource_name shop",
            "rtmetric_string_version ",
            "rtmetric_counter64_orders 1099511627776", "rtmetric_gaugeDouble_a?\"b 0.500", "sampleType RTFLOW",
            "rtflow_sampling_rate 10", "rtflow_ip_client 192.0.2.7", "rtflow_int32_port 4294967295",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        let json = try #require(Self.lines(builder, PrintStyle(.json, isTyped: true)).first)
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let samples = try #require(object["samples"] as? [[String: Any]])
        #expect(samples[0]["rtmetric_gaugeDouble_a\n\"b"] as? Double == 0.5)
        #expect(samples[1]["rtflow_int32_port"] as? Int == 4_294_967_295)
    }

    private static func lines(_ builder: DatagramBuilder, _ style: PrintStyle) -> [String] {
        var printer = DatagramPrinter(style: style)
        #expect(printer.print(builder.bytes.span.bytes, .captured(at: 0)) == nil)
        return printer.text.split(separator: "\n").map(String.init)
    }

    @Test func reasonsHaveNames() {
        var builder = DatagramBuilder(), packet = DiscardedPacket()
        for code in [258, 36, 9999] as [UInt32] {
            packet.reason = code
            builder.discarded(packet)
        }
        let lines = Self.lines(builder, .text).filter { $0.hasPrefix("discardReason") }
        #expect(lines == ["discardReason acl", "discardReason tc_egress", "discardReason NotFound"])
    }

    @Test func namesAreColouredForATerminal() {
        #expect(text(PrintStyle(.text, isColoured: true)).contains("\n\u{1b}[36min_vlan\u{1b}[0m 12\n"))
        #expect(text(PrintStyle(.json, isColoured: true)).contains(",\u{1b}[34;1m\"in_vlan\"\u{1b}[0m:\"12\""))
    }

    @Test func samplesThatAreNotAcceptedAreNotPrinted() {
        var printer = DatagramPrinter(style: .text), lines = LinePrinter()
        printer.print(Self.datagram.span.bytes, .captured(at: 0)) { sample, _ in
            if case .discarded = sample { true } else { false }
        }
        #expect(printer.text.contains("DISCARD") && !printer.text.contains("FLOWSAMPLE"))
        lines.print(Self.datagram.span.bytes) { _, _ in false }
        #expect(lines.text.isEmpty)
    }

    /// Text from outside: well-formed UTF-8 is kept, all else is replaced, and nothing breaks the line or the string.
    @Test(
        arguments: [
            ([0x61, 0xc3, 0xbc, 0x62], "aüb"), ([0xf0, 0x9f, 0xa6, 0x9c], "🦜"), ([0xed, 0x9f, 0xbf], "\u{d7ff}"),
            ([0xc0, 0x80], "\u{fffd}\u{fffd}"), ([0xed, 0xa0, 0x80], "\u{fffd}\u{fffd}\u{fffd}"),
            ([0xf4, 0x90, 0x80, 0x80], "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"), ([0xe2, 0x82], "\u{fffd}\u{fffd}"),
            ([0xe2, 0x82, 0x41], "\u{fffd}\u{fffd}A"), ([0x80, 0x42], "\u{fffd}B"), ([], ""),
        ] as [([UInt8], String)]
    )
    func foreignTextIsRepaired(_ bytes: [UInt8], _ expected: String) throws {
        var line = TextBuffer(), json = TextBuffer()
        line.append(foreign: bytes.span.bytes, for: .line)
        json.append(foreign: bytes.span.bytes, for: .json)
        #expect(line.text == expected && json.text == expected)
    }

    @Test func everyByteIsHarmless() throws {
        for byte in UInt8.min...UInt8.max {
            var line = TextBuffer(), json = TextBuffer()
            line.append(foreign: [byte].span.bytes, for: .line)
            json.append(foreign: [byte].span.bytes, for: .json)
            #expect(line.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
            let value = try JSONSerialization.jsonObject(
                with: Data("\"\(json.text)\"".utf8),
                options: .fragmentsAllowed
            )
            #expect((value as? String)?.unicodeScalars.count == 1)
        }
    }
}
