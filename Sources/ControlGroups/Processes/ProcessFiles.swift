import Agent
import CLinux
import Glibc
import SystemFiles

/// Reads what procfs tells of processes.
struct ProcessFiles {
    private let proc: String
    /// Of the network namespace that is the host's; `nil`: not known.
    private let hostNetwork: UInt64?

    init(_ roots: SystemRoots) {
        proc = roots.proc
        // In another procfs than its own, the agent is not in the host's namespace but process 1 is.
        hostNetwork = Self.identifier(proc + (proc == "/proc" ? "/self" : "/1") + "/net/dev")
    }

    /// What decides of a process whether it is the first; `nil` where it has gone.
    func facts(_ id: Int32, _ buffer: inout [UInt8]) -> ProcessFacts? {
        guard let count = read(id, "status", &buffer),
            var facts = ProcessFacts(id, status: buffer.span.bytes.extracting(first: count)),
            let count = read(id, "stat", &buffer)
        else { return nil }
        facts.startTicks = startTicks(buffer.span.bytes.extracting(first: count)) ?? 0
        return facts
    }

    /// The path of the process's group in the watched hierarchy.
    func groupPath(_ id: Int32, _ hierarchies: Hierarchies, _ buffer: inout [UInt8]) -> String? {
        guard let count = read(id, "cgroup", &buffer) else { return nil }
        return hierarchies.path(buffer.span.bytes.extracting(first: count))
    }

    private func read(_ id: Int32, _ file: String, _ buffer: inout [UInt8]) -> Int? {
        var file = SystemFile("\(proc)/\(id)/\(file)")
        return try? file.read(into: &buffer)
    }

    /// Opens the counters of the process's network namespace, which lives for as long as they are open.
    func openNetwork(_ id: Int32, _ budget: DescriptorBudget) -> NetworkFile? {
        let descriptor = unsafe open("\(proc)/\(id)/net/dev", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, UInt64(status.st_ino) != hostNetwork else {
            close(descriptor)
            return status.st_ino != 0 ? NetworkFile(descriptor: -1, namespace: .host) : nil
        }
        return NetworkFile(descriptor: budget.kept(descriptor), namespace: .other(UInt64(status.st_ino)))
    }

    /// The namespace of a process, by the inode of its `net/dev`: procfs makes that file once for each namespace.
    private static func identifier(_ path: String) -> UInt64? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }
}
