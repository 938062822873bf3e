import Foundation
import JSON
import TestKit
import Testing

/// A real containerd of this test's own, driven by e2e/30_containers/containerd.py.
final class PrivateContainerd {
    static let script = Fixture.folder + "../../e2e/30_containers/containerd.py"
    static let python = Fixture.folder + "../../e2e/.venv/bin/python"

    /// What is missing to run one; `nil`: nothing.
    static let missing: String? = {
        guard FileManager.default.isExecutableFile(atPath: python) else { return "needs dev/setup.sh test" }
        let (output, succeeded) = shell(
            "'\(python)' -c 'import sys; sys.path.insert(0, sys.argv[1]); import containerd; print(containerd.missing() or str())' '\(script.dropLast(14))' 2>&1"
        )
        let reason = output.split(separator: "\n").last.map(String.init) ?? ""
        return succeeded && reason.isEmpty ? nil : "\(reason)"
    }()

    let socket: String
    private let directory: String
    private let process = Process()
    private let input = Pipe(), output = Pipe()

    init(subnet: String) throws {
        directory = "/tmp/starling-cri-\(getpid())"
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = [Self.script, directory, subnet]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        socket = directory + "/containerd.sock"
        _ = try line()
    }

    /// Ends it and removes what it made.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Calls a method of the script's class.
    @discardableResult
    func call(_ method: String, _ arguments: [JSONMember] = []) throws -> JSONValue {
        var writer = JSONWriter()
        JSONValue.array([.string(method), .object(arguments)]).write(to: &writer)
        try input.fileHandleForWriting.write(contentsOf: Data(writer.bytes + [10]))
        let answer = try line()
        if case .string(let error)? = answer["error"] { throw Failure(description: "\(method): \(error)") }
        return answer["answer"] ?? .null
    }

    struct Failure: Error, CustomStringConvertible { var description: String }

    private func line() throws -> JSONValue {
        var bytes: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { bytes.append(byte) }
        guard !bytes.isEmpty else { throw Failure(description: "containerd.py has ended") }
        return try JSONValue(bytes)
    }
}

extension PrivateContainerd {
    func runPod(_ name: String, namespace: String, uid: String, onHost: Bool = false) throws -> String {
        try text(
            call(
                "run_pod",
                [
                    JSONMember(name: "name", value: .string(name)),
                    JSONMember(name: "namespace", value: .string(namespace)),
                    JSONMember(name: "uid", value: .string(uid)),
                    JSONMember(name: "host_network", value: .bool(onHost)),
                    JSONMember(
                        name: "labels",
                        value: .object([JSONMember(name: "app", value: .string("shop"))])
                    ),
                ]
            )
        )
    }

    func runContainer(_ pod: String, _ name: String, _ command: String, attempt: Int = 0) throws -> String {
        try text(
            call(
                "run_container",
                [
                    JSONMember(name: "pod", value: .string(pod)),
                    JSONMember(name: "name", value: .string(name)),
                    JSONMember(name: "command", value: .array(["/bin/sh", "-c", command].map { .string($0) })),
                    JSONMember(name: "attempt", value: .number(Double(attempt))),
                ]
            )
        )
    }

    func runPlain(_ namespace: String, _ name: String, _ command: String) throws -> String {
        try text(
            call(
                "run_plain",
                [
                    JSONMember(name: "namespace", value: .string(namespace)),
                    JSONMember(name: "name", value: .string(name)),
                    JSONMember(name: "command", value: .array(["/bin/sh", "-c", command].map { .string($0) })),
                    JSONMember(name: "labels", value: .object([JSONMember(name: "team", value: .string("a"))])),
                ]
            )
        )
    }

    /// Calls a method about one workload.
    func call(_ method: String, _ argument: String, _ id: String) throws {
        try call(method, [JSONMember(name: argument, value: .string(id))])
    }

    private func text(_ value: JSONValue) throws -> String {
        guard case .string(let text) = value else { throw Failure(description: "\(value) is no text") }
        return text
    }
}
