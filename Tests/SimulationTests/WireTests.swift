import PacketHeaders
import SFlow
import Testing
import XDR

@testable import Simulation

/// What agents are to keep to on the wire.
@Suite struct WireTests {
    static let recording: Recording = {
        var options = SimulationOptions()
        options.nodes = 62
        options.containers = 12
        options.sampling = 100
        options.polling = 3
        return Recording(options, seconds: 21)
    }()
    static let seen = Result { try Seen(recording.datagrams) }

    @Test func everyRecordIsKnownAndFits() throws {
        let seen = try Self.seen.get()
        let expected: [DataFormat] = [
            SampledHeader.format, ExtendedSwitch.format, ExtendedEntities.format, InterfaceCounters.format,
            EthernetCounters.format, PortName.format, HostDescription.format, HostAdapters.format, HostParent.format,
            HostCPU.format, HostMemory.format, HostDiskIO.format, HostNetIO.format, MIB2IP.format, MIB2TCP.format,
            MIB2UDP.format, VirtualNode.format, VirtualCPU.format, VirtualMemory.format, VirtualDiskIO.format,
            VirtualNetIO.format, NvidiaGPU.format, ExtendedHardwareTrap.format, ExtendedFunction.format,
            ExtendedLinuxDropReason.format,
        ]
        #expect(seen.formats == Set(expected))
    }

    @Test func totalsAreThoseOfTheWire() throws {
        let seen = try Self.seen.get(), totals = Self.recording.totals
        #expect(seen.heads.count == Int(totals.datagrams))
        #expect(Self.recording.datagrams.reduce(0) { $0 + $1.count } == Int(totals.bytes))
        #expect(seen.packets.count == Int(totals.flowSamples))
        #expect(seen.counters.count + seen.metrics.count == Int(totals.counterSamples))
        #expect(seen.drops.count == Int(totals.drops))
        #expect(totals.drops > 0 && totals.started > 0 && totals.ended > 0)
    }

    @Test func datagramsAreBoundedAndNumbered() throws {
        let seen = try Self.seen.get()
        #expect(Self.recording.datagrams.allSatisfy { $0.count <= 1400 })
        var last: [UInt32: DatagramHeader] = [:]
        for head in seen.heads {
            guard case .ipv4(let agent) = head.agent else { continue }
            if let before = last[agent] {
                #expect(head.sequence == before.sequence + 1)
                // A clock that goes round goes on from 0.
                #expect(head.uptime &- before.uptime < 60_000)
            } else {
                #expect(head.sequence == 1)
            }
            last[agent] = head
        }
        #expect(last.count == Self.recording.cluster.agentCount)
    }

    @Test func samplesAreNumberedWithoutGaps() throws {
        let seen = try Self.seen.get()
        var flows: [[UInt32]: UInt32] = [:], counters: [[UInt32]: UInt32] = [:], drops: [[UInt32]: UInt32] = [:]
        func follow(_ table: inout [[UInt32]: UInt32], _ agent: UInt32, _ source: DataSource, _ number: UInt32) {
            let key = [agent, source.sourceClass, source.index]
            // Another container may have the index of one that is over, and begins anew.
            #expect(number == (table[key] ?? 0) + 1 || number == 1 && source.isVirtual)
            table[key] = number
        }
        for packet in seen.packets { follow(&flows, packet.agent, packet.sample.source, packet.sample.sequence) }
        for sample in seen.counters { follow(&counters, sample.agent, sample.sample.source, sample.sample.sequence) }
        for drop in seen.drops { follow(&drops, drop.agent, drop.sample.source, drop.sample.sequence) }
    }

    @Test func poolsAreThePacketsOfPorts() throws {
        let seen = try Self.seen.get(), cluster = Self.recording.cluster
        var pools: [[UInt32]: UInt32] = [:]
        for packet in seen.packets {
            let key = [packet.agent, packet.sample.source.index]
            #expect(packet.sample.samplePool > pools[key] ?? 0)
            #expect(packet.sample.samplingRate == 100)
            pools[key] = packet.sample.samplePool
        }
        for agent in 0..<cluster.fabric.agentCount {
            for port in cluster.fabric.ports(agent) {
                let state = cluster.ports[port], counted = state.counters
                let isOverlay = agent < cluster.fabric.nodes && port == cluster.fabric.nodePort(agent, Fabric.overlay)
                let frames = counted.framesIn + (agent < cluster.fabric.nodes ? counted.framesOut : 0)
                #expect(isOverlay ? state.pool == 0 : UInt64(state.pool) == frames)
                let last = pools[[cluster.fabric.address(agent), cluster.fabric.ifIndex(agent, port)]] ?? 0
                #expect(last <= state.pool)
            }
        }
    }

    /// The number of samples is binomial: of all packets together it differs by less than five deviations.
    @Test func oneInSoMany() throws {
        let seen = try Self.seen.get(), cluster = Self.recording.cluster
        let pool = (0..<cluster.ports.count).reduce(0.0) { $0 + Double(cluster.ports[$1].pool) }
        let expected = pool / 100
        #expect(abs(Double(seen.packets.count) - expected) < 5 * expected.squareRoot())
    }

    @Test func headersAreWhole() throws {
        var stacks: Set<String> = []
        for packet in try Self.seen.get().packets {
            #expect(packet.header.count == min(Int(packet.frameLength) - 4, 128))
            var stack = LayerStack()
            stack.dissect(packet.header.span.bytes, at: 0, count: packet.header.count, headerProtocol: 1)
            stacks.insert(stack.text)
            let isTagged = packet.header[12] == 0x81, start = isTagged ? 18 : 14
            let isIPv4 = packet.header[isTagged ? 16 : 12] == 0x08
            if isIPv4 {
                #expect(word(packet.header, start + 2) + start + 4 == Int(packet.frameLength))
                #expect(checksum(packet.header[start..<start + 20]) == 0xffff)
            } else {
                #expect(word(packet.header, start + 4) + 40 + start + 4 == Int(packet.frameLength))
            }
        }
        let expected = [
            "eth.ip.tcp", "eth.ip6.tcp", "eth.vlan.ip.tcp", "eth.ip.udp", "eth.ip.udp.vxlan.eth.ip.tcp",
            "eth.ip.udp.vxlan.eth.ip6.tcp", "eth.ip.udp.geneve.eth.ip.tcp", "eth.ip.icmp",
        ]
        for text in expected { #expect(stacks.contains { $0 == text || $0.hasPrefix(text + ".") }, "\(text)") }
    }

    private func word(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) << 8 | Int(bytes[at + 1]) }

    private func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        var sum = 0
        for at in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
            sum += Int(bytes[at]) << 8 | Int(bytes[at + 1])
        }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return sum
    }

    @Test func countersOfASourceComeOnceAnInterval() throws {
        var times: [[UInt32]: [UInt32]] = [:]
        for sample in try Self.seen.get().counters where !sample.sample.source.isVirtual {
            let source = sample.sample.source
            times[[sample.agent, source.sourceClass, source.index], default: []].append(sample.uptime)
        }
        for (_, moments) in times {
            #expect(moments.count == 7)
            #expect(zip(moments, moments.dropFirst()).allSatisfy { $1 &- $0 == 3000 })
        }
        // Spread over the interval: no tick has more than a few times its share.
        var share: [UInt32: Int] = [:]
        for moments in times.values { share[moments[0] % 3000, default: 0] += 1 }
        #expect(share.count > 20)
    }
}
