import Foundation
import Testing

/// Programs of Wireshark and tcpdump that know captures.
enum Tool: String {
    case capinfos, tcpdump, tshark

    static let areInstalled = [capinfos, tcpdump, tshark].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0.rawValue)")
    }

    /// Runs the program, which must succeed without a complaint, and returns the lines that it prints.
    func run(_ arguments: [String]) throws -> [String] {
        let process = Process(), output = Pipe(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(rawValue)")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && !complaint.contains("appears to"), "\(complaint)")
        return text.split(separator: "\n").map(String.init)
    }
}
