import Foundation

/// What following containers costs a node: the processor time of the agent and of Docker together, beside what Docker
/// needs to be asked for each container's statistics, which is how agents that poll the runtime work.
struct ContainersBench {
    let binaries: String
    /// Running containers.
    let count: Int
    /// Of each measurement.
    let seconds: Int

    /// Measures in namespaces of its own, where its containers, shims and mounts end with it.
    func run(into report: inout Report) throws {
        guard geteuid() == 0 else { throw BenchSkip("not root") }
        for program in ["dockerd", "containerd", "runc", "docker", "busybox", "unshare", "setpriv"]
        where !Self.isThere(program) {
            throw BenchSkip("there is no \(program)")
        }
        let directory = NSTemporaryDirectory() + "starling-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer {
            Self.removeGroups(of: directory)
            try? FileManager.default.removeItem(atPath: directory)
        }
        try report.add(measureInNamespaces(directory))
    }

    /// The command that measures.
    private func inside(_ directory: String) -> [String] {
        [CommandLine.arguments[0], "inside", binaries, "\(count)", "\(seconds)", directory]
    }

    private func measureInNamespaces(_ directory: String) throws -> Report {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // The shell is the namespace's first process, which orphans go to. Foundation needs the loopback to wait for processes.
        let words = """
            setpriv --pdeathsig KILL unshare --mount --propagation slave --net --pid --mount-proc --fork --kill-child \
            sh -c 'ip link set dev lo up && "$@"; exit' sh
            """
        process.arguments = ["sh", "-c", "exec \(words) \"$@\"", "sh"] + inside(directory)
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError("containers could not be measured") }
        return try JSONDecoder().decode(Report.self, from: text)
    }

    private static func isThere(_ program: String) -> Bool {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return path.contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// The kernel keeps the control groups of containers whose processes were killed.
    private static func removeGroups(of directory: String) {
        let manager = FileManager.default, root = "/sys/fs/cgroup"
        let containers = (try? manager.contentsOfDirectory(atPath: "\(directory)/data/containers")) ?? []
        let hierarchies = (try? manager.contentsOfDirectory(atPath: root)) ?? []
        for parent in hierarchies.map({ "\(root)/\($0)/docker" }) + ["\(root)/docker"] {
            for container in containers { rmdir("\(parent)/\(container)") }
        }
    }
}
