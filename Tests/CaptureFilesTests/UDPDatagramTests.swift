import CaptureFiles
import NetTypes
import TestKit
import Testing
import XDR

@Suite struct UDPDatagramTests {
    private static let mac = [UInt8](repeating: 2, count: 12)

    /// Link type and what is before the IPv4 header.
    static let links: [(UInt32, [UInt8])] = [
        (1, mac + [8, 0]), (1, mac + [0x81, 0, 0, 5, 8, 0]), (1, mac + [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0]),
        (1, mac + [0x91, 0, 0, 5, 0x92, 0, 0, 6, 0x93, 0, 0, 7, 8, 0]),
        (1, mac + [0, 60, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0]),
        (1, mac + [0x81, 0, 0, 5, 0, 60, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0]),
        (1, mac + [0, 60, 6, 6, 3]), (101, []), (12, []), (228, []), (0, [2, 0, 0, 0]), (108, [0, 0, 0, 2]),
        (113, [UInt8](repeating: 0, count: 14) + [8, 0]),
        (113, [UInt8](repeating: 0, count: 14) + [0, 4, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0]),
        (276, [8, 0] + [UInt8](repeating: 0, count: 18)),
        (276, [0x81, 0] + [UInt8](repeating: 0, count: 18) + [0, 5, 8, 0]),
    ]

    @Test(arguments: links)
    func everyLinkTypeLeadsToTheDatagram(_ linkType: UInt32, _ header: [UInt8]) throws {
        #expect(try payload(pcap([header + rawPacket([1, 2, 3])], linkType: linkType)) == [1, 2, 3])
    }

    @Test func ipVersion6IsFoundBehindEveryHeader() throws {
        let packet = rawPacket([1, 2, 3], v6: true)
        #expect(try payload(pcap([Self.mac + [0x86, 0xdd] + packet])) == [1, 2, 3])
        #expect(try payload(pcap([Self.mac + [0, 60, 0xaa, 0xaa, 3, 0, 0, 0, 0x86, 0xdd] + packet])) == [1, 2, 3])
        #expect(try payload(pcap([packet], linkType: 229)) == [1, 2, 3])
        #expect(try payload(pcap([packet], linkType: 101)) == [1, 2, 3])
        #expect(try payload(pcap([[30, 0, 0, 0] + packet], linkType: 0)) == [1, 2, 3])
    }

    @Test func addressesAndPortsAreThose() throws {
        for v6 in [false, true] {
            let found = try datagrams(pcap([rawPacket([1, 2, 3], v6: v6)], linkType: 101))[0].get()
            #expect(found.source == (v6 ? source6 : source))
            #expect(found.destination == (v6 ? destination6 : destination))
            #expect(found.length == 3 && !found.isCut)
        }
    }

    @Test func optionsAndPaddingAreSteppedOver() throws {
        var packet = rawPacket([1, 2, 3])
        packet[0] = 0x47
        packet[3] += 8
        packet.insert(contentsOf: [1, 1, 1, 1, 1, 1, 1, 0], at: 20)
        let padding = [UInt8](repeating: 0xff, count: 20)
        #expect(try payload(pcap([packet + padding], linkType: 101)) == [1, 2, 3])
        #expect(try payload(pcap([rawPacket([], v6: true) + padding], linkType: 101)) == [])
    }

    /// An IPv6 packet with extension headers before the UDP header.
    private static func extended(_ first: UInt8, _ headers: [UInt8]) -> [UInt8] {
        var packet = rawPacket([1, 2, 3], v6: true)
        packet[6] = first
        packet[5] += UInt8(headers.count)
        packet.insert(contentsOf: headers, at: 40)
        return packet
    }

    @Test func extensionHeadersAreSteppedOver() throws {
        let eight = [UInt8](repeating: 0, count: 6)
        for (first, headers) in [
            (0, [17, 0] + eight), (43, [17, 0] + eight), (60, [17, 1] + eight + eight + [0, 0]), (51, [17, 0] + eight),
            (0, [60, 0] + eight + [51, 0] + eight + [17, 1] + eight + [0, 0, 0, 0]),
            (44, [17, 0] + eight), (0, [44, 0] + eight + [17, 0] + eight),
        ] as [(UInt8, [UInt8])] {
            #expect(
                try payload(pcap([Self.extended(first, headers)], linkType: 101)) == [1, 2, 3],
                "\(first) \(headers)"
            )
        }
    }

    @Test func fragmentsAreToldApart() {
        var first = rawPacket([1, 2, 3]), later = first, tcp = first
        first[6] = 0x20
        later[7] = 1
        (tcp[7], tcp[9]) = (1, 6)
        let packets = [
            first, later, tcp, Self.extended(44, [17, 0, 0, 1, 0, 0, 0, 0]),
            Self.extended(44, [17, 0, 0, 8, 0, 0, 0, 0]),
            Self.extended(44, [6, 0, 0, 8, 0, 0, 0, 0]),
            Self.extended(44, [60, 0, 0, 1, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0]),
        ]
        let expected: [NoDatagram] = [
            .firstFragment, .laterFragment, .notUDP, .firstFragment, .laterFragment, .notUDP, .firstFragment,
        ]
        #expect(datagrams(pcap(packets, linkType: 101)) == expected.map { .failure($0) })
    }

    @Test func otherPacketsAreTold() {
        var tcp = rawPacket([1])
        tcp[9] = 6
        var tcp6 = rawPacket([1], v6: true)
        tcp6[6] = 6
        func expect(_ reason: NoDatagram, _ packet: [UInt8], _ linkType: UInt32 = 101) {
            #expect(datagrams(pcap([packet], linkType: linkType)) == [.failure(reason)])
        }
        expect(.notUDP, tcp)
        expect(.notUDP, tcp6)
        expect(.notIP, [0x55] + rawPacket([1]))
        expect(.notIP, Self.mac + [8, 6] + rawPacket([1]), 1)
        expect(.notIP, Self.mac + [0, 60, 0x42, 0x42, 3, 0, 0, 0, 0], 1)
        expect(.notIP, Self.mac + [0, 60, 0xaa, 0xaa, 3, 0, 0, 1, 8, 0], 1)
        expect(.notIP, Self.mac + [0, 60, 0xaa, 0xaa, 3, 0, 0, 0, 8, 6], 1)
        expect(.unknownLinkType, rawPacket([1]), 105)
    }

    /// What a whole packet, that says what it is and then is not, comes to.
    private static func fault(_ change: (inout [UInt8]) -> Void, v6: Bool = false) -> [Result<UDPDatagram, NoDatagram>]
    {
        var packet = rawPacket([1, 2, 3, 4], v6: v6), writer = PcapWriter(.raw)
        change(&packet)
        writer.append(packet, time: 0)
        return datagrams(writer.bytes)
    }

    @Test func contradictionsAreTold() {
        #expect(Self.fault { $0 = [] } == [.failure(.malformed)])
        #expect(Self.fault { $0 = [0x45] } == [.failure(.malformed)])
        #expect(Self.fault { $0[0] = 0x44 } == [.failure(.malformed)])
        #expect(Self.fault { $0[0] = 0x4f } == [.failure(.malformed)])
        #expect(Self.fault { $0[3] = 27 } == [.failure(.malformed)])
        #expect(Self.fault { $0[25] = 7 } == [.failure(.malformed)])
        #expect(Self.fault { $0[25] = 13 } == [.failure(.malformed)])
        #expect(Self.fault({ $0[5] = 7 }, v6: true) == [.failure(.malformed)])
        #expect(Self.fault({ ($0[6], $0[40], $0[41]) = (0, 17, 255) }, v6: true) == [.failure(.malformed)])
    }

    @Test func aUDPLengthBoundsThePayload() throws {
        let surplus = try Self.fault { $0[25] = 10 }[0].get()
        #expect(surplus.length == 2 && surplus.payload.count == 2)
        // The header was left out of the length.
        var packet = rawPacket(Array(1...100)), writer = PcapWriter(.raw)
        packet[25] = 100
        writer.append(packet, time: 0)
        #expect(try payload(writer.bytes) == Array(1...100))
    }

    @Test func aPacketWithoutALengthEndsWhereItEnds() throws {
        #expect(try Self.fault { ($0[2], $0[3]) = (0, 0) }[0].get().length == 4)
        #expect(try Self.fault({ ($0[4], $0[5]) = (0, 0) }, v6: true)[0].get().length == 4)
    }

    @Test(arguments: [false, true])
    func aDatagramThatWasCutKeepsWhatThereIs(_ v6: Bool) throws {
        let whole = rawPacket(Array(1...100), v6: v6), headers = whole.count - 100
        for count in 0..<whole.count {
            var writer = PcapWriter(.raw)
            writer.append(Array(whole.prefix(count)), time: 0, length: whole.count)
            if count < headers {
                #expect(datagrams(writer.bytes) == [.failure(.cut)])
            } else {
                let found = try datagrams(writer.bytes)[0].get()
                #expect(found.isCut && found.length == 100 && Int(found.payload.count) == count - headers)
            }
        }
    }

    @Test func mutatedPacketsNeverTrap() throws {
        let packets = [
            rawPacket([1, 2, 3]), rawPacket([1, 2, 3], v6: true), Self.extended(0, [44, 0, 0, 0, 0, 0, 0, 0]),
        ]
        var generator = SplitMix(seed: 7)
        for round in 0..<20_000 {
            var packet = packets[round % 3]
            for _ in 0..<4 {
                packet[Int.random(in: packet.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            packet.removeLast(Int.random(in: 0..<packet.count, using: &generator))
            for linkType in [0, 1, 101, 113, 276] as [UInt32] {
                guard case .success(let found) = datagrams(pcap([packet], linkType: linkType)).first else { continue }
                #expect(found.payload.end <= packet.count && found.payload.start >= 28)
            }
        }
    }
}
