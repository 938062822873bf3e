import Agent
import Protobuf

/// All that a runtime may send, for the fuzzer.
package enum RuntimeMessages {
    /// Reads `bytes` as a message of each kind; what was read must read the same again when it was written.
    package static func check(_ bytes: [UInt8]) {
        check(VersionResponse.self, bytes)
        check(ListPodSandboxResponse.self, bytes)
        check(PodSandboxStatusResponse.self, bytes)
        check(ListContainersResponse.self, bytes)
        check(ContainerStatusResponse.self, bytes)
        check(ContainerEventResponse.self, bytes)
        check(Envelope.self, bytes)
        check(TaskExit.self, bytes)
        check(ListPlainContainersResponse.self, bytes)
        check(ListTasksResponse.self, bytes)
        if let answer = try? ContainerStatusResponse(bytes) {
            _ = WorkloadDescription(answer, podID: nil, runtime: .containerd)
        }
        if let answer = try? PodSandboxStatusResponse(bytes) { _ = WorkloadDescription(answer, runtime: .crio) }
        if let answer = try? GetPlainContainerResponse(bytes) {
            _ = WorkloadDescription(answer.container, task: try? TaskProcess(bytes), runtime: .containerd)
        }
    }

    private static func check<M: ProtobufMessage>(_: M.Type, _ bytes: [UInt8]) {
        guard let message = try? M(bytes) else { return }
        let written = message.encoded
        guard let again = try? M(written) else { preconditionFailure("what was written cannot be read") }
        precondition(again == message && again.encoded == written, "what was written reads differently")
    }
}
