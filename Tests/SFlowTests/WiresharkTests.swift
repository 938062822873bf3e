import CaptureFiles
import Foundation
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

/// tshark's dissector reads from our datagrams what we wrote.
@Suite(.enabled(if: Tshark.isInstalled, "tshark is not installed")) struct WiresharkTests {
    private static let packet: [UInt8] =
        [0x52, 0x54, 0, 0x12, 0x34, 0x56, 0xfe, 1, 2, 3, 4, 5, 8, 0] + [
            0x45, 0, 0, 40, 0, 1, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, 17, 198, 51, 100, 34,
        ] + [0xbb, 0x26, 1, 0xbb, 0, 0, 0, 1, 0, 0, 0, 2, 0x50, 0x18, 0, 64, 0, 0, 0, 0]

    private static func flowSample(_ ifIndex: UInt32) -> FlowSample {
        var sample = FlowSample()
        sample.sequence = 77
        sample.source = .interface(ifIndex)
        sample.samplingRate = 400
        sample.samplePool = 123_456
        sample.drops = 9
        sample.input = .ifIndex(ifIndex)
        sample.output = .ifIndex(12)
        return sample
    }

    private static var records: [any XDRStructure] {
        var vlan = ExtendedSwitch(), router = ExtendedRouter(), ip = SampledIPv4(), ethernet = SampledEthernet()
        (vlan.sourceVLAN, vlan.sourcePriority, vlan.destinationVLAN, vlan.destinationPriority) = (100, 5, 4000, 6)
        (router.nextHop, router.sourceMaskLength, router.destinationMaskLength) = (.ipv4(0xcb00_7109), 24, 19)
        (ip.length, ip.ipProtocol, ip.source, ip.destination) = (1500, 6, 0xc000_0212, 0xc633_6423)
        (ip.sourcePort, ip.destinationPort, ip.tcpFlags, ip.tos) = (47_911, 444, 24, 184)
        (ethernet.length, ethernet.source, ethernet.destination) = (1514, 0xfe01_0203_0406, 0x5254_0012_3457)
        ethernet.etherType = 2048
        return [vlan, router, ip, ethernet]
    }

    private static let head = [
        ("sflow_245.version", "5"), ("sflow_245.sub_agent_id", "5"), ("sflow_245.sequence_number", "42"),
        ("sflow_245.sysuptime", "123000"), ("sflow_245.numsamples", "1"),
    ]

    private static let flowFields = [
        ("sflow.flow_sample.sequence_number", "77"), ("sflow.flow_sample.sampling_rate", "400"),
        ("sflow.flow_sample.sample_pool", "123456"), ("sflow.flow_sample.dropped_packets", "9"),
        ("sflow.flow_sample.flow_record", "5"), ("sflow_245.agent", "192.0.2.2"),
        ("sflow_245.header_protocol", "1"), ("sflow_245.header.frame_length", "1518"),
        ("sflow_245.header.payload_stripped", "4"), ("sflow_245.header.sampled_header_length", "54"),
        ("eth.src", "fe:01:02:03:04:05"), ("tcp.dstport", "443"),
        ("sflow_245.vlan.in", "100"), ("sflow_245.pri.in", "5"), ("sflow_245.vlan.out", "4000"),
        ("sflow_245.pri.out", "6"), ("sflow_245.nexthop", "203.0.113.9"), ("sflow_245.nexthop.src_mask", "24"),
        ("sflow_245.nexthop.dst_mask", "19"), ("sflow_245.ip.length", "1500"), ("sflow.ip_protocol", "6"),
        ("sflow_245.ipv4_src", "192.0.2.18"), ("sflow_245.ipv4_dst", "198.51.100.35"),
        ("sflow_245.ip.source_port", "47911"), ("sflow.ip.destination_port", "444"),
        ("sflow_245.ethernet.length", "1514"), ("sflow_245.ethernet.source_mac_address", "fe:01:02:03:04:06"),
        ("sflow_245.ethernet.destination_mac_address", "52:54:00:12:34:57"),
        ("sflow_245.ethernet.packet_type", "2048"),
    ]

    @Test func agreesOnACompactFlowSample() throws {
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0202), subAgent: 5, sequence: 42, uptime: 123_000)
        builder.flow(Self.flowSample(7), header: Self.packet, frameLength: 1518, more: Self.records)
        let ports = [
            ("sflow_245.sampletype", "1"), ("sflow.flow_sample.index", "7"),
            ("sflow.flow_sample.input_interface", "7"), ("sflow.flow_sample.output_interface", "0x0000000c"),
        ]
        try Tshark.expect(Self.head + Self.flowFields + ports, of: builder.bytes)
    }

    @Test func agreesOnAnExpandedFlowSample() throws {
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0202), subAgent: 5, sequence: 42, uptime: 123_000)
        var sample = Self.flowSample(0x0100_0007)
        sample.output = .internal
        builder.flow(sample, header: Self.packet, frameLength: 1518, more: Self.records)
        let ports = [
            ("sflow_245.sampletype", "3"), ("sflow.flow_sample.source_id_index", "16777223"),
            ("sflow.flow_sample.input_interface_format", "0"), ("sflow.flow_sample.input_interface_value", "16777223"),
            ("sflow.flow_sample.output_interface_value", "4294967295"),
        ]
        try Tshark.expect(Self.head + Self.flowFields + ports, of: builder.bytes)
    }

    @Test(arguments: [false, true])
    func agreesOnInterfaceCounters(_ expanded: Bool) throws {
        var counters = RandomFiller.fill(InterfaceCounters.self, seed: 11).0
        (counters.ifDirection, counters.ifStatus) = (1, 3)
        var builder = DatagramBuilder(agent: .ipv6(0x2001_0db8 << 96 | 7), subAgent: 5, sequence: 42, uptime: 123_000)
        builder.counters(.interface(7), sequence: 77, expanded: expanded, [counters])
        let sample = [
            ("sflow_245.sampletype", expanded ? "4" : "2"), ("sflow_245.agent.v6", "2001:db8::7"),
            ("sflow.counters_sample.sequence_number", "77"),
            ("sflow.counters_sample.source_id_index", "7"),
            ("sflow.counters_sample.counters_records", "1"),
        ]
        try Tshark.expect(Self.head + sample + Self.fields(of: counters), of: builder.bytes)
    }

    private static func fields(of counters: InterfaceCounters) -> [(String, String)] {
        [
            ("ifindex", "\(counters.ifIndex)"), ("iftype", "\(counters.ifType)"), ("ifspeed", "\(counters.ifSpeed)"),
            ("ifdirection", "1"), ("ifadmin_status", "1"), ("ifoper_status", "1"),
            ("ifinoct", "\(counters.ifInOctets)"), ("ifinpkt", "\(counters.ifInUcastPkts)"),
            ("ifinmcast", "\(counters.ifInMulticastPkts)"), ("ifinbcast", "\(counters.ifInBroadcastPkts)"),
            ("ifindisc", "\(counters.ifInDiscards)"), ("ifinerr", "\(counters.ifInErrors)"),
            ("ifinunk", "\(counters.ifInUnknownProtos)"), ("ifoutoct", "\(counters.ifOutOctets)"),
            ("ifoutpkt", "\(counters.ifOutUcastPkts)"), ("ifoutmcast", "\(counters.ifOutMulticastPkts)"),
            ("ifoutbcast", "\(counters.ifOutBroadcastPkts)"), ("ifoutdisc", "\(counters.ifOutDiscards)"),
            ("ifouterr", "\(counters.ifOutErrors)"), ("ifpromisc", "\(counters.ifPromiscuousMode)"),
        ].map { ("sflow_245." + $0.0, $0.1) }
    }

    private static let countersThatTsharkKnows: [any XDRStructure.Type] = [
        EthernetCounters.self, TokenRingCounters.self, VGCounters.self, VLANCounters.self, WirelessCounters.self,
        LAGPortStatistics.self, Processor.self, RadioUtilization.self,
    ]

    /// tshark's names where they are not ours behind `sflow_245.`, or behind `sflow_5.` for 802.11.
    private static let otherNames = [
        "dot5StatsRecoverys": "sflow_245.dot5StatsRecoveries", "in_vlan": "sflow_245.vlan_id",
        "5s_cpu": "sflow_5.cpu_5s", "1m_cpu": "sflow_5.cpu_1m", "5m_cpu": "sflow_5.cpu_5m",
        "total_memory_bytes": "sflow_5.total_memory", "free_memory_bytes": "sflow_5.free_memory",
        "radio_elapsed_time": "sflow_5.elapsed_time", "radio_on_channel_time": "sflow_5.on_channel_time",
        "radio_on_channel_busy_time": "sflow_5.channel_busy_time",
        "actorSystemID": "sflow.lag_port.actor_system_id",
        "partnerSystemID": "sflow.lag_port.partner_oper_system_id",
        "attachedAggID": "sflow.lag_port.attached_agg_id",
        "LACPDUsRx": "sflow.lag_port.lacpdus.rx", "markerPDUsRx": "sflow.lag_port.marker_pdus.rx",
        "markerResponsePDUsRx": "sflow.lag_port.marker_response_pdus.rx",
        "unknownRx": "sflow.lag_port.unknown.rx", "illegalRx": "sflow.lag_port.illegal.rx",
        "LACPDUsTx": "sflow.lag_port.lacpdus.tx", "markerPDUsTx": "sflow.lag_port.marker_pdus.tx",
        "markerResponsePDUsTx": "sflow.lag_port.marker_response_pdus.tx",
    ]

    @Test(arguments: 0..<countersThatTsharkKnows.count)
    func agreesOnCounters(_ index: Int) throws {
        func check<Structure: XDRStructure>(_: Structure.Type) throws {
            let counters = RandomFiller.fill(Structure.self, seed: 12).0
            var builder = DatagramBuilder(subAgent: 5, sequence: 42, uptime: 123_000)
            builder.counters(.interface(7), [counters])
            // Of single bytes tshark tells only that they are there.
            let fields = FieldLister.list(counters).filter { $0.width > 1 }
            try Tshark.expect(Self.head + fields.map(Self.shown), of: builder.bytes)
        }
        try check(Self.countersThatTsharkKnows[index])
    }

    private static func shown(_ entry: FieldEntry) -> (String, String) {
        let usual = (entry.name.hasPrefix("dot11") ? "sflow_5." : "sflow_245.") + entry.name
        let name = otherNames[entry.name] ?? usual
        switch entry.value {
        case .unsigned(let value): return (name, "\(value)")
        case .mac(let value): return (name, MACAddress(value).colons)
        default: return (name, "")
        }
    }
}

extension MACAddress {
    /// `52:54:00:12:34:56`
    fileprivate var colons: String {
        stride(from: 40, through: 0, by: -8).map { hexText(bits >> UInt64($0) & 0xff, digits: 2) }.joined(
            separator: ":"
        )
    }
}

/// Runs tshark over a datagram.
enum Tshark {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark")

    /// Compares fields by tshark's names; nothing may be malformed.
    static func expect(_ fields: [(name: String, value: String)], of datagram: [UInt8]) throws {
        let names = fields.map(\.name) + ["_ws.malformed"]
        let text = try run(datagram, ["-T", "fields", "-E", "separator=|"] + names.flatMap { ["-e", $0] })
        let found = text.split(separator: "\n")[0].split(separator: "|", omittingEmptySubsequences: false)
        try #require(found.count == names.count)
        for (field, found) in zip(fields + [("_ws.malformed", "")], found) {
            #expect(found == field.value, "\(field.name)")
        }
    }

    private static func run(_ datagram: [UInt8], _ arguments: [String]) throws -> String {
        var capture = PcapWriter(.raw)
        let agent = SocketAddress(.v4(0x7f00_0001), port: 40_000),
            collector = SocketAddress(.v4(0x7f00_0001), port: 6343)
        capture.append(datagram: datagram.span.bytes, from: agent, to: collector, time: 1)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pcap")
        try Data(capture.bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/tshark")
        process.arguments = ["-n", "-r", file.path] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text
    }
}
