import SFlow
import TestKit
import Testing
import XDR

@testable import FlowLanguage

/// A structure whose fields were set.
func made<Structure: XDRStructure>(_: Structure.Type, _ set: (inout Structure) -> Void) -> Structure {
    var structure = Structure()
    set(&structure)
    return structure
}

@Suite struct RecordKeyTests {
    private static let header = Sample(seed: 1).bytes

    private static let gateway = made(ExtendedGateway.self) {
        $0.nextHop = .ipv6(0x2001_0db8 << 96 | 1)
        ($0.autonomousSystem, $0.sourceAS, $0.sourcePeerAS) = (65000, 65001, 65002)
        var sequence = ASPathSegment(), set = ASPathSegment()
        (sequence.kind, sequence.systems) = (2, [1, 2])
        (set.kind, set.systems) = (1, [4_200_000_000, 4])
        $0.destinationPath = [sequence, set]
        $0.communities = [65000 << 16 | 666, 0xffff_ff01]
        $0.localPreference = 200
    }

    private static let http = made(HTTPRequest.self) {
        ($0.method, $0.httpVersion, $0.status, $0.duration) = (2, 1001, 404, 1500)
        ($0.uri, $0.host, $0.userAgent) = ("/a?b=c", "www.example.com", "curl/8")
        ($0.forwardedFor, $0.mimeType, $0.responseBytes) = ("192.0.2.1", "text/html", 1 << 40)
    }

    /// Records beside a sampled header, keys and their texts.
    private static let packets: [([any XDRStructure], String, String)] = [
        (
            [made(ExtendedSwitch.self) { ($0.sourceVLAN, $0.sourcePriority, $0.destinationVLAN) = (10, 3, 20) }],
            "vlansource,prioritysource,vlandestination,prioritydestination,ipsource", "10|3|20|0|10.0.0.1"
        ),
        (
            [made(ExtendedRouter.self) { ($0.nextHop, $0.sourceMaskLength) = (.ipv4(0xc0_00_02_01), 24) }],
            "ipnexthoprouter,ipsourcemaskbits,ipdestinationmaskbits", "192.0.2.1|24|0"
        ),
        ([gateway], "bgpnexthop6,bgpas,bgpsourceas,bgpsourcepeeras", "2001:DB8::1|65000|65001|65002"),
        ([gateway], "bgpdestinationpeeras,bgpdestinationas,bgplocalpref", "1|4|200"),
        ([gateway], "bgpdestinationaspath,bgpcommunities", "1-2-{4200000000,4}|65000:666 65535:65281"),
        (
            [made(ExtendedNAT.self) { ($0.source, $0.destination) = (.ipv4(1), .ipv6(2)) }],
            "natipsource,natip6destination", "0.0.0.1|::2"
        ),
        (
            [made(ExtendedMPLS.self) { ($0.inputStack, $0.outputStack) = ([17 << 12 | 0x1ff], [99 << 12, 1]) }],
            "mplsinputlabel,mplsoutputlabel", "17|99"
        ),
        ([made(ExtendedVLANIn.self) { $0.stack = [0x8100_6005, 0x8100_0006] }], "vlaninput", "5"),
        (
            [made(ExtendedMPLSTunnel.self) { ($0.lspName, $0.tunnelID) = ("north", 7) }],
            "mplstunnelname,mplstunnelid", "north|7"
        ),
        ([made(ExtendedEgressQueue.self) { $0.queue = 3 }], "queueindex", "3"),
        ([made(BroadcomEgressQueue.self) { $0.queue = 4 }], "queueindex", "4"),
        (
            [made(ExtendedTransit.self) { $0.delay = 900 }, made(ExtendedQueue.self) { $0.depth = 1_000_000 }],
            "transitdelay,queuedepth", "900|1000000"
        ),
        ([made(ExtendedTimestamp.self) { $0.nanoseconds = .max }], "timestamp", "18446744073709551615"),
        (
            [made(ExtendedTCPInfo.self) { ($0.roundTripTime, $0.minimumRoundTripTime, $0.lost) = (900, 250, 1) }],
            "tcprtt,tcprttmin,tcprttwait,tcplost,tcpsourceport", "900|250|650|1|1001"
        ),
        (
            [made(ExtendedIPv4TunnelIngress.self) { ($0.header.source, $0.header.destination) = (5, 6) }],
            "inputipsource,inputipdestination", "0.0.0.5|0.0.0.6"
        ),
        ([made(ExtendedIPv6TunnelEgress.self) { $0.header.sourcePort = 4789 }], "outputsourceport", "4789"),
        (
            [made(ExtendedSocketIPv6.self) { ($0.localAddress, $0.localPort) = (1, 80) }],
            "socketip6local,socketportlocal", "::1|80"
        ),
        ([made(ExtendedSocketIPv4.self) { ($0.localAddress, $0.remotePort) = (1, 81) }], "socketportremote", "81"),
        (
            [
                made(Extended80211Receive.self) {
                    ($0.ssid, $0.bssid, $0.speed) = ("café", 0xd8d3_85b2_dd2b, 54_000_000)
                }
            ],
            "wifirxssid,wifirxbssid,wifirxspeed", "café|D8D385B2DD2B|54000000"
        ),
        ([made(ExtendedUser.self) { ($0.sourceUser, $0.destinationUser) = ("ann", "bob") }], "userdestination", "bob"),
    ]

    @Test(arguments: packets.indices)
    func recordsBesideAHeaderHaveKeys(_ number: Int) throws {
        let (records, keys, text) = Self.packets[number]
        #expect(try RecordSample(records: records, header: Self.header).key(keys) == text)
        // None of another sample, and none where the record is missing.
        #expect(try RecordSample(header: Self.header).key(keys) == nil)
    }

    @Test func everyKeyReadsItsFieldOfARandomRecord() throws {
        let plain = FlowKey.recordKeys.filter { [.record, .walked, .recordText].contains($0.load!.source) }
        #expect(plain.count > 100)
        for key in plain {
            let type = Structures.flowRecords[Int(key.load!.nth)]
            for seed in 1...5 as ClosedRange<UInt64> { try check(key, of: type, seed: seed) }
        }
    }

    private func check<Structure: XDRStructure>(_ key: FlowKey, of _: Structure.Type, seed: UInt64) throws {
        let (record, _) = RandomFiller.fill(Structure.self, seed: seed)
        let layout = RecordLayout(of: Structure.self), load = try #require(key.load)
        let isFixed = load.source == .record
        let place = isFixed ? layout.fields.firstIndex { $0.offset == Int(load.offset) }! : Int(load.offset)
        let value = FieldValues(record).values[place]!
        let text = try RecordSample(records: [record], header: Self.header).key(key.name)
        switch key.type {
        case .text: #expect(text == (value.isEmpty ? nil : String(decoding: value, as: UTF8.self)), "\(key.name)")
        case _ where value.count != Int(load.width): #expect(text == nil, "\(key.name)")
        default:
            let number = value.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            #expect(text == key.type.text(number, TextTable()), "\(key.name)")
        }
    }

    @Test func whatIsEmptyIsNotThere() throws {
        let sample = RecordSample(records: [ExtendedGateway(), ExtendedUser(), ExtendedMPLS()], header: Self.header)
        for key in ["bgpdestinationas", "bgpdestinationaspath", "bgpcommunities", "bgpnexthop", "bgpnexthop6"] {
            #expect(try sample.key(key) == nil, "\(key)")
        }
        for key in ["usersource", "mplsinputlabel"] { #expect(try sample.key(key) == nil, "\(key)") }
        #expect(try sample.key("bgpas,ipsource") == "0|10.0.0.1")
    }

    @Test func filtersReadRecords() throws {
        let sample = RecordSample(records: [Self.gateway], header: Self.header)
        for filter in ["bgpdestinationas=4", "bgpdestinationaspath~1-.*", "bgpcommunities=65000:666 65535:65281"] {
            let quoted = filter.replacing("65000:666 65535:65281", with: "'65000:666 65535:65281'")
            #expect(try sample.key("bgpas", filter: quoted) == "65000", "\(filter)")
        }
        #expect(try sample.key("bgpas", filter: "bgpdestinationas=5") == nil)
        #expect(try sample.key("bgpas", filter: "vlansource=null") == "65000")
    }

    @Test func aRecordThatWasCutLacksWhatIsBehindTheCut() throws {
        for (records, keys, _) in Self.packets {
            for record in records { try cut(record, keys) }
        }
    }

    /// Reads the keys of every beginning of a record.
    private func cut<Structure: XDRStructure>(_ record: Structure, _ keys: String) throws {
        var writer = XDRWriter()
        writer.record(record)
        let body = Array(writer.bytes[8...])
        for count in body.indices {
            var fields = SampleFields()
            fields.records.note(RecordOrdinal.of(Structure.self), ByteRange(count: count))
            for name in keys.split(separator: ",") {
                let key = try #require(FlowKey.named(name)).key
                _ = fields.has(key, in: body.span.bytes)
            }
        }
    }
}

// MARK: Discarded packets

extension RecordKeyTests {
    @Test func discardedPacketsHaveAReason() throws {
        #expect(try RecordSample(reason: 258, header: Self.header).key("reason") == "acl")
        let discarded = InterfacePort(format: 1, value: 257)
        #expect(try RecordSample(output: discarded, header: Self.header).key("reason") == "ttl_exceeded")
        #expect(try RecordSample(header: Self.header).key("reason") == nil)
        let trap = made(ExtendedHardwareTrap.self) { ($0.group, $0.trap) = ("l3_drops", "blackhole_route") }
        let function = made(ExtendedFunction.self) { $0.symbol = "tcp_v4_rcv" }
        let sample = RecordSample(records: [trap, function], reason: 3, header: Self.header)
        #expect(try sample.key("hwtrap,hwtrapgroup,function") == "blackhole_route|l3_drops|tcp_v4_rcv")
    }
}

// MARK: Numbers that stand for words

extension RecordKeyTests {
    @Test func numbersHaveWords() throws {
        let sample = RecordSample(records: [Self.http])
        #expect(try sample.key("httpmethod") == "GET")
        for filter in ["httpmethod=GET", "httpmethod=2", "httpmethod~G.T", "httpmethod!=PUT,3"] {
            #expect(try sample.key("httpstatus", filter: filter) == "404", "\(filter)")
        }
        #expect(try sample.key("httpstatus", filter: "httpmethod=PUT") == nil)
        #expect(throws: FlowSyntaxError.self) { try sample.key("httpstatus", filter: "httpmethod=GETS") }
        #expect(try RecordSample(reason: 1_000_000, header: Self.header).key("reason") == "1000000")
        #expect(try RecordSample(reason: 12, header: Self.header).key("reason", filter: "reason=12") != nil)
    }

    @Test(arguments: WordTable.allCases)
    func wordsAreReadBack(_ table: WordTable) {
        for number in UInt32(0)...400 {
            let text = KeyType.word(table).text(UInt128(number), TextTable())
            // Two codes are sent without their last digit, and mean the reason that others send in full.
            guard table != .dropReason || (number != 33 && number != 36) else { continue }
            #expect(KeyType.word(table).value(of: text) == UInt128(number), "\(table) \(number)")
        }
    }
}

// MARK: Operations

extension RecordKeyTests {
    @Test func whatApplicationsDidHasKeysAndNoPacket() throws {
        let sample = RecordSample(records: [Self.http])
        #expect(try sample.key("httpurl,httphost,httpuseragent") == "/a?b=c|www.example.com|curl/8")
        #expect(try sample.key("httpstatus,httpprotocol,duration,requests") == "404|1001|1500|1")
        #expect(try sample.key("httpbytes,httpxff,httpmimetype") == "1099511627776|192.0.2.1|text/html")
        #expect(try sample.key("bytes") == nil && sample.key("stack") == nil)
        try sample.use { samples, _ in #expect(samples.count == 1 && samples.samples[0].kind == .operation) }
    }

    @Test func theDraftOfARequestHasTheSameKeys() throws {
        let draft = made(DraftHTTPRequest.self) { ($0.uri, $0.host, $0.status, $0.duration) = ("/x", "h", 200, 9) }
        #expect(try RecordSample(records: [draft]).key("httpurl,httphost,httpstatus,duration") == "/x|h|200|9")
    }

    @Test func memcacheAndApplications() throws {
        let memcache = made(MemcacheOperation.self) { ($0.key, $0.valueBytes, $0.duration) = ("user:7", 512, 30) }
        #expect(try RecordSample(records: [memcache]).key("memcachekey,memcachebytes,duration") == "user:7|512|30")
        #expect(try RecordSample(records: [memcache]).key("memcachecommand,memcachestatus") == "OTHER|UNKNOWN")
        let operation = made(AppOperation.self) {
            ($0.application, $0.operation, $0.requestBytes, $0.duration) = ("pay", "charge", 5, 7)
        }
        let target = made(AppTarget.self) { $0.actor = "bank" }
        let sample = RecordSample(records: [operation, target])
        #expect(try sample.key("appname,appoperation,apprequestbytes,apptarget,duration") == "pay|charge|5|bank|7")
    }

    @Test func aRequestBesideAPacketIsOfThePacket() throws {
        let sample = RecordSample(records: [Self.http], header: Self.header)
        #expect(try sample.key("httpurl,ipsource") == "/a?b=c|10.0.0.1")
        #expect(try sample.key("requests") == nil)
    }

    @Test func entitiesAreWorkloadsOfTheAgent() throws {
        let entities = made(ExtendedEntities.self) {
            ($0.sourceClass, $0.sourceIndex, $0.destinationClass, $0.destinationIndex) = (3, 100_123, 2, 1)
        }
        let sample = RecordSample(records: [entities], header: Self.header)
        #expect(try sample.key("entitysource") == "100123" && sample.key("entitydestination") == nil)
    }

    @Test func nothingIsMadeOfRecordsThatSayNothingOfIt() throws {
        let sample = RecordSample(records: [made(ExtendedSwitch.self) { $0.sourceVLAN = 1 }])
        try sample.use { samples, _ in #expect(samples.count == 0) }
        let discarded = RecordSample(records: [Self.http], reason: 1)
        try discarded.use { samples, _ in #expect(samples.count == 0) }
    }
}
