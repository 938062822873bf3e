import CLinux
import Testing

@testable import PacketSampling

struct ClassicProgramTests {
    /// What the program says of a packet.
    private static func run(
        _ program: [sock_filter],
        interface: UInt32,
        packetType: UInt8 = PacketType.host,
        random: UInt32 = 0
    ) throws -> UInt32 {
        var accumulator: UInt32 = 0, at = 0
        while true {
            let instruction = program[at]
            at += 1
            switch instruction.code {
            case 0x20:
                switch Int32(bitPattern: instruction.k) - SKF_AD_OFF {
                case SKF_AD_IFINDEX: accumulator = interface
                case SKF_AD_PKTTYPE: accumulator = UInt32(packetType)
                case SKF_AD_RANDOM: accumulator = random
                default: Issue.record("loads \(instruction.k)")
                }
            case 0x05: at += Int(instruction.k)
            case 0x15: at += Int(accumulator == instruction.k ? instruction.jt : instruction.jf)
            case 0x35: at += Int(accumulator >= instruction.k ? instruction.jt : instruction.jf)
            case 0x06: return instruction.k
            default: try #require(Bool(false), "code \(instruction.code)")
            }
        }
    }

    @Test(arguments: [0, 1, 2, 3, 7, 100, ClassicProgram.capacity])
    func exactlyItsInterfacesAreSampled(_ count: Int) throws {
        let members = Set((0..<count).map { UInt32($0 * 3 + 2) })
        let program = ClassicProgram(rate: 1, bytes: 128, interfaces: members).instructions()
        #expect(program.count <= 4096)
        for interface in 0..<UInt32(count * 3 + 6) {
            let kept = try Self.run(program, interface: interface)
            #expect(kept == (members.contains(interface) ? 128 : 0))
        }
    }

    @Test func aLoopbackIsSampledOnIngressOnly() throws {
        let program = ClassicProgram(rate: 1, bytes: 96, interfaces: [2], ingressOnly: [1]).instructions()
        #expect(try Self.run(program, interface: 1) == 96)
        #expect(try Self.run(program, interface: 1, packetType: PacketType.outgoing) == 0)
        #expect(try Self.run(program, interface: 2, packetType: PacketType.outgoing) == 96)
    }

    @Test(arguments: [2, 10, 400, 1_000_000] as [UInt32])
    func theDrawAcceptsOneInTheRate(_ rate: UInt32) throws {
        let program = ClassicProgram(rate: rate, bytes: 128, interfaces: [5]).instructions()
        let threshold = UInt32(CountingProgram.threshold(rate: rate))
        #expect(abs(Double(threshold) / 0x1_0000_0000 * Double(rate) - 1) < 0.001)
        #expect(try Self.run(program, interface: 5, random: 0) == 128)
        #expect(try Self.run(program, interface: 5, random: threshold - 1) == 128)
        #expect(try Self.run(program, interface: 5, random: threshold) == 0)
        #expect(try Self.run(program, interface: 5, random: .max) == 0)
    }
}
