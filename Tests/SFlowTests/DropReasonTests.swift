import SFlow
import TestKit
import Testing

@Suite struct DropReasonTests {
    /// Codes and names out of the documents, not out of the table.
    @Test(
        arguments: [
            (0, "net_unreachable"), (12, "dst_host_tos_unreacheable"), (15, "precedence_cutoff"), (256, "unknown"),
            (257, "ttl_exceeded"), (258, "acl"), (279, "unresolved_neigh"), (303, "split_horizon"),
            (306, "blackhole_nexthop"),
            (307, "vxlan_parsing"), (327, "invalid_proto"), (328, "ip_noproto"), (332, "dev_hdr"),
            (336, "icmp_parsing"),
            (366, "tc_egress"), (371, "socket_filter"), (372, "bgp_flowspec"),
        ] as [(UInt32, String)]
    )
    func aCodeHasItsName(_ code: UInt32, _ name: String) {
        #expect(DropReason.name(of: code)?.description == name)
        #expect(DropReason(code: code)?.code == code)
        #expect(DropReason(name: name)?.code == code)
    }

    @Test func everyReasonIsFoundByItsCodeAndItsName() {
        #expect(DropReason.all.count == 133)
        for reason in DropReason.all {
            #expect(DropReason(code: reason.code)?.name.description == reason.name.description)
            #expect(DropReason(name: reason.name.description)?.code == reason.code)
            #expect(!reason.doc.description.isEmpty)
        }
    }

    @Test(arguments: [16, 32, 34, 35, 37, 255, 373, 0x8000_0000, .max] as [UInt32])
    func aCodeThatNoReasonHasIsNone(_ code: UInt32) {
        #expect(DropReason.name(of: code) == nil && DropReason(code: code) == nil)
    }

    @Test(arguments: [(33, 332), (36, 366)] as [(UInt32, UInt32)])
    func aCodeThatLostItsLastDigitIsUnderstood(_ sent: UInt32, _ meant: UInt32) {
        #expect(DropReason(code: sent)?.code == meant)
        #expect(DropReason.name(of: sent)?.description == DropReason.name(of: meant)?.description)
    }

    @Test func aNameIsUnderstoodInEitherSpelling() {
        #expect(DropReason(name: "dst_host_tos_unreachable")?.code == 12)
        #expect(DropReason(name: "no_such_reason") == nil && DropReason(name: "") == nil)
    }
}

@Suite struct DropReasonReferenceTests {
    @Test func thePageIsThatOfTheCatalogue() {
        let page = GeneratedPage("docs/reference/drop-reasons.md", DropReasonReference.page())
        #expect(page.isCurrent, "make docs writes it")
    }
}
