import CaptureFiles
import Testing

@Suite struct PcapngTests {
    @Test(arguments: [true, false])
    func readsEveryKindOfPacketBlock(_ little: Bool) {
        var file = Pcapng(little: little)
        file.section()
        file.interface(101, snapLength: 3)
        file.packet([1, 2, 3, 4, 5])
        file.oldPacket([6])
        file.simplePacket([7, 8, 9], length: 1500)
        file.packet([], options: file.option(2, [0, 0, 0, 1]) + file.option(0, []))
        for piece in [1, 7, 1000] {
            let (packets, error) = read(file.bytes, piece: piece)
            #expect(error == nil)
            #expect(packets.map(\.bytes) == [[1, 2, 3, 4, 5], [6], [7, 8, 9], []])
            #expect(packets.map(\.length) == [12, 8, 1500, 7])
            #expect(packets.map(\.time) == [1_500_000_000, 1_500_000_000, 0, 1_500_000_000])
            #expect(packets.allSatisfy { $0.linkType == .raw })
        }
    }

    @Test func otherBlocksAreSteppedOver() {
        var file = Pcapng()
        file.section()
        file.block(4, [1, 2, 3, 4])
        file.interface()
        file.block(5, [UInt8](repeating: 7, count: 300_000))
        file.block(0x0bad_f00d, [])
        file.packet([1])
        file.block(0x8000_0001, [UInt8](repeating: 7, count: 5_000_000))
        file.packet([2])
        for piece in [1 << 10, 1 << 18] {
            let (packets, error) = read(file.bytes, piece: piece)
            #expect(error == nil)
            #expect(packets.map(\.bytes) == [[1], [2]])
        }
    }

    @Test func eachPacketHasTheLinkTypeAndTimeOfItsInterface() {
        var file = Pcapng()
        file.section()
        file.interface(1)
        file.interface(101, options: file.option(9, [9]))
        file.packet([1], interface: 0, ticks: 5)
        file.packet([2], interface: 1, ticks: 5)
        file.interface(113, options: file.option(2, Array("eth0".utf8)) + file.option(9, [3]) + file.option(0, []))
        file.packet([3], interface: 2, ticks: 5)
        file.packet([4], interface: 0, ticks: 6)
        let packets = read(file.bytes).packets
        #expect(packets.map(\.linkType) == [.ethernet, .raw, .linuxCooked, .ethernet])
        #expect(packets.map(\.time) == [5000, 5, 5_000_000, 6000])
    }

    @Test func sectionsHaveTheirOwnByteOrderAndInterfaces() {
        var little = Pcapng(little: true), big = Pcapng(little: false)
        little.section()
        little.interface(1)
        little.packet([1])
        big.section()
        big.interface(101)
        big.packet([2])
        let (packets, error) = read(little.bytes + big.bytes + little.bytes, piece: 11)
        #expect(error == nil)
        #expect(packets.map(\.bytes) == [[1], [2], [1]])
        #expect(packets.map(\.linkType) == [.ethernet, .raw, .ethernet])
        big = Pcapng(little: false)
        big.section()
        big.packet([2])
        let at = little.bytes.count + 28
        #expect(read(little.bytes + big.bytes).error == .noSuchInterface(at: at, interface: 0))
    }

    /// The byte of if_tsresol, the seconds of if_tsoffset, ticks, and the nanoseconds that they are.
    static let times: [(UInt8?, Int64?, UInt64, UInt64)] = [
        (nil, nil, 1, 1000), (0, nil, 3, 3_000_000_000), (3, nil, 7, 7_000_000), (6, nil, 7, 7000), (9, nil, 7, 7),
        (10, nil, 19, 1), (12, nil, 1_500_000, 1500), (28, nil, .max, 1), (29, nil, .max, 0), (127, nil, .max, 0),
        (0x80, nil, 2, 2_000_000_000), (0x81, nil, 3, 1_500_000_000), (0x8a, nil, 1024, 1_000_000_000),
        (0xa0, nil, 3 << 31, 1_500_000_000), (0xff, nil, .max, 0), (0, nil, .max, .max), (0x80, nil, .max, .max),
        (6, 10, 1, 10_000_001_000), (6, -10, 10_000_001, 1000), (6, -10, 1, 0), (6, .max, .max, .max),
        (0xff, .min, .max, 0), (9, 1, 1, 1_000_000_001),
    ]

    @Test(arguments: times)
    func timesAreInTheUnitOfTheInterface(_ unit: UInt8?, _ offset: Int64?, _ ticks: UInt64, _ nanoseconds: UInt64) {
        for little in [true, false] {
            var file = Pcapng(little: little), options: [UInt8] = []
            if let unit { options += file.option(9, [unit]) }
            if let offset { options += file.option(14, file.order.u64(UInt64(bitPattern: offset))) }
            file.section()
            file.interface(options: options)
            file.packet([], ticks: ticks)
            #expect(read(file.bytes).packets.map(\.time) == [nanoseconds])
        }
    }
}
