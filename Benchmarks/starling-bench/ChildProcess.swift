import Foundation

/// A process under measurement: what it used, and that it ends with us.
final class ChildProcess {
    private let process = Process()
    private let output: Pipe?
    private static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))

    /// Starts `path`, found in PATH if it has no slash, on one core if that is given. What it prints is thrown away,
    /// unless its standard output is to be read by `line`.
    init(_ path: String, _ arguments: [String], core: Int? = nil, readsOutput: Bool = false) throws {
        output = readsOutput ? Pipe() : nil
        let command = core.map { ["taskset", "-c", "\($0)", path] } ?? [path]
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command + arguments
        process.standardOutput = output ?? FileHandle.nullDevice as Any
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { stop() }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// The next line of its standard output; `nil` at its end.
    func line() -> String? {
        var bytes: [UInt8] = []
        while let byte = try? output?.fileHandleForReading.read(upToCount: 1)?.first {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Asks it to end, and waits; what does not end is killed.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        for _ in 0..<50 where process.isRunning { usleep(100_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// User and system seconds since it started.
    func cpuSeconds() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
        let fields = text[text.lastIndex(of: ")")!...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
            throw BenchError("/proc/\(process.processIdentifier)/stat is not as expected")
        }
        return (user + system) / Self.ticksPerSecond
    }

    /// Resident memory in MB (10^6 bytes).
    func residentMegabytes() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8)
        guard let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) else {
            throw BenchError("/proc/\(process.processIdentifier)/statm is not as expected")
        }
        return pages * Double(getpagesize()) / 1e6
    }
}
