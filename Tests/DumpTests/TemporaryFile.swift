import Foundation
import Synchronization

@testable import Dump

/// A file of a test, gone after it.
final class TemporaryFile: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).dump").path

    init(_ bytes: [UInt8]? = nil) {
        if let bytes { _ = FileManager.default.createFile(atPath: path, contents: Data(bytes)) }
    }

    deinit { unlink(path) }

    var bytes: [UInt8] { [UInt8](FileManager.default.contents(atPath: path) ?? Data()) }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    func append(_ more: some Sequence<UInt8>) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(more))
        try handle.close()
    }
}

/// What a run made.
struct Outcome {
    var code: Int32
    var output: [UInt8]
    /// What it said on standard error.
    var said: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs a dump of files into a file.
    static func run(
        _ files: [String],
        terminal: DumpPlan.Terminal = .init(),
        _ change: (inout DumpOptions) -> Void = { _ in }
    ) throws -> Outcome {
        let output = TemporaryFile(), said = Mutex("")
        var options = DumpOptions()
        options.files = files
        options.outputPath = output.path
        change(&options)
        let diagnostics = Diagnostics { line in said.withLock { $0 += line } }
        var start = DumpStart(plan: try DumpPlan(options, terminal), diagnostics: diagnostics, interruption: .never)
        let code = start.run()
        return Outcome(code: code, output: output.bytes, said: said.withLock { $0 })
    }
}
