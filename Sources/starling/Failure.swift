import AnalyzerAPI
import ArgumentParser
import Glibc
import Ingest

/// Why a command cannot go on: one line that says what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Writes text to a descriptor at once.
func write(_ text: String, to descriptor: CInt) {
    var text = text
    text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
}

/// Runs the body; what it fails with becomes one line on standard error and exit code 1.
func reportingErrors(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as ValidationError {
        throw error
    } catch let error as ExitCode {
        throw error
    } catch {
        write("starling: \(error)\n", to: 2)
        throw ExitCode.failure
    }
}
