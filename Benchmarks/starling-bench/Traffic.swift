import NetTypes
import SFlow
import XDR

/// Synthetic datagrams like those of a busy network: 7 flow samples with 128-byte headers each, of 7 ports of 100 agents,
/// of 100,000 flows whose popularity follows Zipf's law. The same seed gives the same datagrams.
struct Traffic {
    static let samplesPerDatagram = 7, agents = 100, flows = 100_000, samplingRate: UInt32 = 1000
    static let groupSize = 32, groups = 400
    static let headerLength = 128
    /// Of a datagram's head with an IPv4 agent.
    private static let headLength = 28
    private static let frameLengths: [UInt32] = [64, 128, 576, 1_000, 1_514]

    /// `groups` groups of `groupSize` datagrams of `datagramSize` bytes; a group is of one agent.
    let bytes: [UInt8]
    let datagramSize: Int
    /// Where the first sample's sequence number stands, and from there the next sample's.
    let sampleAt: Int, sampleStride: Int

    init(seed: UInt64 = 1) {
        var random = SplitMix64(state: seed)
        let popularity = Zipf(count: Self.flows)
        var writer = XDRWriter()
        for index in 0..<Self.groups * Self.groupSize {
            let group = index / Self.groupSize
            // The agent's own count of its datagrams: a group is all of one agent, and agents take turns.
            let sequence = group / Self.agents * Self.groupSize + index % Self.groupSize + 1
            Self.startDatagram(agent: group % Self.agents, sequence: sequence, in: &writer)
            for place in 0..<Self.samplesPerDatagram {
                let flow = UInt32(popularity.pick(&random))
                Self.writeSample(number: UInt32(sequence), port: UInt32(place) + 1, flow: flow, to: &writer)
            }
        }
        bytes = writer.bytes
        datagramSize = bytes.count / (Self.groups * Self.groupSize)
        sampleAt = Self.headLength + 8
        sampleStride = (datagramSize - Self.headLength) / Self.samplesPerDatagram
        precondition(
            bytes.span.bytes.bigEndian32(datagramSize + sampleAt + 2 * sampleStride) == 2,
            "the third sample of the second datagram is its port's second"
        )
    }

    private static func startDatagram(agent: Int, sequence: Int, in writer: inout XDRWriter) {
        var header = DatagramHeader()
        header.agent = .ipv4(0x0A00_0001 + UInt32(agent))
        header.sequence = UInt32(sequence)
        header.uptime = 1_000_000
        header.sampleCount = UInt32(samplesPerDatagram)
        writer.datagramHeader(header)
    }

    private static func writeSample(number: UInt32, port: UInt32, flow: UInt32, to writer: inout XDRWriter) {
        var sample = FlowSample()
        sample.sequence = number
        sample.samplePool = number * samplingRate
        sample.source = .interface(port)
        sample.samplingRate = samplingRate
        sample.input = .ifIndex(port)
        sample.output = .ifIndex(port + 1)
        let frameLength = frameLengths[Int(flow) % frameLengths.count]
        writer.payload = frame(flow: flow, length: frameLength)
        writer.flowSample(sample) { writer in
            var header = SampledHeader()
            header.headerProtocol = 1
            header.frameLength = frameLength
            header.stripped = 4
            header.header = ByteRange(offset: 0, count: headerLength)
            writer.record(header)
            return 1
        }
    }

    /// The first 128 bytes of an Ethernet frame with IPv4 and TCP.
    private static func frame(flow: UInt32, length: UInt32) -> [UInt8] {
        var bytes: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2]
        func append(_ value: UInt32, _ width: Int) {
            for shift in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * shift))) }
        }
        append(0x0800, 2)
        append(0x4500 << 16 | (length - 18), 4)
        append(flow << 16 | 0x4000, 4)
        append(0x4006_0000, 4)
        append(0xC0A8_0000 | flow & 0xFFFF, 4)
        append(0x0A01_0000 | flow >> 2 & 0xFFFF, 4)
        append((1_024 + flow % 60_000) << 16 | 443, 4)
        while bytes.count < headerLength { bytes.append(UInt8(truncatingIfNeeded: bytes.count)) }
        return bytes
    }
}

/// A small generator of random numbers with a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Picks 0..<count with the probability of i proportional to 1/(i+1): Zipf's law with the exponent 1.
struct Zipf {
    private let cumulative: [Double]

    init(count: Int) {
        var sum = 0.0
        cumulative = (1...count).map { rank in
            sum += 1 / Double(rank)
            return sum
        }
    }

    func pick(_ random: inout SplitMix64) -> Int {
        let wanted = Double.random(in: 0..<cumulative[cumulative.count - 1], using: &random)
        var low = 0, high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
