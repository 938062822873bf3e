import Testing

@testable import Agent

@Suite struct ConfigurationPrecedenceTests {
    @Test func flagsWinOverEnvironmentAndItOverTheFileKeyByKey() throws {
        let (configuration, problems) = try load(
            file: "good/typical.conf",
            environment: ["POLLING": "7", "SAMPLING": "70"],
            ["--polling", "3"]
        )
        #expect(problems.isEmpty)
        #expect(configuration.pollingInterval == 3)
        #expect(configuration.sampling.rate == 70)
        #expect(configuration.sampling.bitsPerSecondRatio == 0)
        #expect(configuration.headerBytes == 128)
        #expect(configuration.collectors.count == 2)
        #expect(configuration.captures.count == 3)
    }

    @Test func aListIsReplacedAsAWhole() throws {
        let (fromEnvironment, _) = try load(
            file: "good/typical.conf",
            environment: ["COLLECTOR": "a b:1  [::1]:2", "PORT": "9"]
        )
        #expect(
            fromEnvironment.collectors == [
                CollectorConfiguration(host: "a", port: 9), CollectorConfiguration(host: "b", port: 1),
                CollectorConfiguration(host: "::1", port: 2),
            ]
        )
        let (fromFlags, _) = try load(
            file: "good/typical.conf",
            environment: ["COLLECTOR": "a"],
            ["--collector=c", "--collector", "d:5"]
        )
        #expect(
            fromFlags.collectors == [
                CollectorConfiguration(host: "c"), CollectorConfiguration(host: "d", port: 5),
            ]
        )
    }

    @Test(arguments: [
        ("docker", ["docker0", "docker_gwbridge"]), ("flannel", ["cni0"]), ("ovs", []),
    ])
    func networksOfTheEnvironment(_ net: String, _ devices: [String]) throws {
        let (configuration, problems) = try load(environment: ["NET": net])
        #expect(configuration.captures.compactMap(\.device) == devices)
        #expect(problems.map(\.severity) == (net == "ovs" ? [.warning] : []))
    }

    @Test func otherNetworksAreSpeedsAndPatterns() throws {
        #expect(try load(environment: ["NET": "host"]).0.captures.first?.speeds == 1_000_000_000 ... .max)
        #expect(try load(environment: ["NET": "^eth"]).0.captures.first?.pattern == "^eth")
    }

    @Test func interfacesAndNoPacketsByFlag() throws {
        let (configuration, _) = try load(
            file: "good/typical.conf",
            ["--interface", "eth9", "--interface=^veth", "--no-packets"]
        )
        #expect(configuration.captures.map(\.device) == ["eth9", nil])
        #expect(configuration.captures.map(\.pattern) == [nil, "^veth"])
        #expect(!configuration.samplesPackets)
    }

    @Test func mistakesOutsideOfTheFileAreNamed() throws {
        let (_, problems) = try load(environment: ["POLLING": "soon"], ["--sampling", "x"])
        #expect(
            problems.map(\.description) == [
                "environment: error: polling: 'soon' is no whole number",
                "command line: error: sampling: 'x' is no whole number",
            ]
        )
    }

    @Test func aFileWithoutACollectorNeedsOneFromElsewhere() throws {
        #expect(try load(file: "bad/no-collector.conf").1.map(\.severity) == [.error])
        #expect(try load(file: "bad/no-collector.conf", ["--collector", "a"]).1.isEmpty)
        #expect(try load(file: "bad/no-collector.conf", ["--once", "--json"]).1.isEmpty)
    }

    @Test func emptyVariablesAreNone() throws {
        let (configuration, problems) = try load(environment: ["POLLING": "", "COLLECTOR": "", "NET": ""])
        #expect(problems.isEmpty)
        #expect(configuration.pollingInterval == 30)
    }

    @Test func aNamedFileMustBeThere() throws {
        let (_, problems) = try load(file: "good/none.conf")
        #expect(problems.first?.message == "cannot be read: No such file or directory")
    }
}
