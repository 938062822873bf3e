import Foundation
import Protobuf
import TestKit
import Testing

@testable import CRIWatcher

/// protoc, with the .proto files beside our declarations, reads what we write, and we read what it writes.
@Suite(.enabled(if: shell("command -v protoc").succeeded, "needs protoc (dev/setup.sh test)"))
struct ProtocolOracleTests {
    static let folder = Fixture.folder + "../../Sources/CRIWatcher/Protocol"

    /// A message, its name in a .proto file, and its text form, in which every field has a value.
    struct Case: CustomTestStringConvertible, Sendable {
        var file: String, name: String, text: String
        /// Bytes of protoc, read and written by us.
        var again: @Sendable ([UInt8]) throws -> [UInt8]

        var testDescription: String { name }

        init<M: ProtobufMessage>(_: M.Type, _ file: String, _ name: String, _ text: String) {
            (self.file, self.name, self.text) = (file, name, text)
            again = { try M($0).encoded }
        }
    }

    static let pod = """
        id: "a" metadata { name: "n" uid: "u" namespace: "s" attempt: 3 } state: 1 created_at: 1700000000000000000
        network { ip: "10.0.0.1" additional_ips { ip: "fd00::1" } additional_ips { ip: "fd00::2" } }
        linux { namespaces { options { network: 2 } } } labels { key: "k" value: "v" } labels { key: "l" value: "" }
        """
    static let container = """
        id: "c" metadata { name: "n" attempt: 4294967295 } state: 2 created_at: 1 started_at: -2 finished_at: 3
        exit_code: -1 image { image: "i" user_specified_image: "j" } image_ref: "r" reason: "OOMKilled"
        labels { key: "k" value: "Grüße" }
        """

    static let cases = [
        Case(VersionResponse.self, "cri", "runtime.v1.VersionResponse", #"runtime_name: "a" runtime_version: "b""#),
        Case(
            ListPodSandboxResponse.self,
            "cri",
            "runtime.v1.ListPodSandboxResponse",
            #"items { id: "a" state: 1 } items { id: "b" }"#
        ),
        Case(StatusRequest.self, "cri", "runtime.v1.PodSandboxStatusRequest", #"pod_sandbox_id: "a" verbose: true"#),
        Case(StatusRequest.self, "cri", "runtime.v1.ContainerStatusRequest", #"container_id: "a" verbose: true"#),
        Case(
            PodSandboxStatusResponse.self,
            "cri",
            "runtime.v1.PodSandboxStatusResponse",
            "status { \(pod) } info { key: \"info\" value: \"{}\" }"
        ),
        Case(
            ListContainersResponse.self,
            "cri",
            "runtime.v1.ListContainersResponse",
            #"containers { id: "a" pod_sandbox_id: "p" state: 2 }"#
        ),
        Case(
            ContainerStatusResponse.self,
            "cri",
            "runtime.v1.ContainerStatusResponse",
            "status { \(container) } info { key: \"info\" value: \"{}\" }"
        ),
        Case(
            ContainerEventResponse.self,
            "cri",
            "runtime.v1.ContainerEventResponse",
            """
            container_id: "c" container_event_type: 2 created_at: 5 pod_sandbox_status { \(pod) }
            containers_statuses { \(container) } containers_statuses { }
            """
        ),
        Case(SubscribeRequest.self, "containerd", "containerd.SubscribeRequest", #"filters: "a" filters: "b""#),
        Case(
            Envelope.self,
            "containerd",
            "containerd.Envelope",
            #"timestamp { seconds: 1 nanos: 2 } namespace: "n" topic: "t" event { type_url: "u" value: "\x00\xff" }"#
        ),
        Case(TaskStart.self, "containerd", "containerd.TaskStart", #"container_id: "a" pid: 4294967295"#),
        Case(
            TaskExit.self,
            "containerd",
            "containerd.TaskExit",
            #"container_id: "a" id: "b" pid: 1 exit_status: 137 exited_at { seconds: -1 nanos: 999999999 }"#
        ),
        Case(ContainerID.self, "containerd", "containerd.ContainerID", #"id: "a""#),
        Case(ContainerID.self, "containerd", "containerd.GetContainerRequest", #"id: "a""#),
        Case(ContainerID.self, "containerd", "containerd.GetTaskRequest", #"container_id: "a""#),
        Case(
            ListNamespacesResponse.self,
            "containerd",
            "containerd.ListNamespacesResponse",
            #"namespaces { name: "a" } namespaces { name: "b" }"#
        ),
        Case(
            ListPlainContainersResponse.self,
            "containerd",
            "containerd.ListContainersResponse",
            #"containers { id: "a" labels { key: "k" value: "v" } image: "i" created_at { seconds: 1 } }"#
        ),
        Case(
            GetPlainContainerResponse.self,
            "containerd",
            "containerd.GetContainerResponse",
            #"container { id: "a" labels { key: "k" value: "v" } image: "i" created_at { seconds: 1 } }"#
        ),
        Case(
            ListTasksResponse.self,
            "containerd",
            "containerd.ListTasksResponse",
            #"tasks { container_id: "a" id: "b" pid: 1 status: 4 exit_status: 2 exited_at { seconds: 1 } }"#
        ),
        Case(
            GetTaskResponse.self,
            "containerd",
            "containerd.GetTaskResponse",
            #"process { container_id: "a" id: "b" pid: 1 status: 4 exit_status: 2 exited_at { seconds: 1 } }"#
        ),
    ]

    @Test(arguments: cases) func bothWays(_ example: Case) throws {
        let bytes = try protoc("--encode", example, Array(example.text.utf8))
        #expect(!bytes.isEmpty)
        let ours = try example.again(bytes)
        let read = try protoc("--decode", example, ours), expected = try protoc("--decode", example, bytes)
        #expect(read == expected)
    }

    /// No message of the files is without a test here, but for the parts of others and those that are empty.
    @Test func everyMessageHasACase() throws {
        let tested = Set(Self.cases.map { $0.name.split(separator: ".").last.map(String.init) ?? "" })
        let parts: Set = [
            "PodSandbox", "PodSandboxStatus", "PodSandboxMetadata", "PodSandboxNetworkStatus", "PodIP",
            "LinuxPodSandboxStatus", "Namespace", "NamespaceOption", "Container", "ContainerStatus",
            "ContainerMetadata", "ImageSpec", "Timestamp", "Any", "NamespaceEntry", "Process",
        ]
        for file in ["cri", "containerd"] {
            for line in slurp("\(Self.folder)/\(file).proto").split(separator: "\n") where line.hasPrefix("message ") {
                guard !line.hasSuffix("{}") else { continue }
                let name = String(line.split(separator: " ")[1])
                #expect(tested.contains(name) || parts.contains(name), "\(name)")
            }
        }
    }

    /// Of the calls of the .proto file, and of those that we name, none changes anything.
    @Test func allCallsRead() {
        let reading = ["Version", "List", "Get", "PodSandboxStatus", "ContainerStatus", "Subscribe"]
        for method in CRIMethod.allCases {
            let name = method.rawValue.split(separator: "/").last ?? ""
            #expect(reading.contains(where: name.hasPrefix), "\(name)")
        }
    }

    private func protoc(_ action: String, _ example: Case, _ input: [UInt8]) throws -> [UInt8] {
        let process = Process(), stdin = Pipe(), stdout = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["protoc", "-I", Self.folder, "\(action)=\(example.name)", "\(example.file).proto"]
        (process.standardInput, process.standardOutput) = (stdin, stdout)
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(output)
    }
}
