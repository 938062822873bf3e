import Glibc
import NetTypes
import TestKit
import Testing

@testable import Enrichment

@Suite struct VendorNamesTests {
    private func names(_ files: String...) -> VendorNames {
        var reader = VendorFiles()
        for file in files { _ = reader.take(Array(file.utf8)) }
        return reader.finish()
    }

    private let csv = #"""
        Registry,Assignment,Organization Name,Organization Address\#r
        MA-L,00163E,"Xensource, Inc.",2300 Geng Road\#r
        MA-L,00005E,"ICANN, IANA ""Department""",x
        MA-L,AA0004,DIGITAL EQUIPMENT CORPORATION,y
        MA-M,741AE09,Ninth,
        MA-L,741AE0,IEEE Registration Authority,z
        MA-S,70B3D5F2F,TELEPLATFORMS,"Polbina st., 3/1"
        IAB,0050C27D5,DEUTA-WERKE GmbH,
        MA-L,00163E,Second,
        MA-L,XYZ,Nobody,
        MA-L,0016,Short,
        MA-L,001122
        MA-L,001123,
        """#

    private let text = #"""
        OUI/MA-L                                                    Organization
        00-16-3E   (hex)\#t\#tXensource, Inc.
        00163E     (base 16)\#t\#tXensource, Inc.
        \#t\#t\#t\#t2300 Geng Road (hex)
        \#t\#t\#t\#tUS

        74-1A-E0   (hex)\#t\#tNinth
        900000-9FFFFF     (base 16)\#t\#tNinth
        70-B3-D5   (hex)\#t\#tTELEPLATFORMS
        F2F000-F2FFFF     (base 16)\#t\#tTELEPLATFORMS
        00-50-C2                      (hex)                         DEUTA-WERKE GmbH   \#r
        7D5000-7D5FFF                 (base 16)                     DEUTA-WERKE GmbH   \#r
        900001-9FFFFF     (base 16)\#t\#tcrooked
        900000-AFFFFF     (base 16)\#t\#tcrooked
        A00000-9FFFFF     (base 16)\#t\#tbackwards
        (base 16)
        (
        """#

    @Test(arguments: [
        ("00163E123456", "00163E", "Xensource, Inc."),
        ("741AE0912345", "741AE09", "Ninth"),
        ("70B3D5F2F001", "70B3D5F2F", "TELEPLATFORMS"),
        ("0050C27D5FFF", "0050C27D5", "DEUTA-WERKE GmbH"),
        ("70B3D5F2E001", "70B3D5", nil),
        ("001122334455", "001122", nil),
    ])
    func bothFormatsSayTheSame(address: String, prefix: String, name: String?) {
        let expected = VendorNames.Vendor(prefix: prefix, name: name)
        #expect(names(csv).vendor(of: MACAddress(address)!) == expected)
        #expect(names(text).vendor(of: MACAddress(address)!) == expected)
    }

    @Test(arguments: [
        ("01005E000001", "ICANN, IANA \"Department\""),  // multicast: its owner
        ("AA0004001234", "DIGITAL EQUIPMENT CORPORATION"),  // locally administered by its bit, but assigned in 1980
        ("741AE0812345", "IEEE Registration Authority"),
    ])
    func specialAddressesHaveTheirOwners(address: String, name: String) {
        #expect(names(csv).vendor(of: MACAddress(address)!)?.name == name)
    }

    @Test(arguments: ["0242AC110002", "333300000001", "FFFFFFFFFFFF"])
    func locallyAdministeredAddressesHaveNone(address: String) {
        #expect(names(csv).vendor(of: MACAddress(address)!) == nil)
        #expect(names().vendor(of: MACAddress(address)!) == nil)
    }

    @Test func whatIsNoAssignmentIsLeftOut() {
        #expect(names(csv).count == 7)
        #expect(names(text).count == 4)
        #expect(names("\u{feff}MA-L,001122,A\u{1b}[1mB\n").vendor(of: MACAddress("001122000000")!)?.name == "A?[1mB")
        #expect(names("", "\n\n,,,\n\"\"\"\nMA-\nMA-L\nMA-L,\n").count == 0)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func damagedFilesDoNoHarm(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        for source in [csv, text] {
            var bytes = Array(source.utf8)
            for _ in 0..<20 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = "\n,\"-()0A\u{ff}".utf8.randomElement(
                    using: &generator
                )!
            }
            var files = VendorFiles()
            _ = files.take(bytes)
            #expect(files.finish().count < 30)
        }
    }

    @Test(.enabled(if: access("/usr/share/ieee-data/oui.csv", R_OK) == 0, "needs Debian's ieee-data"))
    func bothOfDebiansFilesSayTheSame() {
        var csv = VendorFiles(), text = VendorFiles()
        for name in ["oui", "mam", "oui36", "iab"] {
            _ = csv.take(Array(slurp("/usr/share/ieee-data/\(name).csv").utf8))
            _ = text.take(Array(slurp("/usr/share/ieee-data/\(name).txt").utf8))
        }
        let a = csv.finish(), b = text.finish()
        #expect(a.count > 40_000 && a.count == b.count)
        var generator = SplitMix(seed: 1)
        for _ in 0..<20_000 {
            let address = MACAddress(UInt64.random(in: 0..<1 << 40, using: &generator))
            let x = a.vendor(of: address), y = b.vendor(of: address)
            #expect(x?.prefix == y?.prefix)
            // The text leaves quotation marks out.
            #expect(x?.name?.filter { $0 != "\"" } == y?.name?.filter { $0 != "\"" })
        }
    }
}

@Suite struct PortNamesTests {
    private let names = PortNames(
        Array(
            """
            # a comment 1/tcp
            ssh\t\t22/tcp\t\t\t# SSH Remote Login Protocol
            domain          53/udp
            domain          53/tcp          alias # x
            other 53/udp
            big 65536/tcp
            neg -1/tcp
            none /tcp
            noproto 99
            m3ua 2905/sctp\r
            a\u{1}b 77/tcp
            """.utf8
        )
    )

    @Test(
        arguments: [
            ("tcp", 22, "ssh"), ("udp", 22, nil), ("udp", 53, "domain"), ("tcp", 53, "domain"), ("sctp", 2905, "m3ua"),
            ("tcp", 0, nil), ("tcp", 99, nil), ("tcp", 77, "a?b"),
        ] as [(String, UInt16, String?)]
    )
    func portsHaveNames(proto: String, port: UInt16, name: String?) { #expect(names.name(of: port, proto) == name) }

    @Test func linesThatAreNoneAreLeftOut() { #expect(names.count == 5) }
}
