import SFlow
import TestKit
import Testing
import XDR

/// tshark's dissector reads from the flow records of the vectors what we do, as far as it knows them.
@Suite(.enabled(if: Tshark.isInstalled, "tshark is not installed")) struct WiresharkRecordTests {
    /// By number, with what tshark must read from the record of the vector.
    private static let records: [(number: UInt32, fields: [(String, String)])] = [
        (
            1003,
            [
                ("sflow_245.nexthop.v6", "2001:db8::9"), ("sflow_245.as", "64500"), ("sflow_245.srcAS", "64501"),
                ("sflow_245.peerAS", "64502"), ("sflow_245.dstASentries", "3"), ("sflow.as_type", "2,1,2"),
                // tshark has the communities under this name, too.
                ("sflow_245.dstAS", "64503,4200000001,64505,64506,64507,64508,4227072100,4294967041"),
                ("sflow_245.communityEntries", "2"), ("sflow_245.localpref", "150"),
            ]
        ),
        (
            1004,
            [
                ("sflow_5.extended_user.source_character_set", "106"), ("sflow_5.extended_user.source_user", "alice"),
                ("sflow_5.extended_user.destination_character_set", "3"),
                ("sflow_5.extended_user.destination_user", "bob@example"),
            ]
        ),
        (
            1005,
            [
                ("sflow_5.extended_url.direction", "2"), ("sflow_5.extended_url.url", "http://example.com/a%20b"),
                ("sflow_5.extended_url.host", "www.example.com"),
            ]
        ),
        (
            1006,
            [
                ("sflow_245.nexthop", "203.0.113.77"), ("sflow_245.extended_mpls.in_label_stack_entries", "2"),
                ("sflow_245.extended_mpls.out_label_stack_entries", "1"),
            ]
        ),
        (
            1008,
            [
                ("sflow_5.extended_mpls_tunnel.tunnel_name", "lsp-to-fra"), ("sflow_5.extended_mpls_tunnel.id", "4711"),
                ("sflow_5.extended_mpls_tunnel.cos_value", "5"),
            ]
        ),
        (
            1009,
            [
                ("sflow_5.extended_mpls_vc.vc_instance_name", "customer-a7"),
                ("sflow_5.extended_mpls_vc.id", "100200"), ("sflow_5.extended_mpls_vc.label_cos_value", "6"),
            ]
        ),
        (
            1010,
            [("sflow_5.extended_mpls.ftn_description", "to core"), ("sflow_5.extended_mpls.ftn_mask", "63")]
        ),
        (1011, [("sflow_5.extended_mpls.fec_address_prefix_length", "22")]),
        (
            1012,
            [
                ("sflow_5.extended_vlan_tunnel.number_of_layers", "2"),
                ("sflow_5.extended_vlan_tunnel.tpid_tci_pair", "2292752484,2164293631"),
            ]
        ),
        (
            1013, [("sflow_5.extended_80211.oui", "0x000fac"), ("sflow_5.extended_80211.suite_type", "4")]
        ),
        (
            1014,
            [
                ("sflow_5.extended_80211.rx.ssid", "guest-wlan"),
                ("sflow_5.extended_80211.rx.bssid", "02:1a:11:f0:0d:01"), ("sflow_5.extended_80211.rx.version", "4"),
                ("sflow_5.extended_80211.rx.channel", "36"), ("sflow_5.extended_80211.rx.speed", "5000000000"),
                ("sflow_5.extended_80211.rx.rsni", "77"), ("sflow_5.extended_80211.rx.rcpi", "141"),
                ("sflow_5.extended_80211.rx.packet_duration", "248"),
            ]
        ),
        (
            1015,
            [
                ("sflow_5.extended_80211.tx.ssid", "lab"), ("sflow_5.extended_80211.tx.bssid", "02:1a:11:f0:0d:02"),
                ("sflow_5.extended_80211.tx.version", "3"), ("sflow_5.extended_80211.tx.retransmissions", "1"),
                ("sflow_5.extended_80211.tx.packet_duration", "312"),
                ("sflow_5.extended_80211.tx.retransmission_duration", "624"),
                ("sflow_5.extended_80211.tx.channel", "11"), ("sflow_5.extended_80211.tx.speed", "4300000001"),
                ("sflow_5.extended_80211.tx.power", "100"),
            ]
        ),
    ]

    @Test(arguments: records.indices)
    func agreesOn(_ index: Int) throws {
        let (number, fields) = Self.records[index]
        let vector = try #require(StructureVector("flow-0-\(number)"))
        let type = try #require(Structures.flowRecord(DataFormat(0, number)))
        var builder = DatagramBuilder()
        builder.flow(FlowSample(), header: Array(repeating: 0, count: 14), more: [try type.init(vector.bytes)])
        try Tshark.expect(fields, of: builder.bytes)
    }
}
