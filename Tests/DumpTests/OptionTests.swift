import NetTypes
import Testing

@testable import Dump

@Suite struct SflowtoolArgumentsTests {
    @Test(arguments: [
        ("-r x.pcap -l", "--read-pcap=x.pcap --line"),
        ("-lkrx.pcap", "--line --keep-going --read-pcap=x.pcap"),
        ("-r -", "--read-pcap=-"),
        ("-p6343 -4", "--port=6343 --listen-v4-only"),
        ("+4 +v 1-3", "--listen-v4-v6 --include-vlans=1-3"),
        ("+v1-3", "--include-vlans=1-3"),
        (
            "-V 1 -v 2 --include-vlans 3 --exclude-vlans=4",
            "--include-vlans=1 --exclude-vlans=2 --include-vlans=3 --exclude-vlans=4"
        ),
        ("-? -z --usage", "--help --version --help"),
        ("--write-pcap --forwarding-target a/1", "--pcap --forward=a/1"),
        ("-L a,b -j", "--json"),
        ("-j -L a,b", "--fields=a,b"),
        ("-ltJ -k", "--json-indented --keep-going"),
        ("--list host_cpu -- -x", "--list host_cpu -- -x"),
        ("-p", "--port"),
        ("-Q --unknown=1 +x word", "-Q --unknown=1 +x word"),
        ("", ""),
    ])
    func isNormalized(_ asked: String, _ expected: String) throws {
        let words = asked.split(separator: " ").map(String.init)
        #expect(try SflowtoolArguments.normalized(words).joined(separator: " ") == expected)
    }

    @Test(arguments: [
        "-c 10.0.0.1", "-ld 2055", "-N9", "-e", "-s", "-S", "-R 10", "-H", "-a", "--netflow-collector=x",
        "--common-logfile",
    ])
    func isRefusedWithAnAlternative(_ asked: String) throws {
        let words = asked.split(separator: " ").map(String.init)
        let refusal = #expect(throws: SflowtoolArguments.Refusal.self) { try SflowtoolArguments.normalized(words) }
        #expect(try #require(refusal).description.contains("; "))
    }

    @Test func everyLetterAndNameIsUsedOnce() {
        let letters = DumpOption.all.compactMap(\.letter), names = DumpOption.all.flatMap(\.names)
        #expect(Set(letters).count == letters.count)
        #expect(Set(names.filter { $0 != "help" }).count == names.count(where: { $0 != "help" }))
    }
}

@Suite struct VLANSetTests {
    @Test(
        arguments: [
            (["0-20,4091"], [], [0, 1, 20, 4091], [21, 4090, 4095]),
            ([], ["5"], [0, 4, 6, 4095], [5]),
            (["1-10", "20"], ["3-4"], [1, 10, 20], [3, 4, 0]),
            (["1 2"], [], [1, 2], [3]),
        ] as [([String], [String], [UInt32], [UInt32])]
    )
    func holdsWhatItWasToldTo(_ included: [String], _ excluded: [String], _ isIn: [UInt32], _ isOut: [UInt32]) throws {
        let vlans = try VLANSet(including: included, excluding: excluded)
        for vlan in isIn { #expect(vlans.contains(in: vlan, out: 0), "\(vlan)") }
        for vlan in isOut { #expect(!vlans.contains(in: vlan, out: 0), "\(vlan)") }
    }

    /// A VLAN that is not known is not asked for, but one of the two is enough.
    @Test func oneOfBothIsEnough() throws {
        let vlans = try VLANSet(including: [], excluding: ["5"])
        #expect(vlans.contains(in: 5, out: 6) && vlans.contains(in: 6, out: 5) && vlans.contains(in: 0, out: 0))
        #expect(!vlans.contains(in: 5, out: 5) && !vlans.contains(in: 5, out: 0) && !vlans.contains(in: 0, out: 5))
    }

    @Test(arguments: ["", "x", "5-1", "4096", "-3", "1-", "1-2-3", "99999999999999999999"])
    func badListsAreRefused(_ list: String) {
        #expect(throws: VLANSet.Problem.self) { try VLANSet(including: [list], excluding: []) }
    }
}

@Suite struct ForwardTargetTests {
    @Test(arguments: [
        ("192.0.2.1:7000", "192.0.2.1", 7000), ("192.0.2.1/7000", "192.0.2.1", 7000), ("collector", "collector", 6343),
        ("[2001:db8::1]:99", "2001:db8::1", 99), ("2001:db8::1/99", "2001:db8::1", 99),
        ("[2001:db8::1]/99", "2001:db8::1", 99), ("2001:db8::1", "2001:db8::1", 6343),
    ])
    func isRead(_ text: String, _ host: String, _ port: UInt16) throws {
        let target = try #require(ForwardTarget(text))
        #expect(target.host == host && target.port == port)
    }

    @Test(arguments: ["", ":6343", "/6343", "host:", "host:0", "host:65536", "host/x", "a b:1"])
    func isRefused(_ text: String) { #expect(ForwardTarget(text) == nil) }
}
