import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Which samples are chosen for tenants, and what they are sent on in.
@Suite struct SampleSelectorTests {
    private static let agent: IPAddress = .v4(0x0a00_0001)

    /// Ethernet, IPv4, UDP to the VXLAN port, and an inner frame.
    private static func tunnelled(inner: [UInt8]) -> [UInt8] {
        ethernet(to: 0xd8d3_85b2_dd2b, from: 0x0200_0000_0001, type: [8, 0])
            + ipv4(from: [192, 0, 2, 1], to: [192, 0, 2, 2], protocol: 17)
            + [0xc0, 0, 0x12, 0xb5, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 7, 0] + inner
    }

    private static func ethernet(to: UInt64, from: UInt64, type: [UInt8]) -> [UInt8] {
        [to, from].flatMap { mac in (0..<6).map { UInt8(truncatingIfNeeded: mac >> UInt64(40 - 8 * $0)) } } + type
    }

    private static func ipv4(from: [UInt8], to: [UInt8], protocol number: UInt8 = 6) -> [UInt8] {
        [0x45, 0, 0, 0, 0, 0, 0, 0, 64, number, 0, 0] + from + to
    }

    private static func frame(from: [UInt8], to: [UInt8]) -> [UInt8] {
        ethernet(to: 0x0200_0000_0003, from: 0x0200_0000_0004, type: [8, 0]) + ipv4(from: from, to: to)
    }

    private static let v6Frame: [UInt8] =
        ethernet(to: 0x0200_0000_0003, from: 0x0200_0000_0004, type: [0x86, 0xdd])
        + [0x60, 0, 0, 0, 0, 0, 59, 64] + [0x20, 1, 0x0d, 0xb8, 0, 5] + Array(repeating: 0, count: 9) + [1]
        + Array(repeating: 0xff, count: 16)

    private static func flow(_ ifIndex: UInt32, sequence: UInt32 = 1) -> FlowSample {
        var sample = FlowSample()
        sample.sequence = sequence
        sample.source = .interface(ifIndex)
        sample.samplingRate = 10
        return sample
    }

    /// Four flow samples of the interfaces 1 to 4, a discarded packet of 1, and the counters of 1 to 3.
    private static func datagram(_ sequence: UInt32 = 5, agent: XDRAddress = .ipv4(0x0a00_0001)) -> [UInt8] {
        var builder = DatagramBuilder(agent: agent, subAgent: 9, sequence: sequence, uptime: 77_000)
        builder.flow(flow(1), header: frame(from: [10, 1, 2, 3], to: [10, 9, 9, 9]))
        builder.flow(
            flow(2),
            header: tunnelled(inner: frame(from: [172, 16, 5, 5], to: [10, 9, 9, 9])),
            expanded: true
        )
        builder.flow(flow(3), header: v6Frame)
        builder.flow(flow(4), header: [1, 2, 3])
        var discarded = DiscardedPacket()
        discarded.sourceIndex = 1
        builder.discarded(discarded, header: frame(from: [10, 1, 0, 1], to: [8, 8, 8, 8]))
        for (index, name) in ["eth1", "eth2", "eth3"].enumerated() {
            var counters = InterfaceCounters(), port = PortName()
            counters.ifIndex = UInt32(index + 1)
            port.portName = name
            builder.counters(.interface(UInt32(index + 1)), expanded: index == 1, [counters, port])
        }
        return builder.bytes
    }

    private static func definition(_ change: (inout TenantDefinition) -> Void) -> TenantDefinition {
        var definition = TenantDefinition(collector: SocketAddress(.v4(0x7f00_0001), port: 9000))
        change(&definition)
        return definition
    }

    private static func selector(_ tenants: [Tenant]) -> SampleSelector {
        var selector = SampleSelector()
        selector.replace(tenants: tenants, 1)
        return selector
    }

    private func drain(_ selector: inout SampleSelector) -> [(tenant: Tenant, bytes: [UInt8], samples: Int)] {
        var found: [(Tenant, [UInt8], Int)] = []
        selector.finish()
        selector.drain { packed, arena in
            for one in packed {
                let bytes = arena.copy(ByteRange(offset: one.range.lowerBound, count: one.range.count))
                found.append((one.tenant, bytes, one.samples))
            }
        }
        return found
    }

    private func header(_ datagram: [UInt8]) throws -> DatagramHeader {
        try DatagramReader(datagram.span.bytes).header
    }

    /// The samples of a datagram as bytes.
    private func samples(_ datagram: [UInt8], head: Int = 28) -> [[UInt8]] {
        var samples: [[UInt8]] = [], at = head
        while at < datagram.count {
            let length = datagram[(at + 4)..<(at + 8)].reduce(0) { $0 << 8 | Int($1) }
            samples.append(Array(datagram[at..<min(at + 8 + (length + 3) & ~3, datagram.count)]))
            at += 8 + (length + 3) & ~3
        }
        return samples
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The places of the samples that are chosen.
        let expected: [Int]
        let change: @Sendable (inout TenantDefinition) -> Void
    }

    @Test(arguments: [
        Case(testDescription: "an interface", expected: [0, 4, 5]) {
            $0.interfaces = [InterfaceFilter(agent: agent, .index(1))]
        },
        Case(testDescription: "an interface of another agent", expected: []) {
            $0.interfaces = [InterfaceFilter(agent: .v4(0x0a00_0002), .index(1))]
        },
        Case(testDescription: "a name: from the sample on that says it", expected: [7]) {
            $0.interfaces = [InterfaceFilter(agent: agent, .name("eth3"))]
        },
        Case(testDescription: "a block", expected: [0, 4]) { $0.blocks = [AddressPrefix("10.1.0.0/16")!] },
        Case(testDescription: "an inner address", expected: [1]) { $0.blocks = [AddressPrefix("172.16.0.0/12")!] },
        Case(testDescription: "an outer and an inner address", expected: [0, 1]) {
            $0.blocks = [AddressPrefix("192.0.2.2")!, AddressPrefix("10.9.9.9/32")!]
        },
        Case(testDescription: "every IPv4 packet", expected: [0, 1, 4]) { $0.blocks = [AddressPrefix("0.0.0.0/0")!] },
        Case(testDescription: "IPv6", expected: [2]) { $0.blocks = [AddressPrefix("2001:db8:5::/48")!] },
        Case(testDescription: "other IPv6", expected: []) { $0.blocks = [AddressPrefix("2001:db8:4::/48")!] },
        Case(testDescription: "a station", expected: [1]) { $0.stations = [MACAddress("D8D385B2DD2B")!] },
        Case(testDescription: "inner and outer stations", expected: [0, 1, 2, 4]) {
            $0.stations = [MACAddress("020000000004")!]
        },
        Case(testDescription: "several filters", expected: [0, 2, 4, 5]) {
            $0.blocks = [AddressPrefix("10.1.2.3")!, AddressPrefix("2001:db8::/32")!]
            $0.interfaces = [InterfaceFilter(agent: agent, .index(1))]
        },
    ])
    func exactlyTheWantedSamplesAreSentOnByteForByte(_ example: Case) throws {
        var selector = Self.selector([Tenant(Self.definition(example.change))])
        let datagram = Self.datagram(), all = samples(datagram)
        selector.take(datagram.span.bytes)
        let sent = drain(&selector)
        guard !example.expected.isEmpty else {
            #expect(sent.isEmpty)
            return
        }
        #expect(sent.count == 1 && sent[0].samples == example.expected.count)
        #expect(samples(sent[0].bytes) == example.expected.map { all[$0] })
        let header = try header(sent[0].bytes)
        #expect(header.agent == .ipv4(0x0a00_0001) && header.subAgent == 9 && header.uptime == 77_000)
        #expect(header.sequence == 1 && header.sampleCount == UInt32(example.expected.count))
    }

    @Test func aNameIsFollowedAndOneKnownBeforeIsUsedAtOnce() {
        let definition = Self.definition { $0.interfaces = [InterfaceFilter(agent: Self.agent, .name("eth3"))] }
        let tenant = Tenant(definition, knownNames: [.init(agent: Self.agent, index: 1, name: "eth3")])
        var selector = Self.selector([tenant])
        let datagram = Self.datagram(), all = samples(datagram)
        selector.take(datagram.span.bytes)
        // Interface 1 until its counters say that it is eth1, then interface 3.
        #expect(samples(drain(&selector)[0].bytes) == [all[0], all[4], all[7]])
        selector.take(datagram.span.bytes)
        #expect(samples(drain(&selector)[0].bytes) == [all[2], all[7]])
        selector.replace(tenants: [Tenant(definition)], 2)
        selector.take(datagram.span.bytes)
        #expect(samples(drain(&selector)[0].bytes) == [all[2], all[7]])
    }

    @Test func eachTenantAndAgentHasNumbersOfItsOwn() throws {
        let one = Tenant(Self.definition { $0.blocks = [AddressPrefix("10.1.0.0/16")!] })
        let two = Tenant(Self.definition { $0.blocks = [AddressPrefix("0.0.0.0/0")!] })
        var selector = Self.selector([one, two])
        let v6 = XDRAddress.ipv6(1 << 100)
        for sequence in 1...3 as ClosedRange<UInt32> {
            selector.take(Self.datagram(sequence).span.bytes)
            selector.take(Self.datagram(sequence, agent: v6).span.bytes)
            let sent = drain(&selector)
            #expect(sent.count == 4 && sent.filter { $0.tenant === one }.map(\.samples) == [2, 2])
            for datagram in sent { #expect(try header(datagram.bytes).sequence == sequence) }
            #expect(samples(sent[3].bytes, head: 40).count == 3)
        }
        // A tenant that stays goes on where it was.
        selector.replace(tenants: [two], 2)
        selector.take(Self.datagram(9).span.bytes)
        #expect(try header(drain(&selector)[0].bytes).sequence == 4)
    }

    @Test func datagramsAreFilledUpToTheirLimit() throws {
        var selector = Self.selector([Tenant(Self.definition { $0.blocks = [AddressPrefix("0.0.0.0/0")!] })])
        for sequence in 1...40 as ClosedRange<UInt32> { selector.take(Self.datagram(sequence).span.bytes) }
        let sent = drain(&selector)
        #expect(sent.map(\.samples).reduce(0, +) == 120)
        #expect(sent.allSatisfy { $0.bytes.count <= 1400 } && sent.dropLast().allSatisfy { $0.bytes.count > 1200 })
        for (place, datagram) in sent.enumerated() {
            let bytes = datagram.bytes
            var reader = try DatagramReader(bytes.span.bytes), count = 0
            #expect(reader.header.sequence == UInt32(place + 1))
            while try reader.nextSample() != nil { count += 1 }
            #expect(count == datagram.samples)
        }
    }

    @Test func aSampleThatIsLargerGoesAlone() {
        var selector = Self.selector([
            Tenant(Self.definition { $0.interfaces = [InterfaceFilter(agent: Self.agent, .index(1))] })
        ])
        for (sequence, length) in [100, 3000, 100].enumerated() {
            var builder = DatagramBuilder(agent: .ipv4(0x0a00_0001), sequence: UInt32(sequence))
            builder.flow(Self.flow(1), header: Array(repeating: 7, count: length))
            selector.take(builder.bytes.span.bytes)
        }
        #expect(drain(&selector).map(\.samples) == [1, 1, 1])
    }

    @Test func samplesBeforeAFaultAreChosenAndPaddingIsMadeUp() throws {
        var selector = Self.selector([
            Tenant(Self.definition { $0.interfaces = [InterfaceFilter(agent: Self.agent, .index(1))] })
        ])
        let whole = Self.datagram()
        for count in 0...whole.count { selector.take(whole.span.bytes.extracting(0..<count)) }
        for datagram in drain(&selector) {
            let bytes = datagram.bytes
            var reader = try DatagramReader(bytes.span.bytes)
            while try reader.nextSample() != nil { while try reader.nextRecord() != nil {} }
        }
    }
}
