import CLinux
import Testing

@testable import PacketSampling

struct SampledFrameTests {
    /// A frame with four free bytes before it, as in the ring.
    private static func withFrame<Result>(
        _ bytes: [UInt8],
        _ change: (inout clinux_frame) -> Void = { _ in },
        _ body: (clinux_frame) throws -> Result
    ) rethrows -> Result {
        var memory = [0xee, 0xee, 0xee, 0xee] + bytes
        return try memory.withUnsafeMutableBytes { buffer in
            var frame = clinux_frame()
            frame.bytes = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self) + 4
            frame.captured = UInt32(bytes.count)
            frame.length = UInt32(bytes.count)
            frame.hardware_type = HardwareType.ethernet
            change(&frame)
            return try body(frame)
        }
    }

    @Test func anEthernetFrameHadACheckSequence() throws {
        try Self.withFrame(Frames.udp()) { frame in
            let sampled = try #require(SampledFrame(frame, limit: 128))
            #expect(sampled.headerProtocol == 1 && sampled.frameLength == 64 && sampled.stripped == 4)
            #expect(sampled.etherType == EtherType.ipv4 && sampled.networkOffset == 14)
            #expect(Array(sampled.header) == Frames.udp())
        }
    }

    @Test(arguments: [20, 128])
    func aTagComesBack(_ limit: Int) throws {
        let tag = { (frame: inout clinux_frame) in
            frame.tag_protocol = 0x88a8
            frame.tag_control = 0xa064
        }
        try Self.withFrame(Frames.udp(), tag) { frame in
            let sampled = try #require(SampledFrame(frame, limit: limit))
            #expect(Array(sampled.header) == Array(Frames.udp(tags: [(0x88a8, 0xa064)]).prefix(limit)))
            #expect(sampled.frameLength == 68)
            #expect(sampled.etherType == EtherType.ipv4 && sampled.networkOffset == 18)
        }
    }

    @Test func aTagOfATruncatedFrameStaysOut() throws {
        try Self.withFrame(Array(Frames.udp().prefix(8)), { $0.tag_protocol = 0x8100 }) { frame in
            let sampled = try #require(SampledFrame(frame, limit: 128))
            #expect(sampled.header.count == 8 && sampled.etherType == 0)
            #expect(Endpoints(sampled) == .none)
        }
    }

    @Test(arguments: [(EtherType.ipv4, 11), (EtherType.ipv6, 12), (EtherType.mpls, 13)] as [(UInt16, UInt32)])
    func aDeviceWithoutEthernetHasOnlyItsNetworkHeader(_ type: UInt16, _ headerProtocol: UInt32) throws {
        let change = { (frame: inout clinux_frame) in
            frame.hardware_type = 32  // InfiniBand
            frame.protocol = type
            frame.network_offset = 24
        }
        try Self.withFrame([UInt8](repeating: 1, count: 24) + [UInt8](repeating: 2, count: 60), change) { frame in
            let sampled = try #require(SampledFrame(frame, limit: 40))
            #expect(sampled.headerProtocol == headerProtocol)
            #expect(sampled.frameLength == 84 && sampled.stripped == 24)
            #expect(Array(sampled.header) == [UInt8](repeating: 2, count: 40))
        }
    }

    @Test func whatSFlowHasNoNameForIsNoSample() {
        let change = { (frame: inout clinux_frame) in
            frame.hardware_type = 65534
            frame.protocol = 0x0806
        }
        Self.withFrame([1, 2, 3], change) { frame in #expect(SampledFrame(frame, limit: 128) == nil) }
    }

    @Test func addressesAreFound() throws {
        try Self.withFrame(Frames.udp(from: 0x0a00_0001, to: 0x0a00_0002, tags: [(0x8100, 5)])) { frame in
            let endpoints = Endpoints(try #require(SampledFrame(frame, limit: 128)))
            #expect(endpoints == .ipv4(source: 0x0a00_0001, destination: 0x0a00_0002))
        }
        let addresses = (1...32).map { UInt8($0) }
        let ipv6 = Frames.addresses + [0x86, 0xdd] + [0x60, 0, 0, 0, 0, 0, 59, 64] + addresses
        try Self.withFrame(ipv6) { frame in
            let endpoints = Endpoints(try #require(SampledFrame(frame, limit: 128)))
            let source: UInt128 = 0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10
            let destination: UInt128 = 0x1112_1314_1516_1718_191a_1b1c_1d1e_1f20
            #expect(endpoints == .ipv6(source: source, destination: destination))
        }
    }

    @Test func everyPrefixIsSafe() throws {
        let frame = Frames.udp(tags: [(0x88a8, 1), (0x8100, 2)])
        for length in 0...frame.count {
            try Self.withFrame(Array(frame.prefix(length))) { frame in
                let sampled = try #require(SampledFrame(frame, limit: 128))
                #expect((Endpoints(sampled) != .none) == (length >= 42))
            }
        }
    }
}
