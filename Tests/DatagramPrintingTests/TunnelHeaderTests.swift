import DatagramPrinting
import SFlow
import TestKit
import Testing
import XDR

/// The outer headers of tunnels are printed as the packet's own, with what they are before their names.
@Suite struct TunnelHeaderTests {
    private func lines(_ record: any XDRStructure) -> [String] {
        var builder = DatagramBuilder(), printer = DatagramPrinter()
        builder.flow(FlowSample(), header: [], more: [record])
        printer.print(builder.bytes.span.bytes, .captured(at: 0))
        let lines = printer.text.split(separator: "\n").map(String.init)
        return Array(lines.drop { $0 != "flowBlock_tag 0:\(type(of: record).format.number)" }.dropFirst().dropLast(2))
    }

    @Test func anEthernetHeader() {
        var record = ExtendedL2TunnelIngress()
        (record.header.length, record.header.etherType) = (1540, 0x86dd)
        (record.header.source, record.header.destination) = (0xfe01_0203_0406, 0x5254_0012_3457)
        #expect(
            lines(record) == [
                "flowSampleType tunnel_l2_in_ETHERNET", "tunnel_l2_in_ethernet_type 34525",
                "tunnel_l2_in_ethernet_len 1540", "tunnel_l2_in_ethernet_src fe0102030406",
                "tunnel_l2_in_ethernet_dst 525400123457",
            ]
        )
    }

    @Test func anIPv4Header() {
        var record = ExtendedIPv4TunnelEgress()
        (record.header.length, record.header.ipProtocol, record.header.tos) = (1536, 17, 184)
        (record.header.source, record.header.destination) = (0xc000_0215, 0xc633_6429)
        (record.header.sourcePort, record.header.destinationPort) = (49152, 4789)
        #expect(
            lines(record) == [
                "flowSampleType tunnel_ipv4_out_IPV4", "tunnel_ipv4_out_sampledPacketSize 1536",
                "tunnel_ipv4_out_IPSize 1536", "tunnel_ipv4_out_srcIP 192.0.2.21",
                "tunnel_ipv4_out_dstIP 198.51.100.41", "tunnel_ipv4_out_IPProtocol 17", "tunnel_ipv4_out_IPTOS 184",
                "tunnel_ipv4_out_UDPSrcPort 49152", "tunnel_ipv4_out_UDPDstPort 4789",
            ]
        )
    }

    @Test func anIPv6Header() {
        var record = ExtendedIPv6TunnelEgress()
        (record.header.length, record.header.ipProtocol, record.header.priority) = (1556, 47, 46)
        (record.header.source, record.header.destination) = (1, 2)
        #expect(
            lines(record) == [
                "flowSampleType tunnel_ipv6_out_IPV6", "tunnel_ipv6_out_sampledPacketSize 1556",
                "tunnel_ipv6_out_IPSize 1556", "tunnel_ipv6_out_srcIP6 0000:0000:0000:0000:0000:0000:0000:0001",
                "tunnel_ipv6_out_dstIP6 0000:0000:0000:0000:0000:0000:0000:0002", "tunnel_ipv6_out_IPProtocol 47",
                "tunnel_ipv6_out_priority 46",
            ]
        )
    }
}
