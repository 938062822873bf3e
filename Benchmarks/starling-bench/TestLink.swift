import Foundation

/// Two network namespaces joined by a veth pair, for traffic that disturbs nobody. Needs root.
struct TestLink {
    private let near = "starling-bench-a", far = "starling-bench-b"
    let device = "veth-bench"

    /// The words before a command that is to run where the traffic arrives.
    var inside: [String] { ["ip", "netns", "exec", near] }

    init() throws {
        remove()
        let steps = [
            "netns add \(near)", "netns add \(far)",
            "link add \(device) netns \(near) type veth peer name \(device) netns \(far)",
            "-n \(near) addr add 198.18.0.1/30 dev \(device)", "-n \(far) addr add 198.18.0.2/30 dev \(device)",
            "-n \(near) link set lo up", "-n \(near) link set \(device) up", "-n \(far) link set \(device) up",
        ]
        do {
            for step in steps { try Self.ip(step) }
        } catch {
            remove()
            throw error
        }
    }

    func remove() {
        for name in [near, far] { try? Self.ip("netns delete \(name)") }
    }

    /// Arguments of `ip` for a sender of small UDP packets at a steady rate, towards this program's own sink.
    func sender(packetsPerSecond: Int, seconds: Int) -> [String] {
        let packets = ["packets", "198.18.0.1:9", "\(packetsPerSecond)", "\(seconds)"]
        return ["netns", "exec", far, CommandLine.arguments[0]] + packets
    }

    private static func ip(_ words: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ip"] + words.split(separator: " ").map(String.init)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError("ip \(words) failed") }
    }
}
