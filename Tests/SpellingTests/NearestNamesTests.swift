import Testing

@testable import Spelling

@Suite struct NearestNamesTests {
    @Test(arguments: [("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0), ("polilng", "polling", 1)])
    func distances(_ a: String, _ b: String, _ expected: Int) {
        #expect(editDistance(a, b) == expected)
        #expect(editDistance(b, a) == expected)
    }

    @Test(
        arguments: [
            ("colector", "collector"), ("samplign", "sampling"), ("POLING", "polling"), ("zebra", nil),
        ] as [(String, String?)]
    )
    func whatIsMeant(_ word: String, _ nearest: String?) {
        #expect(nearestName(to: word, among: ["collector", "sampling", "polling", "pcap"]) == nearest)
    }

    @Test func theNearestComesFirst() {
        #expect(
            nearestNames(to: "ipsorce", among: ["ip6source", "ipsource", "macsource"]) == ["ipsource", "ip6source"]
        )
        #expect(nearestName(to: "POLING", among: ["polling", "sampling"]) == "polling")
    }

    @Test func whatIsFarOffIsNotMeant() {
        #expect(nearestName(to: "x", among: ["polling"]) == nil)
        #expect(nearestName(to: "", among: []) == nil)
    }
}
