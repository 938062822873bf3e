import CLinux
import Testing

@testable import PacketSampling

struct CountingProgramTests {
    /// Instructions as the kernel's documentation writes them, in bytes of a little-endian machine.
    @Test func instructionsAreEncodedAsSpecified() {
        var program = EBPFAssembler()
        program.move(.r6, .r1)  // bf 16
        program.move(.r0, -1)  // b7 00
        program.add(.r2, -4)  // 07 02
        program.load(.r1, .word, .r6, 40)  // 61 61
        program.load(.r1, .doubleWord, .r7, 8)  // 79 71
        program.store(.word, .r10, -4, .r1)  // 63 1a
        program.store(.doubleWord, .r9, 16, .r1)  // 7b 19
        program.loadMap(.r1, 7)  // 18 11, two slots
        program.call(.random)  // 85
        program.jump(.atLeast, .r0, .r1, "end")  // 3d 10
        program.jump(.equal, .r0, 4, "end")  // 15 00
        program.jump("end")  // 05
        program.label("end")
        program.exit()  // 95
        let bytes = program.assembled().map { instruction in withUnsafeBytes(of: instruction) { Array($0) } }
        #expect(
            bytes == [
                [0xbf, 0x16, 0, 0, 0, 0, 0, 0], [0xb7, 0x00, 0, 0, 0xff, 0xff, 0xff, 0xff],
                [0x07, 0x02, 0, 0, 0xfc, 0xff, 0xff, 0xff], [0x61, 0x61, 40, 0, 0, 0, 0, 0],
                [0x79, 0x71, 8, 0, 0, 0, 0, 0], [0x63, 0x1a, 0xfc, 0xff, 0, 0, 0, 0],
                [0x7b, 0x19, 16, 0, 0, 0, 0, 0], [0x18, 0x11, 0, 0, 7, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0],
                [0x85, 0, 0, 0, 7, 0, 0, 0], [0x3d, 0x10, 2, 0, 0, 0, 0, 0], [0x15, 0x00, 1, 0, 4, 0, 0, 0],
                [0x05, 0, 0, 0, 0, 0, 0, 0], [0x95, 0, 0, 0, 0, 0, 0, 0],
            ]
        )
    }

    @Test func valuesLieWhereTheProgramReadsThem() {
        typealias Settings = CountingProgram.Settings
        typealias Counters = CountingProgram.Counters
        #expect(MemoryLayout<Settings>.size == 24 && MemoryLayout<Counters>.size == 32)
        #expect(MemoryLayout<Settings>.offset(of: \.threshold) == Int(Settings.Offset.threshold))
        #expect(MemoryLayout<Settings>.offset(of: \.slot) == Int(Settings.Offset.slot))
        #expect(MemoryLayout<Settings>.offset(of: \.ingressBytes) == Int(Settings.Offset.ingress))
        #expect(MemoryLayout<Settings>.offset(of: \.egressBytes) == Int(Settings.Offset.egress))
        #expect(MemoryLayout<Counters>.offset(of: \.judgedEgress) == Int(Counters.Offset.egress))
        #expect(MemoryLayout<Counters>.offset(of: \.takenIngress) == Int(Counters.Offset.taken))
    }

    @Test func jumpsStayInside() {
        let program = CountingProgram.instructions(interfaces: 3, counts: 4)
        for (index, instruction) in program.enumerated() where instruction.code & 7 == 5 && instruction.off != 0 {
            #expect(program.indices.contains(index + 1 + Int(instruction.off)))
        }
        #expect(program.last?.code == 0x95)
    }

    @Test func oneInOneAcceptsEveryNumber() {
        #expect(CountingProgram.threshold(rate: 1) == 1 << 32)
        #expect(CountingProgram.threshold(rate: 2) == 1 << 31)
        #expect(CountingProgram.threshold(rate: .max) == 1)
    }
}
