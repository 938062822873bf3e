import CBench
import CaptureFiles
import Foundation
import NetTypes

/// Samples per CPU second that `starling dump` prints of a capture, beside what other tools print of it.
struct DumpBench {
    let load: Load
    let binaries: String
    let isQuick: Bool

    private var datagrams: Int { isQuick ? 20_000 : 200_000 }

    /// tcpdump prints a line for each datagram, without reading the samples in it; sflowtool is measured where it is
    /// installed.
    private func commands(_ file: String) -> [(name: String, arguments: [String], isPeer: Bool)] {
        let dump = ["\(binaries)/starling", "dump", "-r", file]
        return [
            ("starling dump --line", dump + ["--line"], false),
            ("starling dump", dump, false),
            ("starling dump --json", dump + ["--json"], false),
            ("starling dump --fields srcIP,dstIP", dump + ["--fields", "srcIP,dstIP"], false),
            ("starling dump --line --filter ipprotocol=6", dump + ["--line", "--filter", "ipprotocol=6"], false),
            ("starling dump --pcap", dump + ["--pcap"], false),
            ("tcpdump -nr", ["tcpdump", "-nr", file], true),
            ("sflowtool -l", ["sflowtool", "-l", "-r", file], true),
        ]
    }

    func run(into report: inout Report) throws {
        let file = NSTemporaryDirectory() + "starling-bench-\(getpid()).pcap"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try write(file)
        for command in commands(file) {
            guard let usage = try best(command.arguments, isOptional: command.isPeer) else { continue }
            let samples = Double(datagrams * Traffic.samplesPerDatagram)
            report.add("dump", command.name, samples / usage.cpu_seconds / 1e6, "M samples per CPU second")
            report.add("dump", "\(command.name): resident", Double(usage.resident_bytes) / 1e6, "MB")
        }
    }

    /// The run of three that used the least time, which disturbances only lengthen; `nil` where there is no such tool.
    private func best(_ arguments: [String], isOptional: Bool) throws -> cbench_usage? {
        var best: cbench_usage?
        for _ in 0..<3 {
            var usage = cbench_usage(), strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
            defer { strings.forEach { free($0) } }
            strings.append(nil)
            let result = cbench_run(strings, &usage)
            if result == -ENOENT, isOptional { return nil }
            try check(result, "running \(arguments[0])")
            guard usage.status == 0 else { throw BenchError("\(arguments[0]) ended with status \(usage.status)") }
            if usage.cpu_seconds < best?.cpu_seconds ?? .infinity { best = usage }
        }
        return best
    }

    /// A capture of the load, over and over with numbers that go on.
    private func write(_ path: String) throws {
        guard let file = fopen(path, "wb") else { throw BenchError("\(path): \(String(cString: strerror(errno)))") }
        defer { fclose(file) }
        let source = SocketAddress(.v4(0x0a00_0001), port: 50_000),
            collector = SocketAddress(.v4(0x0a00_00fe), port: 6343)
        var writer = PcapWriter(.ethernet), written = 0
        while written < datagrams {
            load.forEachDatagram { datagram in
                guard written < datagrams else { return }
                let time = 1_700_000_000_000_000_000 + UInt64(written) * 10_000
                writer.append(datagram: datagram, from: source, to: collector, time: time)
                written += 1
                if writer.bytes.count > 1 << 20 { Self.flush(&writer, to: file) }
            }
            load.advance()
        }
        Self.flush(&writer, to: file)
        guard ferror(file) == 0 else { throw BenchError("\(path) could not be written") }
    }

    private static func flush(_ writer: inout PcapWriter, to file: UnsafeMutablePointer<FILE>) {
        fwrite(writer.bytes, 1, writer.bytes.count, file)
        writer.removeAll()
    }
}
