import CaptureFiles
import TestKit
import Testing

@Suite struct HostileCaptureTests {
    /// A section with an interface.
    private static func start(_ linkType: UInt16 = 1, snapLength: UInt32 = 0) -> Pcapng {
        var file = Pcapng()
        file.section()
        file.interface(linkType, snapLength: snapLength)
        return file
    }

    @Test func aLengthThatIsTooLargeIsRefused() {
        for length in [0xffff_ffff, 0x8000_0000, 4 << 20] as [UInt32] {
            var bytes = pcap([[1, 2, 3]])
            bytes.replaceSubrange(32..<36, with: ByteOrder(little: true).u32(length))
            #expect(read(bytes).error == .tooLong(at: 24, length: length))
        }
    }

    @Test(arguments: [0, 4, 8, 11, 13, 14, 31, 0xffff_fffd] as [UInt32])
    func aBlockLengthThatCannotBeIsRefused(_ length: UInt32) {
        for type in [1, 2, 3, 5, 6, 0x0a0d_0d0a] as [UInt32] {
            var file = Self.start()
            let at = file.bytes.count
            file.block(type, file.order.u32(0x1a2b_3c4d) + [UInt8](repeating: 0, count: 28), length: length)
            #expect(read(file.bytes).error == .malformedBlock(at: at))
        }
    }

    @Test func aBlockThatIsTooShortForItsKindIsRefused() {
        for (type, least) in [(1, 20), (2, 32), (3, 16), (6, 32), (0x0a0d_0d0a, 28)] as [(UInt32, Int)] {
            for count in stride(from: 12, to: least, by: 4) {
                var file = Self.start()
                let at = file.bytes.count
                let body = file.order.u32(type == 0x0a0d_0d0a ? 0x1a2b_3c4d : 0) + [UInt8](repeating: 0, count: 28)
                file.block(type, Array(body.prefix(count - 12)))
                // The byte order of a section of twelve bytes is its second length.
                #expect(read(file.bytes + [0, 0, 0, 0]).error == .malformedBlock(at: at), "\(type) \(count)")
            }
        }
    }

    @Test func aBlockThatNeverEndsIsRefusedOrCutOff() {
        for type in [1, 2, 3, 6] as [UInt32] {
            var file = Self.start()
            let at = file.bytes.count
            file.block(type, [UInt8](repeating: 0, count: 40), length: 0xffff_fffc)
            #expect(read(file.bytes).error == .tooLong(at: at, length: 0xffff_fffc))
        }
        var file = Self.start()
        file.block(77, [UInt8](repeating: 0, count: 40), length: 0xffff_fffc)
        #expect(read(file.bytes).error == .truncated(at: file.bytes.count))
    }

    @Test func lengthsMustAgree() {
        for type in [1, 6, 77] as [UInt32] {
            var file = Self.start()
            let at = file.bytes.count
            file.block(type, [UInt8](repeating: 0, count: 20), trailer: 36)
            #expect(read(file.bytes).error == .malformedBlock(at: at))
        }
    }

    @Test func optionsStayWithinTheirBlock() {
        let order = ByteOrder(little: true)
        for (options, isRefused) in [
            (order.u16(9) + order.u16(5), true), (order.u16(2) + order.u16(0xffff) + [1, 2, 3, 4], true),
            (order.u16(9) + order.u16(1), true), (order.u16(2) + order.u16(3) + [1, 2, 3, 4], false),
            (order.u16(9) + order.u16(0) + order.u16(14) + order.u16(0), false),
            (order.u16(0) + order.u16(0xffff), false), (order.u16(9) + order.u16(4) + [1, 2, 3, 4], false),
            (order.u16(14) + order.u16(1) + [1, 0, 0, 0], false),
        ] {
            var file = Pcapng()
            file.section()
            file.interface(options: options)
            file.packet([1])
            let (packets, error) = read(file.bytes)
            #expect(error == (isRefused ? .malformedBlock(at: 28) : nil))
            #expect(packets.map(\.time) == (isRefused ? [] : [1_500_000_000]))
        }
    }

    @Test func anInterfaceMustHaveBeenDescribed() {
        for number in [1, 65_535, 0xffff_ffff] as [UInt32] {
            var file = Self.start()
            let at = file.bytes.count
            file.packet([1], interface: number)
            #expect(read(file.bytes).error == .noSuchInterface(at: at, interface: number))
        }
        var file = Self.start()
        let at = file.bytes.count
        file.oldPacket([1], interface: 1)
        #expect(read(file.bytes).error == .noSuchInterface(at: at, interface: 1))
        file = Pcapng()
        file.section()
        file.simplePacket([1], length: 1)
        #expect(read(file.bytes).error == .noSuchInterface(at: 28, interface: 0))
    }

    @Test func interfacesAreBounded() {
        var file = Pcapng()
        for _ in 0..<65_536 { file.interface() }
        let interfaces = file.bytes
        file = Pcapng()
        file.section()
        file.bytes += interfaces
        file.packet([1], interface: 65_535)
        #expect(read(file.bytes).packets.count == 1)
        let at = file.bytes.count
        file.interface()
        #expect(read(file.bytes).error == .tooManyInterfaces(at: at))
    }

    @Test func aPacketStaysWithinItsBlock() {
        for captured in [5, 0x7fff_ffff, 0xffff_ffff] as [UInt32] {
            var file = Self.start()
            let at = file.bytes.count
            file.packet([1, 2, 3, 4], captured: captured)
            #expect(read(file.bytes).error == .malformedBlock(at: at))
        }
        for (snapLength, length) in [(0, 5), (0xffff_ffff, 0xffff_ffff), (5, 6)] as [(UInt32, UInt32)] {
            var file = Self.start(snapLength: snapLength)
            let at = file.bytes.count
            file.simplePacket([1, 2, 3, 4], length: length)
            #expect(read(file.bytes).error == .malformedBlock(at: at))
        }
    }

    @Test func aSectionMustBeOfAKnownByteOrderAndVersion() {
        var file = Pcapng()
        file.section(magic: 0x1a2b_3c4e)
        #expect(read(file.bytes).error == .malformedBlock(at: 0))
        file = Pcapng()
        file.section(major: 2)
        #expect(read(file.bytes).error == .unsupportedVersion(at: 0, major: 2, minor: 0))
    }

    @Test(arguments: [false, true])
    func everyPrefixIsReadOrRefused(_ next: Bool) {
        let packet = rawPacket([1, 2, 3], v6: true)
        var file = Self.start(101), ends = [48]
        for _ in 0..<2 {
            file.packet(packet)
            ends.append(file.bytes.count)
        }
        let bytes = next ? file.bytes : pcap([packet, packet], linkType: 101)
        if !next { ends = [24, 24 + 16 + packet.count, bytes.count] }
        // Where a pcapng file may end: behind any block.
        let whole = Set(ends + (next ? [28] : []))
        for count in 0...bytes.count {
            for piece in [5, 1000] {
                let (packets, error) = read(Array(bytes.prefix(count)), piece: piece)
                #expect(packets.count == ends.dropFirst().count { $0 <= count })
                #expect(packets.allSatisfy { $0.bytes == packet })
                #expect((error == nil) == whole.contains(count), "\(count): \(String(describing: error))")
            }
        }
    }

    @Test func mutatedCapturesNeverTrapAndPiecesMakeNoDifference() {
        var file = Self.start(1)
        file.interface(113, options: file.option(9, [9]) + file.option(14, [1, 2, 3, 4, 5, 6, 7, 8]))
        file.packet([UInt8](repeating: 0, count: 12) + [8, 0] + rawPacket([1, 2, 3]))
        file.oldPacket([UInt8](repeating: 0, count: 14) + [0x86, 0xdd] + rawPacket([1, 2, 3], v6: true), interface: 1)
        file.simplePacket([1, 2, 3], length: 3)
        var generator = SplitMix(seed: 5)
        for original in [file.bytes, pcap([rawPacket([1, 2, 3])], linkType: 101)] {
            for _ in 0..<5000 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                        in: 0...255,
                        using: &generator
                    )
                }
                bytes.removeLast(Int.random(in: 0...bytes.count / 8, using: &generator))
                let whole = read(bytes), pieces = read(bytes, piece: 9)
                #expect(whole.packets == pieces.packets && whole.error == pieces.error)
                _ = datagrams(bytes)
            }
        }
    }
}
