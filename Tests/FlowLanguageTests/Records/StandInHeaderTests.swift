import SFlow
import Testing
import XDR

@testable import FlowLanguage

/// Samples whose agent sends fields in place of the packet's header.
@Suite struct StandInHeaderTests {
    private let ethernet = made(SampledEthernet.self) {
        ($0.length, $0.source, $0.destination, $0.etherType) = (1518, 0xd8d3_85b2_dd2b, 0x0200_0000_0001, 0x0800)
    }
    private let ipv4 = made(SampledIPv4.self) {
        ($0.length, $0.ipProtocol, $0.source, $0.destination) = (1500, 6, 0x0a00_0001, 0xc000_0201)
        ($0.sourcePort, $0.destinationPort, $0.tcpFlags, $0.tos) = (50000, 443, 0x12, 0xb8)
    }
    private let ipv6 = made(SampledIPv6.self) {
        ($0.length, $0.ipProtocol, $0.source, $0.destination) = (100, 17, 0xfe80 << 112 | 1, 0xfe80 << 112 | 2)
        ($0.sourcePort, $0.destinationPort, $0.priority) = (53, 1024, 0xb8)
    }

    @Test func ofIPv4() throws {
        let sample = RecordSample(records: [ipv4])
        #expect(try sample.key("stack,ipsource,ipdestination,ipprotocol") == "ip.tcp|10.0.0.1|192.0.2.1|6")
        #expect(try sample.key("iptos,ipdscp,ipbytes,bytes") == "10111000|46|1500|1500")
        #expect(try sample.key("tcpsourceport,tcpdestinationport,tcpflags") == "50000|443|000010010")
    }

    @Test func ofIPv6() throws {
        let sample = RecordSample(records: [ipv6])
        #expect(try sample.key("stack,ip6source,ip6destination,ip6nexthdr") == "ip6.udp|FE80::1|FE80::2|17")
        #expect(try sample.key("ip6tos,ip6bytes,udpsourceport,udpdestinationport") == "10111000|60|53|1024")
    }

    @Test func ofEthernet() throws {
        let alone = RecordSample(records: [ethernet])
        #expect(
            try alone.key("macsource,macdestination,ethernetprotocol,bytes") == "D8D385B2DD2B|020000000001|2048|1518"
        )
        #expect(try alone.key("stack,isunicast") == "eth|true")
        let both = RecordSample(records: [ipv4, ethernet])
        #expect(try both.key("stack,macsource,ipsource,bytes") == "eth.ip.tcp|D8D385B2DD2B|10.0.0.1|1518")
        #expect(try RecordSample(records: [ethernet, ipv6]).key("stack,ethernetprotocol") == "eth.ip6.udp|34525")
    }

    @Test(arguments: ["ipttl", "ipid", "ipflags", "ipfragoffset", "tcpwindow", "vlan", "ip6source", "macsource"])
    func whatIsNotToldIsNotThere(_ key: String) throws {
        #expect(try RecordSample(records: [ipv4]).key(key) == nil)
    }

    @Test func noMoreThanIsToldOfIPv6() throws {
        for key in ["ip6ttl", "ip6flowlabel", "udpbytes"] { #expect(try RecordSample(records: [ipv6]).key(key) == nil) }
    }

    @Test func icmpHasTypeAndCode() throws {
        var ping = ipv4
        (ping.ipProtocol, ping.sourcePort, ping.destinationPort) = (1, 8, 0)
        #expect(try RecordSample(records: [ping]).key("stack,icmptype,icmpcode") == "ip.icmp|8|0")
    }

    @Test func aSampledHeaderIsBelieved() throws {
        let sample = RecordSample(records: [ipv4], header: Sample(seed: 2).bytes)
        #expect(try sample.key("ipsource,ipttl,stack") == "10.0.0.2|62|eth.ip.tcp")
    }

    @Test func discardedPacketsHaveThemToo() throws {
        #expect(try RecordSample(records: [ipv4], reason: 5).key("ipsource,reason") == "10.0.0.1|src_route_failed")
    }

    @Test(arguments: [UInt32(0), 19, 39, 0xffff, 0x1_0000, .max])
    func absurdNumbersAreLeftOut(_ number: UInt32) throws {
        var odd = ipv4
        (odd.length, odd.sourcePort, odd.destinationPort) = (number, 0x1_0050, number)
        let sample = RecordSample(records: [odd])
        #expect(try sample.key("ipbytes") == ((40...0xffff).contains(number) ? "\(number)" : nil))
        #expect(try sample.key("tcpsourceport") == nil && sample.key("ipsource,stack") == "10.0.0.1|ip.tcp")
        for key in FlowKey.all { _ = try sample.key(key.name) }
    }
}
