import SFlow
import TestKit
import Testing
import XDR

@testable import FlowLanguage

/// Fields that applications name themselves.
@Suite struct RealTimeKeyTests {
    private static let fields = [
        RealTimeFlowField("user", .text("ann")), RealTimeFlowField("empty", .text("")),
        RealTimeFlowField("mac", .mac(0xd8d3_85b2_dd2b)), RealTimeFlowField("ip", .ipv4(0xc000_0201)),
        RealTimeFlowField("ip6", .ipv6(1)), RealTimeFlowField("small", .int32(.max)),
        RealTimeFlowField("large", .int64(.max)), RealTimeFlowField("ratio", .float(0.5)),
        RealTimeFlowField("load", .double(-3.25)), RealTimeFlowField("Größe, in m²", .double(7.9)),
    ]

    /// The key of a definition for a sample of the fields; `nil` where it lacks one.
    private func key(_ keys: String, filter: String = "", cut: Int = 0) throws -> String? {
        var sample = RealTimeFlow(), writer = XDRWriter()
        (sample.dataSource, sample.fields) = ("app", Self.fields)
        writer.record(sample)
        let bytes = writer.bytes, body = ByteRange(offset: 8, count: bytes.count - 8 - cut)
        var samples = PacketSamples()
        samples.read(realTimeFlow: body, samplingRate: 0, source: 0)
        let program = try FlowProgram(FlowDefinition(keys: keys, value: "requests", filter: filter, separator: "|"))
        var buffer = KeyBuffer()
        guard program.evaluate(samples.samples[0], bytes.span.bytes, program.makeState(), into: &buffer) else {
            return nil
        }
        return program.render(buffer.key(program.keyWords))
    }

    @Test(arguments: [
        ("user", "ann"), ("mac", "D8D385B2DD2B"), ("ip", "192.0.2.1"), ("ip6", "::1"), ("small", "4294967295"),
        ("large", "18446744073709551615"), ("ratio", "0.5"), ("load", "-3.25"),
    ])
    func valuesAreTexts(_ name: String, _ text: String) throws { #expect(try key("rtflow.\(name)") == text) }

    @Test(arguments: [("small", "4294967295"), ("large", "18446744073709551615"), ("ratio", "0")])
    func numbersAreNumbers(_ name: String, _ text: String) throws { #expect(try key("rtvalue.\(name)") == text) }

    @Test(arguments: ["rtflow.empty", "rtflow.none", "rtvalue.user", "rtvalue.load", "rtvalue.none", "bytes", "frames"])
    func whatIsNoneIsNotThere(_ name: String) throws { #expect(try key(name) == nil) }

    @Test func anyNameMayBeQuoted() throws {
        #expect(try key("'rtvalue.Größe, in m²',rtflow.user") == "7|ann")
    }

    @Test func filtersReadThem() throws {
        #expect(try key("requests", filter: "rtflow.user~a.*&rtvalue.small=4294967295") == "1")
        #expect(try key("requests", filter: "rtflow.user=bob") == nil)
    }

    @Test func namesHaveOneByteAtLeast() {
        #expect(FlowKey.named("rtflow.") == nil && FlowKey.named("rtvalue.") == nil && FlowKey.named("rtflow") == nil)
        #expect(FlowKey.named("rtflow.a.1")?.name == "rtflow.a.1")
    }

    @Test func whatIsCutIsNotThere() throws {
        for cut in 1..<200 { #expect(try key("'rtvalue.Größe, in m²'", cut: cut) == nil) }
        #expect(try key("rtflow.user", cut: 40) == "ann")
    }
}
