import Agent
import NetTypes
import SFlow
import Testing

@testable import PacketSampling

struct PortModelTests {
    private static let here: UInt32 = 0x0a00_0001, there: UInt32 = 0x0a00_0002

    private static let model: PortModel = {
        var interface = NetworkInterface(index: 3, name: "eth0")
        interface.addresses = [
            InterfaceAddress(.v4(here), prefixLength: 24), InterfaceAddress(.v6(0xfe80 << 112 | 1), prefixLength: 64),
        ]
        return PortModel(local: LocalAddresses([interface]))
    }()

    private static let arriving = Endpoints.ipv4(source: there, destination: here)
    private static let leaving = Endpoints.ipv4(source: here, destination: there)
    private static let passing = Endpoints.ipv4(source: there, destination: there)

    private func ports(
        _ type: UInt8,
        _ endpoints: Endpoints,
        isMember: Bool = false,
        isLoopback: Bool = false
    ) -> [InterfacePort] {
        let ports = Self.model.ports(
            packetType: type,
            endpoints: endpoints,
            interface: 3,
            isMember: isMember,
            isLoopback: isLoopback
        )
        return [ports.input, ports.output]
    }

    private let port = InterfacePort.ifIndex(3)

    @Test func whatArrivesForThisHostEndsInIt() {
        #expect(ports(PacketType.host, Self.arriving) == [port, .internal])
        #expect(ports(PacketType.host, .none) == [port, .internal])
        #expect(ports(PacketType.host, .ipv6(source: 2, destination: 0xfe80 << 112 | 1)) == [port, .internal])
    }

    @Test func whatIsRoutedOnGoesSomewhereUnknown() {
        #expect(ports(PacketType.host, Self.passing) == [port, .unknown])
        #expect(ports(PacketType.otherHost, Self.passing) == [port, .unknown])
        #expect(ports(PacketType.otherHost, Self.arriving) == [port, .unknown])
    }

    @Test func whatIsSentComesFromThisHostOrFromSomewhereUnknown() {
        #expect(ports(PacketType.outgoing, Self.leaving) == [.internal, port])
        #expect(ports(PacketType.outgoing, Self.passing) == [.unknown, port])
        #expect(ports(PacketType.outgoing, .ipv4(source: 0, destination: .max)) == [.internal, port])
        #expect(ports(PacketType.outgoing, .none) == [.internal, port])
        #expect(ports(PacketType.outgoing, .none, isMember: true) == [.unknown, port])
    }

    @Test(arguments: [PacketType.broadcast, PacketType.multicast])
    func whatGoesToManyEndsInAHostAndPassesABridge(_ type: UInt8) {
        #expect(ports(type, .ipv4(source: Self.there, destination: .max)) == [port, .internal])
        #expect(ports(type, .ipv4(source: Self.there, destination: .max), isMember: true) == [port, .unknown])
    }

    @Test func aLoopbackEndsInTheHost() {
        #expect(ports(PacketType.host, Self.passing, isLoopback: true) == [port, .internal])
    }
}
