import Agent
import Glibc
import SFlow
import SystemFiles
import TestKit
import XDR

@testable import HostCounters

/// A tree of Tests/Fixtures/host.
func fixture(_ name: String) -> SystemRoots {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return SystemRoots(below: "/\(tests)/Fixtures/host/\(name)")
}

/// A log that keeps its lines.
final class Lines {
    private(set) var all: [String] = []
    func log() -> Log { Log(level: .debug, write: { self.all.append($0) }) }
}

/// The records of a sample by their format: `0:2003`.
struct Records {
    private let bytes: [UInt8]
    let formats: [String]
    private let ranges: [String: ByteRange]

    init(_ sample: CounterSample) throws {
        let bytes = sample.writer.bytes
        var reader = XDRReader(bytes.span.bytes), formats: [String] = [], ranges: [String: ByteRange] = [:]
        while reader.left > 0 {
            let format = DataFormat(word: try reader.word()).description
            formats.append(format)
            ranges[format] = try reader.variable(max: 65535)
        }
        (self.bytes, self.formats, self.ranges) = (bytes, formats, ranges)
    }

    /// The record of this structure, decoded; nil where there is none.
    func get<Structure: XDRStructure>(_ type: Structure.Type) throws -> Structure? {
        guard let range = ranges[Structure.format.description] else { return nil }
        return try Structure(reading: bytes.span.bytes, range)
    }
}

let hasIPRoute = shell("command -v ip >/dev/null").succeeded
let canMakeNamespaces = hasIPRoute && shell("unshare -n true 2>/dev/null").succeeded

/// Runs `body` on a thread of its own in a new network namespace, which vanishes with it.
func inNetworkNamespace(_ body: @escaping () throws -> Void) throws {
    final class Box {
        let body: () throws -> Void
        var failure: (any Error)?
        init(_ body: @escaping () throws -> Void) { self.body = body }
    }
    let box = Box(body)
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(box).toOpaque()
    let code = unsafe pthread_create(
        &thread,
        nil,
        { argument in
            let box = unsafe Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue()
            guard unshare(newNetwork) == 0 else { return nil }
            do { try box.body() } catch { box.failure = error }
            return nil
        },
        argument
    )
    precondition(code == 0, "a thread for the test")
    pthread_join(thread, nil)
    if let failure = box.failure { throw failure }
}

/// CLONE_NEWNET, which the overlay of Glibc lacks, as it does unshare(2).
private let newNetwork: Int32 = 0x4000_0000

private func unshare(_ flags: Int32) -> Int32 {
    typealias Call = @convention(c) (Int32) -> Int32
    guard let symbol = unsafe dlsym(nil, "unshare") else { return -1 }
    return unsafe unsafeBitCast(symbol, to: Call.self)(flags)
}
