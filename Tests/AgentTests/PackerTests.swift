import NetTypes
import SFlow
import Testing
import XDR

@testable import Agent

/// A sample as it came out of a datagram.
private struct Decoded: Equatable {
    var source: DataSource
    var sequence: UInt32
    var header: [UInt8] = []
    var records: UInt32 = 0
    var isExpanded = false
}

private struct DecodedDatagram {
    var header: DatagramHeader
    var size: Int
    var samples: [Decoded]
}

private func decode(_ bytes: RawSpan) throws -> DecodedDatagram {
    var reader = try DatagramReader(bytes)
    var result = DecodedDatagram(header: reader.header, size: bytes.byteCount, samples: [])
    var offset = bytes.byteCount > 4 && bytes.bigEndian32(4) == 1 ? 28 : 40
    while let sample = try reader.nextSample() {
        let format = DataFormat(word: bytes.bigEndian32(offset))
        offset += 8 + Int(bytes.bigEndian32(offset + 4))
        var decoded: Decoded
        switch sample {
        case .flow(let flow):
            decoded = Decoded(source: flow.source, sequence: flow.sequence)
            decoded.isExpanded = format == ExpandedFlowSample.format
        case .counters(let counters):
            decoded = Decoded(source: counters.source, sequence: counters.sequence)
            decoded.isExpanded = format == ExpandedCountersSample.format
        default: throw DatagramFault.sample
        }
        while let record = try reader.nextRecord() {
            decoded.records += 1
            if record.format == SampledHeader.format {
                decoded.header = bytes.copy(try SampledHeader(reading: bytes, record.body).header)
            }
        }
        result.samples.append(decoded)
    }
    return result
}

private func take(_ packer: inout Packer) throws -> [DecodedDatagram] {
    var result: [DecodedDatagram] = [], failure: (any Error)?
    packer.finished.takeAll { bytes in
        do { result.append(try decode(bytes)) } catch { failure = error }
    }
    if let failure { throw failure }
    return result
}

private func packet(_ index: UInt32 = 1, input: InterfacePort = .internal) -> PacketSample {
    PacketSample(
        dataSource: .interface(index),
        input: input,
        output: .ifIndex(index),
        samplingRate: 400,
        samplePool: 1,
        drops: 0,
        frameLength: 100
    )
}

private func bytes(_ bytes: [UInt8]) -> [UInt8] { bytes }

private func counters(_ records: Int, names length: Int = 8) -> CounterSample {
    var sample = CounterSample()
    for index in 0..<records {
        var name = PortName()
        name.portName = String(repeating: "x", count: length - 1) + "\(index % 10)"
        sample.append(name)
    }
    return sample
}

@Suite struct PackerTests {
    private func makePacker(_ bytes: Int = 1400, address: String = "192.0.2.1") -> Packer {
        var packer = Packer(agent: IPAddress(address)!, subAgent: 3, maximumBytes: bytes)
        packer.now = MonotonicTime(milliseconds: 5_000_000_000)
        return packer
    }

    @Test(arguments: [200, 1400, 8192], ["192.0.2.1", "2001:db8::1"])
    func nothingIsLostOrderIsKeptAndSizesAreBounded(_ maximum: Int, _ address: String) throws {
        var generator = SystemRandomNumberGenerator()
        var packer = makePacker(maximum, address: address)
        var expected: [Decoded] = [], sequences: [String: UInt32] = [:]
        for _ in 0..<3000 {
            let index = UInt32.random(in: 1...9, using: &generator)
            let isFlow = Bool.random(using: &generator)
            sequences["\(isFlow)\(index)", default: 0] += 1
            var decoded = Decoded(source: .interface(index), sequence: sequences["\(isFlow)\(index)"]!)
            if isFlow {
                decoded.header = (0..<Int.random(in: 0...256, using: &generator)).map { _ in
                    .random(in: 0...255, using: &generator)
                }
                decoded.records = 1
                packer.add(packet(index), header: decoded.header.span.bytes)
            } else {
                decoded.records = UInt32.random(in: 1...12, using: &generator)
                packer.add(.interface(index), counters(Int(decoded.records)))
            }
            expected.append(decoded)
        }
        packer.flush()
        let datagrams = try take(&packer)
        #expect(datagrams.flatMap(\.samples) == expected)
        #expect(datagrams.map(\.header.sequence) == (1...UInt32(datagrams.count)).map { $0 })
        #expect(datagrams.allSatisfy { $0.size <= maximum || $0.samples.count == 1 })
        #expect(datagrams.allSatisfy { Int($0.header.sampleCount) == $0.samples.count && $0.header.subAgent == 3 })
        #expect(packer.counts.samples == 3000)
    }

    @Test func theUptimeIsThatOfTheSystemAndWraps() throws {
        var packer = makePacker()
        packer.add(packet(), header: bytes([1, 2, 3]).span.bytes)
        packer.now = packer.now + .milliseconds(7)
        packer.flush()
        #expect(try take(&packer).first?.header.uptime == UInt32(truncatingIfNeeded: 5_000_000_007 as UInt64))
    }

    @Test func packetsWaitLessThanATenthOfASecond() {
        var packer = makePacker()
        packer.add(packet(), header: bytes([1]).span.bytes)
        #expect(packer.deadline! - packer.now < .milliseconds(100))
        packer.flushIfDue()
        #expect(packer.finished.isEmpty)
        packer.now = packer.deadline!
        packer.flushIfDue()
        #expect(packer.finished.count == 1)
        #expect(packer.deadline == nil)
    }

    @Test func countersOfOneMomentLeaveTogetherWithTheTimeOfTheirReading() throws {
        var packer = makePacker()
        packer.add(packet(), header: bytes([1]).span.bytes)
        packer.now = packer.now + .milliseconds(7)
        packer.add(.host, counters(1))
        packer.add(.interface(2), counters(1))
        packer.flushIfDue()
        let datagrams = try take(&packer)
        #expect(datagrams.count == 1)
        #expect(datagrams[0].samples.count == 3)
        #expect(datagrams[0].header.uptime == UInt32(truncatingIfNeeded: 5_000_000_007 as UInt64))
    }

    @Test func aSampleThatIsTooLargeForADatagramIsSentAlone() throws {
        var packer = makePacker()
        packer.add(packet(), header: bytes([1]).span.bytes)
        packer.add(.host, counters(100, names: 100))
        packer.add(packet(), header: bytes([2]).span.bytes)
        packer.flush()
        let datagrams = try take(&packer)
        #expect(datagrams.map(\.samples.count) == [1, 1, 1])
        #expect(datagrams[1].size > 10_000)
        #expect(datagrams[1].samples[0].records == 100)
    }

    @Test func aSampleThatNoDatagramHoldsIsSplitByItsRecords() throws {
        var packer = makePacker()
        packer.add(.host, counters(1000, names: 200))
        packer.flush()
        let datagrams = try take(&packer)
        #expect(datagrams.count > 1)
        #expect(datagrams.allSatisfy { $0.size <= Packer.absoluteMaximum })
        #expect(datagrams.flatMap(\.samples).map { Int($0.records) }.reduce(0, +) == 1000)
        #expect(datagrams.flatMap(\.samples).map(\.sequence) == (1...UInt32(datagrams.count)).map { $0 })
    }

    @Test func samplesAreCompactUntilAnIndexIsTooLarge() throws {
        var packer = makePacker()
        packer.add(packet(0xff_ffff), header: bytes([1]).span.bytes)
        packer.add(.interface(5), counters(1))
        packer.add(packet(0x100_0000), header: bytes([1]).span.bytes)
        packer.add(.interface(5), counters(1))
        packer.flush()
        let samples = try take(&packer).flatMap(\.samples)
        #expect(samples.map(\.isExpanded) == [false, false, true, true])
        #expect(samples.map(\.source.index) == [0xff_ffff, 5, 0x100_0000, 5])
    }

    /// The errata of the specification have another value in either form.
    @Test(
        arguments: [(1, 28 + 8 + 20, 0x3fff_ffff), (0x100_0000, 28 + 8 + 28, 0xffff_ffff)] as [(UInt32, Int, UInt32)]
    )
    func anInternalPortIsSaidAsTheFormOfTheSampleHasIt(_ index: UInt32, _ offset: Int, _ value: UInt32) {
        var packer = makePacker(), input: UInt32?
        packer.add(packet(index, input: .internal), header: bytes([1]).span.bytes)
        packer.flush()
        packer.finished.takeAll { input = $0.bigEndian32(offset) }
        #expect(input == value)
    }

    @Test func anotherAddressStartsAnotherDatagram() throws {
        var packer = makePacker()
        packer.add(packet(), header: bytes([1]).span.bytes)
        packer.setAgent(IPAddress("2001:db8::9")!)
        packer.add(packet(), header: bytes([1]).span.bytes)
        packer.flush()
        let headers = try take(&packer).map(\.header)
        #expect(headers.map(\.agent) == [.ipv4(0xc000_0201), .ipv6(0x2001_0db8_0000_0000_0000_0000_0000_0009)])
        #expect(headers.map(\.sequence) == [1, 2])
    }

    @Test func aSourceThatWasGoneBeginsAnew() throws {
        var packer = makePacker()
        packer.add(.interface(1), counters(1))
        packer.add(.interface(2), counters(1))
        packer.keep([.interface(2)])
        packer.add(.interface(1), counters(1))
        packer.add(.interface(2), counters(1))
        packer.flush()
        #expect(try take(&packer).flatMap(\.samples).map(\.sequence) == [1, 1, 1, 2])
    }

    @Test func datagramsThatNobodyTakesAreDroppedAndCounted() {
        var packer = makePacker(200)
        let header = [UInt8](repeating: 7, count: 200)
        for _ in 0..<30_000 { packer.add(packet(), header: header.span.bytes) }
        #expect(packer.counts.lostDatagrams > 0)
        #expect(packer.counts.datagrams == UInt64(packer.finished.count) + packer.counts.lostDatagrams)
    }

    @Test func anEmptySampleIsNotSent() {
        var packer = makePacker()
        packer.add(.host, CounterSample())
        packer.flush()
        #expect(packer.finished.isEmpty)
        #expect(packer.deadline == nil)
    }

    @Test func aPacketSampleAsJSON() throws {
        var packer = makePacker()
        packer.now = MonotonicTime(milliseconds: 42)
        packer.add(packet(7), header: bytes([0xde, 0xad]).span.bytes)
        packer.flush()
        var lines = ""
        packer.finished.takeAll { lines += (try? SampleJSON.lines($0)) ?? "bad" }
        #expect(
            lines == """
                {"agent":"192.0.2.1","subAgent":3,"datagram":1,"uptime":42,"sample":"flow","source":"7","sequence":1,\
                "samplingRate":400,"samplePool":1,"drops":0,"input":1073741823,"output":7,"records":{"sampled_header":\
                {"headerProtocol":1,"sampledPacketSize":100,"strippedBytes":4,"headerBytes":"dead"}}}

                """
        )
    }

    @Test func theMetricsOfASampleGoBeforeItsCounters() throws {
        var packer = Packer(agent: .v4(0xc000_0201))
        var sample = CounterSample(), metrics = RealTimeMetrics()
        metrics.dataSource = "3.100123"
        metrics.metrics = [
            RealTimeMetric("docker_name", .text("web")), RealTimeMetric("vir_threads", .gauge32(4)),
        ]
        sample.append(HostMemory())
        sample.metrics = metrics
        packer.add(DataSource(sourceClass: 3, index: 100_123), sample)
        packer.flush()
        var lines: [String] = []
        packer.finished.takeAll { lines += (try? SampleJSON.lines($0).split(separator: "\n").map(String.init)) ?? [] }
        #expect(lines.count == 2)
        #expect(
            lines[0].hasSuffix(
                "\"sample\":\"rtmetric\",\"source\":\"3.100123\",\"metrics\":{\"docker_name\":\"web\",\"vir_threads\":4}}"
            )
        )
        #expect(lines[1].contains("\"source\":\"3.100123\",\"sequence\":1"))
        sample.removeAll()
        #expect(sample.metrics == nil)
    }
}
