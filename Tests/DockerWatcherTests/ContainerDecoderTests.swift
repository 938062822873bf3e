import Agent
import JSON
import NetTypes
import Testing

@testable import DockerWatcher

@Suite struct ContainerDecoderTests {
    private let decoder = ContainerDecoder(runtime: .docker)

    /// As Docker 20.10 lists a container.
    @Test func aListedContainer() throws {
        let container = try #require(
            decoder.listed(
                try JSONValue(
                    """
                    {"Id":"61a4","Names":["/web/alias","/shop"],"Image":"bb:1","ImageID":"sha256:a2","Created":1795280742,
                     "Labels":{"com.docker.compose.project":"p","x":"y","n":null},"State":"running","Status":"Up 1 second",
                     "HostConfig":{"NetworkMode":"default"},"NetworkSettings":{"Networks":{"bridge":{"IPAMConfig":null,
                     "IPAddress":"10.97.1.2","GlobalIPv6Address":"2001:db8::2","MacAddress":"02:42:0a:61:01:02"},
                     "n1":{"IPAddress":"","MacAddress":""}}},"Mounts":[]}
                    """
                )
            )
        )
        var expected = WorkloadDescription(id: "61a4", kind: .container, runtime: .docker)
        (expected.name, expected.image, expected.state) = ("shop", "bb:1", .running)
        expected.labels = ["com.docker.compose.project": "p", "x": "y"]
        expected.addresses = [.v4(0x0a61_0102), try #require(IPAddress("2001:db8::2"))]
        expected.hardwareAddresses = [0x0242_0a61_0102]
        #expect(container == expected)
    }

    /// As podman 4.3 lists one.
    @Test func podmanSaysLess() throws {
        let text =
            #"{"Id":"07","Names":["/sn"],"Image":"localhost/bb:1","State":"created","NetworkSettings":{"Networks":null}}"#
        let container = try #require(ContainerDecoder(runtime: .podman).listed(try JSONValue(text)))
        #expect(container.name == "sn" && container.state == .created && container.runtime == .podman)
        #expect(container.addresses == [] && container.network == .own)
    }

    private static let inspected = """
        {"Id":"62d5","State":{"Status":"%S","Running":true,"Pid":878,"ExitCode":3,"StartedAt":"2026-11-21T17:05:43.93997176Z",
         "FinishedAt":"2026-11-21T17:05:44.5Z"},"Name":"/ss","HostConfig":{"NetworkMode":"container:61a4","Runtime":"runc",
         "DeviceRequests":null},"Config":{"Hostname":"shop1","Env":["NVIDIA_VISIBLE_DEVICES=all"],"Image":"bb:1",
         "Labels":{"a":"b"}},"NetworkSettings":{"Networks":{}}}
        """

    private func inspected(_ status: String) throws -> WorkloadDescription {
        let text = Self.inspected.replacing("%S", with: status)
        return try #require(decoder.inspected(try JSONValue(text)))
    }

    @Test func anInspectedContainer() throws {
        var expected = WorkloadDescription(id: "62d5", kind: .container, runtime: .docker)
        (expected.name, expected.hostName, expected.image, expected.state) = ("ss", "shop1", "bb:1", .running)
        (expected.processID, expected.startedAt) = (878, 1_795_280_743_939)
        (expected.network, expected.labels) = (.shared(with: "61a4"), ["a": "b"])
        #expect(try inspected("running") == expected)
    }

    @Test func anEndedOneHasNoProcess() throws {
        let container = try inspected("exited")
        #expect(container.state == .ended(exitCode: 3))
        #expect(container.processID == nil && container.endedAt == 1_795_280_744_500)
        #expect(try inspected("restarting").state == .ended(exitCode: 3))
        #expect(try inspected("paused").processID == 878)
    }

    @Test(arguments: [
        "null", "5", "{}", #"{"Id":5}"#, #"{"Id":""}"#, #"{"Id":"../x"}"#, #"{"Id":"a b"}"#, #"{"Id":".."}"#,
    ])
    func withoutAnIdentifierThereIsNothing(text: String) throws {
        #expect(decoder.listed(try JSONValue(text)) == nil)
        #expect(decoder.inspected(try JSONValue(text)) == nil)
    }

    @Test(arguments: [
        #"{"Id":"a","Names":5,"Image":[],"State":{},"Labels":[1],"HostConfig":7,"NetworkSettings":{"Networks":[1]}}"#,
        #"{"Id":"a","State":"?","Config":3,"NetworkSettings":{"Networks":{"n":5,"m":{"IPAddress":9,"MacAddress":"zz"}}}}"#,
        #"{"Id":"a","State":{"Pid":1e99,"ExitCode":0.5,"StartedAt":"soon","Status":"?"}}"#,
    ])
    func wrongTypesAreAsIfNotSaid(text: String) throws {
        let empty = WorkloadDescription(id: "a", kind: .container, runtime: .docker)
        #expect(decoder.listed(try JSONValue(text)) == empty)
        #expect(decoder.inspected(try JSONValue(text)) == empty)
    }

    @Test func labelsAreBoundedAndTheKnownOnesStay() throws {
        var members = (0..<200).map { JSONMember(name: "a\($0)", value: .string("v")) }
        members.append(JSONMember(name: "com.docker.swarm.service.name", value: .string("shop")))
        members.append(JSONMember(name: "long", value: .string(String(repeating: "x", count: 5000))))
        let kept = ContainerLabels.kept(members)
        #expect(kept.count == ContainerLabels.maximumCount)
        #expect(kept["com.docker.swarm.service.name"] == "shop" && kept["long"] == nil)
        let large = (0..<50).map { JSONMember(name: "a\($0)", value: .string(String(repeating: "v", count: 1000))) }
        #expect(ContainerLabels.kept(large).count == 8)
    }

    @Test(arguments: [
        (
            #"{"HostConfig":{"DeviceRequests":[{"Driver":"","Count":-1,"DeviceIDs":null,"Capabilities":[["gpu"]]}]}}"#,
            ["all"]
        ),
        (#"{"HostConfig":{"DeviceRequests":[{"Count":2,"Capabilities":[["gpu","nvidia"]]}]}}"#, ["0", "1"]),
        (
            #"{"HostConfig":{"DeviceRequests":[{"DeviceIDs":["GPU-8d","1","1"],"Capabilities":[["gpu"]]}]}}"#,
            ["GPU-8d", "1"]
        ),
        (
            #"{"HostConfig":{"DeviceRequests":[{"Driver":"cdi","DeviceIDs":["nvidia.com/gpu=3","vendor.com/nic=1"]}]}}"#,
            ["3"]
        ),
        (#"{"HostConfig":{"DeviceRequests":[{"Count":1e300,"Capabilities":[["gpu"]]}]}}"#, (0..<64).map { "\($0)" }),
        (#"{"HostConfig":{"DeviceRequests":[{"Count":-1,"Capabilities":[["tpu"]]}]}}"#, []),
        (#"{"HostConfig":{"Devices":[{"PathOnHost":"/dev/nvidia2"},{"PathOnHost":"/dev/nvidiactl"}]}}"#, ["2"]),
        (
            #"{"HostConfig":{"Runtime":"nvidia"},"Config":{"Env":["A=b","NVIDIA_VISIBLE_DEVICES=0,GPU-7"]}}"#,
            ["0", "GPU-7"]
        ),
        (#"{"HostConfig":{"Runtime":"nvidia"},"Config":{"Env":["NVIDIA_VISIBLE_DEVICES=none"]}}"#, []),
        (#"{"HostConfig":{"Runtime":"runc"},"Config":{"Env":["NVIDIA_VISIBLE_DEVICES=all"]}}"#, []),
        (#"{"HostConfig":{"Runtime":"oci"},"Config":{"Env":["NVIDIA_VISIBLE_DEVICES=all"]}}"#, ["all"]),
        (#"{"HostConfig":{"DeviceRequests":{"Count":1},"Devices":[5,{"PathOnHost":7}]},"Config":{"Env":{"a":1}}}"#, []),
    ])
    func gpus(text: String, expected: [String]) throws {
        #expect(ContainerGPUs.identifiers(try JSONValue(text)) == expected)
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-21T17:05:43.93997176Z", 1_795_280_743_939),
            ("2024-02-29T23:59:60.5+00:00", 1_709_251_200_500), ("2026-11-21T18:05:43.939+01:00", 1_795_280_743_939),
            ("2026-11-21T12:35:43-04:30", 1_795_280_743_000), ("0001-01-01T00:00:00Z", nil), ("", nil), ("now", nil),
            ("2026-11-21 17:05:43", nil), ("2026-11-21T17:05:43.Z", nil), ("2026-13-21T17:05:43Z", nil),
            ("2026-11-21T17:05:43", nil), ("2026-11-21T17:05:43+0100", nil), ("2026-1x-21T17:05:43Z", nil),
        ] as [(String, Int64?)]
    )
    func times(text: String, expected: Int64?) { #expect(engineTime(text) == expected) }

    @Test func longNamesAreCut() {
        let name = bounded(String(repeating: "é", count: 1000))
        #expect(name.utf8.count <= 256 && name.hasSuffix("é…"))
        #expect(bounded("web") == "web")
    }
}
