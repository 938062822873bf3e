import TestKit
import Testing

@testable import Protobuf

struct HostileTests {
    static let refused: [([UInt8], ProtobufError)] = [
        ([0x20], .truncated(at: 1)),
        ([0x20, 0x80], .truncated(at: 1)),
        ([0x80], .truncated(at: 0)),
        ([0x32, 0x05, 0x61], .truncated(at: 1)),
        ([0x32] + .init(repeating: 0xff, count: 9) + [0x01], .truncated(at: 1)),
        ([0x42, 0x01, 0x08], .truncated(at: 3)),
        ([0x42, 0x02, 0x32, 0x01, 0x61], .truncated(at: 3)),
        ([0x9d, 0x06, 0, 0, 0], .truncated(at: 2)),
        ([0x99, 0x06, 0, 0, 0, 0, 0, 0, 0], .truncated(at: 2)),
        ([0x28] + .init(repeating: 0xff, count: 10), .badNumber(at: 1)),
        ([0x28] + .init(repeating: 0xff, count: 9) + [0x02], .badNumber(at: 1)),
        ([0x00, 0x00], .badField(at: 0)),
        ([0x80, 0x80, 0x80, 0x80, 0x10, 0x00], .badField(at: 0)),
        ([0x0b, 0x0c], .badWireType(3, at: 0)),
        ([0x0c], .badWireType(4, at: 0)),
        ([0x0e], .badWireType(6, at: 0)),
        ([0x0f], .badWireType(7, at: 0)),
    ]

    @Test(arguments: refused) func refuses(_ bytes: [UInt8], _ error: ProtobufError) {
        #expect(throws: error) { try Everything(bytes) }
        #expect(!"\(error)".isEmpty)
    }

    /// A message that lies `depth` messages deep.
    private func nest(_ depth: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<depth {
            var writer = ProtobufWriter()
            writer.delimited(200, bytes)
            bytes = writer.bytes
        }
        return bytes
    }

    @Test func boundsTheDepth() throws {
        _ = try Everything(nest(16))
        #expect(throws: ProtobufError.tooDeep(limit: 16)) { try Everything(nest(17)) }
        #expect(throws: ProtobufError.tooDeep(limit: 16)) { try Everything(nest(5000)) }
    }

    /// Each of the elements takes two bytes.
    @Test(arguments: [UInt8(0x4a), 0x52, 0x5a, 0x32, 0x3a, 0x42]) func boundsTheElements(_ key: UInt8) throws {
        let limits = ProtobufLimits(elements: 100)
        _ = try Everything(Array(repeatElement([key, 0], count: 100).joined()), limits: limits)
        #expect(throws: ProtobufError.tooManyElements(limit: 100)) {
            try Everything(Array(repeatElement([key, 0], count: 101).joined()), limits: limits)
        }
    }

    /// No prefix and no changed byte does more than throw.
    @Test func survivesDamage() {
        let whole = Everything.full.encoded
        for end in whole.indices { _ = try? Everything(Array(whole[..<end])) }
        var generator = SplitMix(seed: 7)
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let message = try? Everything(bytes) else { continue }
            #expect((try? Everything(message.encoded)) == message)
        }
    }
}
