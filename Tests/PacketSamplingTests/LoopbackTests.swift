import Agent
import Glibc
import SFlow
import Testing

@testable import PacketSampling

@Suite(.serialized, .enabled(if: NetworkNamespace.isPermitted, NetworkNamespace.need))
struct LoopbackTests {
    @Test(arguments: Mechanism.allCases)
    func aLoopbackPacketCountsOnce(_ mechanism: Mechanism) throws {
        try NetworkNamespace.run {
            try NetworkNamespace.shell("ip link set dev lo up")
            let loopback = NetworkInterface(named: "lo", hardwareType: HardwareType.loopback)
            let sampler = try mechanism.makeSampler()
            sampler.sample([loopback], rate: 1)
            try FrameSender(interface: loopback.index).send(Frames.udp(), count: 50)
            let samples = sampler.drainAll().of(loopback.index)
            #expect(samples.count == 50)
            #expect(samples.last?.sample.samplePool == 50)
            #expect(samples.allSatisfy { $0.sample.input == .ifIndex(loopback.index) && $0.sample.output.isInternal })
            #expect(samples.allSatisfy { $0.header == Frames.udp() })
        }
    }

    @Test(arguments: Mechanism.allCases)
    func aTunnelDeviceHasNoEthernet(_ mechanism: Mechanism) throws {
        try NetworkNamespace.run {
            try NetworkNamespace.shell("ip tuntap add dev t0 mode tun && ip addr add 192.0.2.1/24 dev t0")
            try NetworkNamespace.shell("ip link set dev t0 up")
            let tunnel = NetworkInterface(named: "t0", hardwareType: 65534, address: 0xc000_0201)
            let sampler = try mechanism.makeSampler()
            sampler.sample([tunnel], rate: 1)
            let packet = Array(Frames.udp().dropFirst(14))
            let device = try TunnelDevice(name: "t0")
            try device.inject(packet)
            let entry = try #require(sampler.drainAll().of(tunnel.index).last)
            #expect(entry.sample.headerProtocol == 11)
            #expect(entry.sample.frameLength == UInt32(packet.count))
            #expect(entry.sample.stripped == 0)
            #expect(entry.header == packet)
            #expect(entry.sample.input == .ifIndex(tunnel.index))
        }
    }
}

/// The user's end of a tun device.
private final class TunnelDevice {
    private let file: Int32

    init(name: String) throws {
        file = open("/dev/net/tun", O_RDWR | O_NONBLOCK)
        try #require(file >= 0)
        var request = [UInt8](repeating: 0, count: 40)  // struct ifreq: name, flags
        request.replaceSubrange(0..<name.utf8.count, with: Array(name.utf8))
        request[16] = 0x01  // IFF_TUN | IFF_NO_PI
        request[17] = 0x10
        try #require(ioctl(file, 0x4004_54ca, &request) == 0)  // TUNSETIFF
    }

    deinit { close(file) }

    func inject(_ packet: [UInt8]) throws { try #require(write(file, packet, packet.count) == packet.count) }
}
