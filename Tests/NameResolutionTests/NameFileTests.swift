import Enrichment
import FlowLanguage
import Glibc
import NetTypes
import TestKit
import Testing

@testable import NameResolution

/// A folder that goes with the test.
private struct Folder: ~Copyable {
    let path: String

    init() {
        var name = Array("/tmp/starling-names-XXXXXX".utf8CString)
        path = String(cString: mkdtemp(&name))
    }

    deinit { shell("rm -r \(path)") }

    func write(_ name: String, _ bytes: [UInt8]) {
        // A new file in place of the old one, as package managers and geoipupdate do.
        let file = fopen("\(path)/.new", "w")
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        rename("\(path)/.new", "\(path)/\(name)")
    }
}

@Suite struct NameFileTests {
    private let sources = NameSources()
    private var answers: EnrichmentAnswers { EnrichmentAnswers(files: sources, dns: nil) }

    private func settings(_ folder: borrowing Folder) -> NameFileSettings {
        var settings = NameFileSettings()
        settings.country = "\(folder.path)/country.mmdb"
        settings.autonomousSystems = "\(folder.path)/asn.mmdb"
        settings.vendors = folder.path
        settings.ports = "\(folder.path)/services"
        return settings
    }

    @Test func filesAreReadWhenTheyComeAndWhenTheyChange() {
        let folder = Folder()
        let reader = NameFileReader(settings(folder), into: sources)
        let first = reader.refresh()
        #expect(!first.hasChanged && first.notices.count == 4 && first.notices.allSatisfy { $0.weight == .problem })
        #expect(first.notices[0].text.hasPrefix("countries of addresses are not known: "))
        #expect(first.notices[0].text.hasSuffix("/country.mmdb: no such file or directory"))
        #expect(reader.refresh().notices.isEmpty, "said once")
        folder.write("country.mmdb", Fixture.bytes("names/city.mmdb"))
        folder.write("asn.mmdb", Fixture.bytes("names/asn.mmdb"))
        folder.write("services", Array("https 443/tcp\n".utf8))
        folder.write("oui.txt", Array("00-16-3E   (hex)\tXensource\n00163E  (base 16)\tXensource, Inc.\n".utf8))
        let second = reader.refresh()
        #expect(second.hasChanged && second.notices.allSatisfy { $0.weight == .read })
        #expect(second.notices[0].text.hasPrefix("countries: GeoLite2-City, made 2026-01-01, "))
        let address = IPAddress("192.0.2.1")!, mac = MACAddress("00163E000001")!
        #expect(answers.answer(.country(address, .code)).text == "DE")
        #expect(answers.answer(.country(address, .name)).text == "Germany")
        #expect(answers.answer(.country(address, .both)).text == "DE Germany")
        #expect(answers.answer(.asn(address, .code)).text == "64496")
        #expect(answers.answer(.asn(address, .name)).text == "Example Net")
        #expect(answers.answer(.asn(address, .both)).text == "64496 Example Net")
        #expect(answers.answer(.asn(IPAddress("198.51.100.1")!, .both)).text == "4200000000")
        #expect(answers.answer(.oui(mac, .code)).text == "00163E")
        #expect(answers.answer(.oui(mac, .name)).text == "Xensource, Inc.")
        #expect(answers.answer(.oui(MACAddress("001122000000")!, .both)).text == "001122")
        #expect(answers.answer(.port(protocol: "tcp", 443)).text == "https")
        #expect(answers.answer(.port(protocol: "udp", 443)).text == nil)
        #expect(answers.answer(.dns(address)).text == nil)
        let third = reader.refresh()
        #expect(!third.hasChanged && third.notices.isEmpty)
    }

    @Test func aBadFileDoesNotReplaceAGoodOne() {
        let folder = Folder()
        let reader = NameFileReader(settings(folder), into: sources)
        folder.write("country.mmdb", Fixture.bytes("names/city.mmdb"))
        _ = reader.refresh()
        let bytes = Fixture.bytes("names/city.mmdb")
        folder.write("country.mmdb", Array(bytes[..<(bytes.count / 2)]))
        let notice = reader.refresh().notices.first
        #expect(notice?.weight == .problem)
        #expect(notice?.text.hasPrefix("countries of addresses are what they were: ") == true)
        #expect(notice?.text.hasSuffix("this is no MaxMind database (.mmdb), or its end is missing") == true)
        #expect(answers.answer(.country(IPAddress("192.0.2.1")!, .code)).text == "DE")
        unlink("\(folder.path)/country.mmdb")
        #expect(reader.refresh().notices.count == 1)
        #expect(answers.answer(.country(IPAddress("192.0.2.1")!, .code)).text == "DE")
    }

    @Test func whatIsNoFileIsRefused() {
        let folder = Folder()
        mkfifo("\(folder.path)/country.mmdb", 0o600)
        mkdir("\(folder.path)/asn.mmdb", 0o700)
        folder.write("oui.csv", Array("nothing of it".utf8))
        let notices = NameFileReader(settings(folder), into: sources).refresh().notices.map(\.text)
        #expect(notices[0].hasSuffix("country.mmdb: not a file"))
        #expect(notices[1].hasSuffix("asn.mmdb: not a file"))
        #expect(notices[2].hasSuffix("oui.csv: no assignments of the IEEE are in it"))
        folder.write("huge", [])
        truncate("\(folder.path)/huge", 2 << 30)
        var huge = NameFileSettings()
        huge.country = "\(folder.path)/huge"
        #expect(NameFileReader(huge, into: sources).refresh().notices[0].text.hasSuffix("larger than 1024 MiB"))
    }

    @Test func whatNobodyHasAskedForIsNoProblem() {
        let weights = NameFileReader(NameFileSettings(), into: sources).refresh().notices.map(\.weight)
        #expect(weights.count == 2 && !weights.contains(.problem))
    }

    @Test func nothingIsReadWhereNothingIsAskedFor() {
        var settings = NameFileSettings()
        (settings.vendors, settings.ports) = ("", "")
        let result = NameFileReader(settings, into: sources).refresh()
        #expect(!result.hasChanged && result.notices.isEmpty)
    }
}
