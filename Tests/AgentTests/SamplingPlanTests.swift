import Testing

@testable import Agent

@Suite struct SamplingPlanTests {
    struct RateCase: Sendable, CustomTestStringConvertible {
        var speed: UInt64 = 10_000_000_000
        var capture: Int?
        var bySpeed: [UInt64: Int] = [:]
        var ratio: Int?
        var rate: Int?
        var hasFile = true
        var expected: UInt32
        var rule: SamplingRule
        var testDescription: String { "\(rule) \(expected)" }
    }

    @Test(arguments: [
        RateCase(capture: 5, bySpeed: [10_000_000_000: 6], ratio: 7, rate: 8, expected: 5, rule: .capture),
        RateCase(bySpeed: [10_000_000_000: 6], ratio: 7, rate: 8, expected: 6, rule: .speed),
        RateCase(bySpeed: [1_000_000_000: 6], ratio: 1_000_000, rate: 8, expected: 10_000, rule: .ratio),
        RateCase(speed: 0, ratio: 1_000_000, rate: 8, expected: 8, rule: .rate),
        RateCase(ratio: 0, rate: 8, expected: 8, rule: .rate),
        RateCase(rate: 8, expected: 8, rule: .rate),
        RateCase(ratio: 100_000_000_000, expected: 1, rule: .ratio),
        RateCase(expected: 10_000, rule: .fileRatio),
        RateCase(speed: 10_000_000, expected: 100, rule: .fileRatio),
        RateCase(speed: 0, expected: 400, rule: .standard),
        RateCase(ratio: 0, expected: 400, rule: .standard),
        RateCase(hasFile: false, expected: 400, rule: .standard),
        RateCase(capture: 0, rate: 8, expected: 0, rule: .capture),
    ])
    func theFirstRuleThatAppliesCounts(_ test: RateCase) {
        var rates = SamplingRates()
        rates.bySpeed = test.bySpeed
        rates.bitsPerSecondRatio = test.ratio
        rates.rate = test.rate
        rates.hasFile = test.hasFile
        let (rate, rule) = rates.rate(forSpeed: test.speed, capture: test.capture)
        #expect(rate == test.expected)
        #expect(rule == test.rule)
    }

    private let host = [
        interface(1, "lo", flags: 0x49), interface(2, "eth0", speed: 1_000_000_000),
        interface(3, "bond0", kind: "bond"),
        interface(4, "eth0.5", kind: "vlan"), interface(5, "br0", kind: "bridge"), interface(6, "veth1", kind: "veth"),
        interface(7, "vxlan1", kind: "vxlan"), interface(8, "wg0", kind: "wireguard"), interface(9, "eth1", flags: 0),
    ]

    private func names(_ captures: [Capture]) -> [String] {
        var configuration = AgentConfiguration()
        configuration.captures = captures
        return SamplingPlan(configuration: configuration, interfaces: host).targets.map(\.interfaceName)
    }

    private func capture(device: String? = nil, pattern: String? = nil, speeds: ClosedRange<UInt64>? = nil) -> Capture {
        var capture = Capture()
        (capture.device, capture.pattern, capture.speeds) = (device, pattern, speeds)
        return capture
    }

    @Test func allSuitableInterfaces() { #expect(names([Capture()]) == ["eth0", "veth1", "wg0", "eth1"]) }
    @Test func whatIsNamedIsAlwaysTaken() {
        for interface in host { #expect(names([capture(device: interface.name)]) == [interface.name]) }
    }
    @Test func patternsTakeBridgesButNoBonds() { #expect(names([capture(pattern: "^b")]) == ["br0"]) }
    @Test func unknownSpeedsMatchNoRange() { #expect(names([capture(speeds: 1 ... .max)]) == ["eth0"]) }
    @Test func nothingIsSampledWithoutACapture() { #expect(names([]).isEmpty) }

    @Test func everyInterfaceThatIsNotSampledHasAReason() {
        var configuration = AgentConfiguration()
        configuration.captures = [Capture(), capture(device: "eth7")]
        configuration.sampling.bySpeed = [1_000_000_000: 0]
        let plan = SamplingPlan(configuration: configuration, interfaces: host)
        #expect(plan.targets.count + plan.skips.count == host.count + 1)
        #expect(plan.skips.first { $0.interfaceName == "eth7" }?.reason == "there is no such interface yet")
        #expect(plan.skips.first { $0.interfaceName == "eth0" }?.reason == "sampling.<speed> is 0")
        #expect(plan.skips.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func theNamedCaptureWinsOverOthers() {
        var named = capture(device: "eth0"), configuration = AgentConfiguration()
        named.samplingRate = 7
        named.isPromiscuous = true
        configuration.captures = [Capture(), named]
        configuration.headerBytes = 64
        let plan = SamplingPlan(configuration: configuration, interfaces: [host[1]])
        #expect(
            plan.targets == [
                SamplingTarget(
                    interfaceIndex: 2,
                    interfaceName: "eth0",
                    samplingRate: 7,
                    headerBytes: 64,
                    isPromiscuous: true
                )
            ]
        )
    }

    @Test func packetsCanBeSwitchedOff() {
        var configuration = AgentConfiguration()
        configuration.captures = [Capture()]
        configuration.samplesPackets = false
        #expect(SamplingPlan(configuration: configuration, interfaces: host).targets.isEmpty)
    }
}
