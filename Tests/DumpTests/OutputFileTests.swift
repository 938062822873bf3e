import Foundation
import Testing

@testable import Dump

@Suite struct OutputFileTests {
    private static let bytes = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0) }

    private static func pipe() -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [0, 0]
        Glibc.pipe(&ends)
        return (ends[0], ends[1])
    }

    /// What is said when nobody takes what is written.
    private static func said(_ writing: () throws(OutputError) -> Void) -> String? {
        do throws(OutputError) { try writing() } catch { return error.description }
        return nil
    }

    @Test func theEndDoesNotWaitForAReaderThatDoesNotRead() {
        let (reader, writer) = Self.pipe()
        defer { for end in [reader, writer] { close(end) } }
        let file = OutputFile(descriptor: writer, name: "x") { true }
        let said = Self.said { () throws(OutputError) in try file.write(Self.bytes) }
        #expect(said == "nobody reads what is written to x; the rest of it is lost")
        #expect(fcntl(writer, F_GETFL) & O_NONBLOCK == 0)
    }

    @Test func aSlowReaderGetsEverything() async throws {
        let (reader, writer) = Self.pipe()
        let read = Task.detached {
            usleep(300_000)
            return FileHandle(fileDescriptor: reader, closeOnDealloc: true).readDataToEndOfFile()
        }
        do {
            let file = OutputFile(descriptor: writer, name: "x") { false }
            try file.write(Self.bytes)
        }
        close(writer)
        #expect(await [UInt8](read.value) == Self.bytes)
    }
}
