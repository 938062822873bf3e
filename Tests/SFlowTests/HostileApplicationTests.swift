import SFlow
import Testing
import XDR

private typealias Make = HostileDatagramTests

/// Samples of applications whose fields promise what they do not hold. Each stands before a good sample.
@Suite struct HostileApplicationTests {
    static let metrics: UInt32 = 0x010c_c3ea, flow: UInt32 = 0x010c_c3eb
    /// A name of one letter.
    private static let name: [UInt32] = [1, 0x6100_0000]

    static let bad = [
        sample("an empty sample", metrics, []),
        sample("a name of four gigabytes", metrics, [.max, 0, 0]),
        sample("a name whose padding wraps", metrics, [0xffff_fffd, 0, 0]),
        sample("a name beyond the sample", metrics, [9, 0x6161_6161, 0x6161_6161]),
        sample("a name beyond its limit", metrics, [256] + Array(repeating: 0x6161_6161, count: 64) + [0]),
        sample("no count", metrics, name),
        sample("four billion metrics", metrics, name + [.max] + name + [3, 25]),
        sample("metrics whose bytes wrap", metrics, name + [0x1555_5556] + name + [3, 25]),
        sample("two metrics in the bytes of one", metrics, name + [2] + name + [3, 25]),
        sample("more metrics than anyone has", metrics, name + [1025] + Array(repeating: 0, count: 3 * 1025)),
        sample("a type that is not given", metrics, name + [1] + name + [7, 25]),
        sample("a type of all ones", metrics, name + [1] + name + [.max, 25]),
        sample("a type in the wrong order of bytes", metrics, name + [1] + name + [0x0300_0000, 25]),
        sample("a value that is not there", metrics, name + [2] + name + [3, 25] + name + [3]),
        sample("half a hyper", metrics, name + [1] + name + [4, 25]),
        sample("half a double", metrics, name + [1] + name + [6, 0x3ff0_0000]),
        sample("a text of four gigabytes", metrics, name + [1] + name + [0, .max]),
        sample("a text beyond its limit", metrics, name + [1] + name + [0, 256] + Array(repeating: 0, count: 64)),
        sample("an empty sample", flow, []),
        sample("no rate", flow, name),
        sample("four billion fields", flow, name + [1, 0, .max] + name + [4, 200]),
        sample("a type that is not given", flow, name + [1, 0, 1] + name + [8, 200]),
        sample("a type of all ones", flow, name + [1, 0, 1] + name + [.max, 200]),
        sample("a MAC of four bytes", flow, name + [1, 0, 1] + name + [1, 0xfe01_0203]),
        sample("an IPv6 address of four bytes", flow, name + [1, 0, 1] + name + [3, 0x2001_0db8]),
        sample("a value whose address could not be made", flow, name + [1, 0, 2] + name + [2] + name + [4, 200]),
    ]

    static let odd = [
        sample("nothing at all", metrics, [0, 0]),
        sample("metrics without names", metrics, [0, 2, 0, 3, 25, 0, 0, 0]),
        sample("the same name again", metrics, name + [2] + name + [3, 1] + name + [3, 2]),
        sample("not a number", metrics, name + [1] + name + [5, 0x7fc0_0000]),
        sample("an infinite double", metrics, name + [1] + name + [6, 0xfff0_0000, 0]),
        sample("a name that is no UTF-8", metrics, [4, 0xff80_c0fe, 0]),
        sample("a name of zeros", metrics, [4, 0, 0]),
        sample("more than is known", metrics, [0, 0, .max, .max]),
        sample("a rate of zero", flow, [0, 0, 0, 0]),
        sample("a rate of all ones", flow, [0, .max, .max, 0]),
    ]

    private static func sample(_ description: String, _ format: UInt32, _ body: [UInt32]) -> HostileDatagramTests.Case {
        let good = Make.counters(1, Make.portName).dropFirst(7)
        let sample = [format, UInt32(4 * body.count)] + body
        return HostileDatagramTests.Case(
            "\(DataFormat(word: format)): \(description)",
            nil,
            Make.head(2) + sample + good
        )
    }

    @Test(arguments: bad)
    func isABadSampleAndSpoilsNothingBehindIt(_ hostile: HostileDatagramTests.Case) {
        let tally = DatagramTally(hostile.bytes)
        #expect(tally.fault == .sample && tally.walkFault == nil && tally.badSamples == 1)
        #expect(tally.samples == 2 && tally.records == 1 && tally.badRecords == 0)
    }

    @Test(arguments: odd)
    func isReadHoweverOdd(_ hostile: HostileDatagramTests.Case) {
        let tally = DatagramTally(hostile.bytes)
        #expect(tally.fault == nil && tally.samples == 2 && tally.records == 1)
    }

    /// Text of any bytes is valid when it is read, and not much longer than it was.
    @Test(arguments: [
        "<script>alert(1)</script>", "a\0b", "\u{1b}[2J\u{7f}", "%n%s%x", "\"',;\\", "a\nb\r\n", "\u{202e}x", "",
    ])
    func textIsWhatItWasWhateverItHolds(_ text: String) throws {
        var metrics = RealTimeMetrics()
        metrics.dataSource = text
        metrics.metrics = [RealTimeMetric(text, .text(text))]
        #expect(try RealTimeMetrics(metrics.encoded(payload: [])) == metrics)
    }

    @Test func textThatIsNoUTF8IsRepaired() throws {
        let bytes: [UInt8] = [0, 0, 0, 255] + Array(repeating: 0xff, count: 256) + [0, 0, 0, 0]
        let name = try RealTimeMetrics(bytes).dataSource
        #expect(name == String(repeating: "\u{fffd}", count: 255))
    }
}
