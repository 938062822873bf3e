import FlowLanguage
import Glibc
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Exporters

/// What tshark reads in our messages, field by field.
@Suite(.enabled(if: shell("command -v tshark").succeeded)) struct WiresharkTests {
    /// The fields of the data records of an analyzer that has seen some packets.
    private func fields(
        _ keys: String,
        value: String = "bytes",
        _ names: [String],
        _ take: (RecordMaker) -> Void
    ) throws -> [String] {
        var definition = FlowDefinition(keys: keys, value: value)
        definition.ipfixCollectors = ["192.0.2.9"]
        let maker = try RecordMaker(definition)
        take(maker)
        var encoder = IPFIXEncoder()
        let messages = encoder.encode(maker.records(), now: 1, time: 1_700_000_001).map(\.bytes)
        let path = "/tmp/starling-ipfix-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).pcap"
        defer { unlink(path) }
        write(messages, path)
        let arguments = names.map { "-e \($0)" }.joined(separator: " ")
        let output = shell("tshark -r \(path) -T fields -E separator='|' \(arguments) 2>/dev/null")
        return output.output.split(separator: "\n").last.map {
            $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        } ?? []
    }

    /// A capture of Ethernet frames with IPv4 and UDP to port 4739.
    private func write(_ messages: [[UInt8]], _ path: String) {
        var bytes: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]
        bytes += Array(repeating: 0, count: 8)
        bytes += [0, 0, 1, 0, 1, 0, 0, 0]
        for message in messages {
            var frame: [UInt8] = Array(repeating: 2, count: 12)
            frame += [8, 0, 0x45, 0] + big(message.count + 28)
            frame += [0, 0, 0, 0, 64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]
            frame += [0x30, 0, 0x12, 0x83] + big(message.count + 8) + [0, 0]
            frame += message
            bytes += Array(repeating: 0, count: 8)
            bytes += little(UInt32(frame.count)) + little(UInt32(frame.count))
            bytes += frame
        }
        guard let file = unsafe fopen(path, "w") else { return }
        unsafe fwrite(bytes, 1, bytes.count, file)
        unsafe fclose(file)
    }

    private func big(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }

    @Test func theKeysOfAnIPv4Flow() throws {
        let names = [
            "cflow.od_id", "cflow.exporter_addr", "cflow.octets", "cflow.srcmac", "cflow.dstmac",
            "cflow.ethernet_type", "cflow.dot1q_vlan_id", "cflow.dot1q_priority", "cflow.srcaddr", "cflow.dstaddr",
            "cflow.protocol", "cflow.srcport", "cflow.dstport", "cflow.tcpflags", "cflow.ip_ttl", "cflow.tos",
            "cflow.inputint", "cflow.outputint", "cflow.ipv4_total_length", "cflow.frag_ident",
            "cflow.flow_end_reason", "cflow.ip_dscp", "cflow.tcp_windows_size",
        ]
        let keys =
            "macsource,macdestination,ethernetprotocol,vlan,priority,ipsource,ipdestination,ipprotocol,tcpsourceport,"
            + "tcpdestinationport,tcpflags,ipttl,iptos,inputifindex,outputifindex,ipid,ipdscp,tcpwindow,ipbytes"
        let found = try fields(keys, names) { $0.take(tcpFrame, frameLength: 1234) }
        #expect(
            found == [
                "3", "192.0.2.1", "12340", "00:aa:bb:cc:dd:ee", "00:11:22:33:44:55", "2048", "100", "3", "10.1.2.3",
                "192.0.2.99", "6", "12345", "443", "0x0012", "61", "0xb8", "3", "7", "60", "4660", "1", "46", "4096",
            ]
        )
    }

    @Test func theKeysOfAnIPv6Flow() throws {
        let names = [
            "cflow.srcaddrv6", "cflow.dstaddrv6", "cflow.protocol", "cflow.srcport", "cflow.dstport", "cflow.packets",
            "cflow.exporter_addr_v6", "cflow.ipv6flowlabel", "cflow.ip_ttl", "cflow.ip_dscp", "cflow.outputint",
        ]
        let keys =
            "ip6source,ip6destination,ip6nexthdr,udpsourceport,udpdestinationport,ip6flowlabel,ip6ttl,ip6dscp,outputifindex"
        let found = try fields(keys, value: "frames", names) {
            $0.take(v6Frame, agent: .ipv6(0x2001_0db8 << 96 | 7), output: .internal)
            $0.take(v6Frame, agent: .ipv6(0x2001_0db8 << 96 | 7), output: .internal)
        }
        #expect(
            found == [
                "2001:db8::1", "2001:db8::2", "17", "49152", "53", "20", "2001:db8::7", "703710", "63", "46",
                "1073741823",
            ]
        )
    }

    @Test func theKeysOfATunnelledFlow() throws {
        let names = [
            "cflow.srcaddr", "cflow.dstaddr", "cflow.layer2_segment_id", "cflow.icmp_ipv4_type", "cflow.icmp_ipv4_code",
            "cflow.ip_fragment_flags", "cflow.fragment_offset",
        ]
        let keys = "ipsource,ipsource.1,ipdestination,ipdestination.1,vxlanvni,icmptype,icmpcode,ipflags,ipfragoffset"
        let found = try fields(keys, names) { $0.take(vxlanFrame) }
        // The kind of the overlay, VXLAN, is in the highest byte.
        let network = String(1 << 56 | 0x123456)
        #expect(found == ["192.0.2.1,10.0.0.1", "192.0.2.2,10.0.0.2", network, "8", "0", "0x20", "0"])
    }
}
