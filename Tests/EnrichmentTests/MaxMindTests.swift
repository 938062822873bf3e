import NetTypes
import TestKit
import Testing

@testable import Enrichment

@Suite struct MaxMindTests {
    private static func database(_ name: String) -> MaxMindDatabase {
        try! MaxMindDatabase(Fixture.bytes("names/\(name).mmdb"))
    }

    @Test(arguments: [
        ("city", "192.0.2.1", "DE", "Germany"),
        ("city", "192.0.2.128", "FR", "France"),
        ("city", "192.0.2.255", "FR", "France"),
        ("city", "198.51.100.1", "JP", "Japan"),
        ("city", "2001:db8:1:ffff::", "DE", "Germany"),
        ("country4", "192.0.2.77", "DE", "Germany"),
        ("country4", "198.51.100.7", "A?[1mB", "Line?feed \u{fffd}"),
        ("lite", "192.0.2.1", "DE", "Germany"),
        ("lite", "198.51.100.1", "JP", "Japan"),
    ])
    func addressesHaveCountries(file: String, address: String, code: String, name: String) {
        let found = Self.database(file).country(of: IPAddress(address)!)
        #expect(found == MaxMindDatabase.Name(code: code, name: name))
    }

    @Test(
        arguments: [
            ("asn", "192.0.2.1", "64496", "Example Net"),
            ("asn", "198.51.100.1", "4200000000", nil),
            ("asn", "2001:db8:ffff::", "64497", "Sechs GmbH"),
            ("lite", "192.0.2.1", "64496", "Example Net"),
            ("lite", "198.51.100.1", "64497", "Other Net"),
        ] as [(String, String, String, String?)]
    )
    func addressesHaveSystems(file: String, address: String, number: String, name: String?) {
        let found = Self.database(file).autonomousSystem(of: IPAddress(address)!)
        #expect(found == MaxMindDatabase.Name(code: number, name: name))
    }

    @Test(arguments: [
        ("city", "10.0.0.1"), ("city", "192.0.1.255"), ("city", "192.0.3.0"), ("city", "2001:db8:2::"), ("city", "::"),
        ("city", "203.0.113.1"), ("country4", "2001:db8:1::"), ("country4", "255.255.255.255"),
        ("country4", "198.51.100.6"), ("asn", "203.0.113.1"), ("asn", "ffff::"),
    ])
    func othersHaveNothing(file: String, address: String) {
        let database = Self.database(file), address = IPAddress(address)!
        #expect(database.country(of: address) == nil)
        #expect(database.autonomousSystem(of: address) == nil)
    }

    @Test func aFileSaysWhatItIs() {
        let database = Self.database("city")
        #expect(database.type == "GeoLite2-City")
        #expect(database.made == 1_767_225_600)
    }

    @Test func whatIsNoDatabaseIsRefused() {
        for bytes in [[], Array("GeoIP".utf8), [UInt8](repeating: 0, count: 300_000)] {
            #expect(throws: MaxMindError.noMetadata) { try MaxMindDatabase(bytes) }
        }
    }

    /// Each cut at the front moves the data against what the tree says; cut at the end, the metadata is not whole.
    @Test(arguments: ["city", "country4", "asn", "lite"]) func cutFilesDoNoHarm(file: String) {
        let bytes = Fixture.bytes("names/\(file).mmdb")
        for count in 0..<bytes.count {
            for part in [Array(bytes[..<count]), Array(bytes[count...])] { ask(part) }
        }
        #expect(throws: MaxMindError.truncated) { try MaxMindDatabase(Array(bytes.suffix(300))) }
    }

    @Test(arguments: ["city", "country4", "asn", "lite"]) func damagedFilesDoNoHarm(file: String) {
        let bytes = Fixture.bytes("names/\(file).mmdb")
        var generator = SplitMix(seed: 7)
        for _ in 0..<5000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            ask(damaged)
        }
    }

    private func ask(_ bytes: [UInt8]) {
        guard let database = try? MaxMindDatabase(bytes) else { return }
        for address in ["192.0.2.1", "192.0.2.200", "198.51.100.7", "203.0.113.1", "2001:db8:1::1", "ffff::"] {
            for name in [
                database.country(of: IPAddress(address)!), database.autonomousSystem(of: IPAddress(address)!),
            ] {
                #expect((name?.name?.utf8.count ?? 0) <= nameLimit)
            }
        }
    }

    /// Maps inside of maps, half a million deep, which take the stack of a reader that calls itself.
    @Test func depthTakesNoStack() throws {
        var bytes: [UInt8] = [0, 0, 17, 0, 0, 17] + [UInt8](repeating: 0, count: 16)
        bytes += [0xe2, 0x41, 0x61]
        for _ in 0..<500_000 { bytes += [0xe1, 0x41, 0x61] }
        bytes += [0xe0] + [0x47] + Array("country".utf8) + [0xe0]
        let whole = Fixture.bytes("names/country4.mmdb")
        bytes += whole.suffix(from: try #require(whole.lastIndex(of: 0xab)))
        // One node, as the tree above has.
        let place = try #require(bytes.firstRange(of: Array("node_count".utf8))?.upperBound)
        bytes.replaceSubrange(place..<place + 1 + Int(bytes[place] & 31), with: [0xc1, 1])
        let database = try MaxMindDatabase(bytes)
        #expect(database.country(of: .v4(1)) == nil)
    }

    /// A pointer to itself, and a map whose every value points to the map.
    @Test(arguments: [[0x20, 0x00], [0xe2, 0x41, 0x61, 0x20, 0x00, 0x47]] as [[UInt8]])
    func circlesEnd(data: [UInt8]) throws {
        let whole = Fixture.bytes("names/country4.mmdb")
        var bytes: [UInt8] = [0, 0, 17, 0, 0, 17] + [UInt8](repeating: 0, count: 16) + data
        bytes += whole.suffix(from: try #require(whole.lastIndex(of: 0xab)))
        let place = try #require(bytes.firstRange(of: Array("node_count".utf8))?.upperBound)
        bytes.replaceSubrange(place..<place + 1 + Int(bytes[place] & 31), with: [0xc1, 1])
        #expect(try MaxMindDatabase(bytes).country(of: .v4(1)) == nil)
    }
}
