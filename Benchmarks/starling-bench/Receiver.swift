import FlowLanguage
import Foundation

/// A program that takes the load, under measurement.
struct Receiver {
    let name: String
    let port: UInt16
    private let process: ChildProcess
    /// What it wrote, to be removed.
    private let directory: String?

    private init(_ name: String, _ port: UInt16, _ process: ChildProcess, directory: String? = nil) {
        self.name = name
        self.port = port
        self.process = process
        self.directory = directory
    }

    func stop() {
        process.stop()
        if let directory { try? FileManager.default.removeItem(atPath: directory) }
    }

    /// Of the process and of those that it started.
    func cpuSeconds() throws -> Double {
        try Self.family(of: process.identifier).reduce(0) { $0 + (try processorSeconds(of: $1)) }
    }

    private static func family(of process: Int32) -> [Int32] {
        let path = "/proc/\(process)/task/\(process)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ").compactMap {
            Int32($0)
        }
        return [process] + (children ?? []).flatMap(family)
    }

    /// Datagrams that the kernel dropped because the buffer of its socket was full (/proc/net/udp).
    func drops() throws -> Int {
        let suffix = String(format: ":%04X", port)
        return try ["/proc/net/udp", "/proc/net/udp6"].reduce(0) { sum, path in
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
            let mine = lines.map { $0.split(separator: " ") }.filter { $0.count > 12 && $0[1].hasSuffix(suffix) }
            return sum + mine.reduce(0) { $0 + (Int($1[$1.count - 1]) ?? 0) }
        }
    }

    /// Waits until the port is somebody's.
    private func whenReady() throws -> Receiver {
        let suffix = String(format: ":%04X ", port)
        for _ in 0..<100 {
            let sockets = (try? String(contentsOfFile: "/proc/net/udp", encoding: .utf8)) ?? ""
            if sockets.contains(suffix) { return self }
            guard process.isRunning else { break }
            usleep(50_000)
        }
        stop()
        throw BenchError("\(name) does not receive")
    }
}

// MARK: The programs

extension Receiver {
    /// The floor: receives, and throws away or counts 5-tuples.
    static func sink(decodes: Bool, isJoined: Bool, core: Int?) throws -> Receiver {
        let arguments = ["sink", decodes ? "decode" : "discard", isJoined ? "joined" : "each"]
        let process = try ChildProcess(CommandLine.arguments[0], arguments, core: core, readsOutput: true)
        guard let port = process.line().flatMap({ UInt16($0) }) else { throw BenchError("the sink did not start") }
        return Receiver(decodes ? "C, 5-tuples in a hash table" : "C, receive and discard", port, process)
    }

    static func analyzer(
        _ name: String,
        _ definitions: [FlowDefinition],
        binaries: String,
        core: Int?
    ) throws -> Receiver {
        let analyzer = try Analyzer(binaries: binaries, core: core)
        for (number, definition) in definitions.enumerated() { try analyzer.define("bench\(number)", definition) }
        return Receiver("starling, \(name)", analyzer.sflowPort, analyzer.process)
    }

    /// pmacct's collector with a 5-tuple aggregate that is written every 5 s.
    static func sfacctd(core: Int?) throws -> Receiver {
        let (port, directory) = try prepare("sfacctd")
        let configuration = """
            daemonize: false
            sfacctd_ip: 127.0.0.1
            sfacctd_port: \(port)
            sfacctd_pipe_size: 16777216
            plugins: print
            aggregate: src_host,dst_host,src_port,dst_port,proto
            sfacctd_renormalize: true
            plugin_pipe_size: 104857600
            plugin_buffer_size: 102400
            print_output: csv
            print_output_file: \(directory)/flows.csv
            print_refresh_time: 5
            """
        try configuration.write(toFile: "\(directory)/sfacctd.conf", atomically: true, encoding: .utf8)
        let process = try ChildProcess("sfacctd", ["-f", "\(directory)/sfacctd.conf"], core: core)
        return try Receiver("sfacctd, 5-tuples", port, process, directory: directory).whenReady()
    }

    /// nfdump's collector, which writes a record for each sample.
    static func sfcapd(core: Int?) throws -> Receiver {
        let (port, directory) = try prepare("sfcapd")
        let arguments = ["-b", "127.0.0.1", "-p", "\(port)", "-w", directory, "-B", "16777216", "-t", "60"]
        let process = try ChildProcess("sfcapd", arguments, core: core)
        return try Receiver("sfcapd, all samples to a file", port, process, directory: directory).whenReady()
    }

    private static func prepare(_ name: String) throws -> (port: UInt16, directory: String) {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "starling-bench-\(name)-\(getpid())"
        ).path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return (try freePort(SOCK_DGRAM), directory)
    }
}
