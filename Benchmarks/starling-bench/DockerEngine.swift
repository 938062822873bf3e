import Foundation

/// A dockerd under measurement, with all that it has below a directory. Its containers have no network.
final class DockerEngine: Sendable {
    let socket: String
    private let directory: String
    private let log: FileHandle
    private static let image = "starling-bench:latest"
    /// Containers that are started at a time.
    private static let starters = 4

    /// Starts it, waits until it answers, and gives it an image.
    init(directory: String) throws {
        self.directory = directory
        socket = "\(directory)/docker.sock"
        _ = FileManager.default.createFile(atPath: "\(directory)/dockerd.log", contents: nil)
        log = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(directory)/dockerd.log"))
        try start()
        try loadImage()
    }

    private func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "dockerd", "--data-root", "\(directory)/data", "--exec-root", "\(directory)/exec", "-H", "unix://\(socket)",
            "-p", "\(directory)/pid", "--bridge", "none", "--iptables=false",
        ]
        process.standardOutput = log
        process.standardError = log
        try process.run()
        for _ in 0..<300 {
            if (try? ask("GET", "/_ping")) != nil { return }
            guard process.isRunning else { throw BenchError("dockerd ended at once") }
            usleep(100_000)
        }
        throw BenchError("dockerd does not answer")
    }

    private func loadImage() throws {
        let tree = "\(directory)/image"
        try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
        try Self.command("cp", "/bin/busybox", "\(tree)/busybox")
        try Self.command("tar", "-C", tree, "-cf", "\(tree).tar", ".")
        try Self.command("docker", "-H", "unix://\(socket)", "import", "\(tree).tar", Self.image)
    }

    /// Starts so many containers that sleep.
    func run(_ count: Int) throws {
        let failures = Collected<any Error>()
        inParallel(Self.starters) { [self] starter in
            do {
                for number in stride(from: starter, to: count, by: Self.starters) { try runOne("bench-\(number)") }
            } catch {
                failures.add(error)
            }
        }
        if let failure = failures.all.first { throw failure }
    }

    private func runOne(_ name: String) throws {
        let body = """
            {"Image":"\(Self.image)","Cmd":["/busybox","sleep","1000000"],"HostConfig":{"NetworkMode":"none"}}
            """
        try ask("POST", "/containers/create?name=\(name)", body)
        try ask("POST", "/containers/\(name)/start")
    }

    @discardableResult
    func ask(_ method: String, _ path: String, _ body: String = "") throws -> Data {
        try HTTP.ask(method, path, body: body, at: .socket(socket))
    }

    /// Processor seconds.
    struct Use {
        var dockerd: Double
        /// Those of containerd as well.
        var daemons: Double
        /// Those of the shims as well. There is one for each container, and hundreds of them use more at rest than the
        /// answers to any questions, and not always as much.
        var all: Double
    }

    /// What Docker uses while `body` runs.
    func used(while body: () throws -> Void) throws -> Use {
        let before = try used()
        try body()
        let after = try used()
        return Use(
            dockerd: after.dockerd - before.dockerd,
            daemons: after.daemons - before.daemons,
            all: after.all - before.all
        )
    }

    private func used() throws -> Use {
        let dockerd = try processorSeconds(ofAll: ["dockerd"])
        let daemons = dockerd + (try processorSeconds(ofAll: ["containerd"]))
        return Use(
            dockerd: dockerd,
            daemons: daemons,
            all: daemons + (try processorSeconds(ofAll: ["containerd-shim"]))
        )
    }

    private static func command(_ words: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError("\(words.joined(separator: " ")) failed") }
    }
}
