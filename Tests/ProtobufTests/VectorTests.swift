import Testing

@testable import Protobuf

/// Bytes written by hand from https://protobuf.dev/programming-guides/encoding/.
struct VectorTests {
    struct Vector: CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var expected: Everything

        init(_ name: String, _ bytes: [UInt8], _ set: (inout Everything) -> Void) {
            testDescription = name
            self.bytes = bytes
            expected = Everything()
            set(&expected)
        }
    }

    static let exact = [
        Vector("nothing", []) { _ in },
        Vector("bool", [0x08, 0x01]) { $0.bool = true },
        Vector("two bytes", [0x20, 0x96, 0x01]) { $0.uint32 = 150 },
        Vector("a negative number takes ten", [0x10] + .init(repeating: 0xff, count: 9) + [0x01]) { $0.int32 = -1 },
        Vector("the largest number", [0x28] + .init(repeating: 0xff, count: 9) + [0x01]) { $0.uint64 = .max },
        Vector("text", [0x32, 0x07] + Array("testing".utf8)) { $0.string = "testing" },
        Vector("a message", [0x42, 0x03, 0x08, 0x96, 0x01]) { $0.inner = Inner(number: 150) },
        Vector("two texts", [0x4a, 0x01, 0x61, 0x4a, 0x00]) { $0.strings = ["a", ""] },
        Vector("a map", [0x5a, 0x06, 0x0a, 0x01, 0x6b, 0x12, 0x01, 0x76]) { $0.map = ["k": "v"] },
        Vector("a key of two bytes", [0xc2, 0x0c, 0x02, 0x08, 0x01]) {
            var inner = Everything()
            inner.bool = true
            $0.nested = [inner]
        },
    ]

    @Test(arguments: exact) func readsAndWrites(_ vector: Vector) throws {
        #expect(try Everything(vector.bytes) == vector.expected)
        #expect(vector.expected.encoded == vector.bytes)
    }

    static let tolerated = [
        Vector("the last of two values counts", [0x20, 0x01, 0x20, 0x02]) { $0.uint32 = 2 },
        Vector("parts of a message merge", [0x42, 0x02, 0x08, 0x07, 0x42, 0x00]) { $0.inner = Inner(number: 7) },
        Vector("a number with needless bytes", [0x20, 0x81, 0x80, 0x00]) { $0.uint32 = 1 },
        Vector("a 64-bit value for 32 bits", [0x20] + .init(repeating: 0xff, count: 9) + [0x01]) { $0.uint32 = .max },
        Vector(
            "unknown fields of each type",
            [0x98, 0x06, 0x01] + [0x9a, 0x06, 0x01, 0x00] + [0x99, 0x06] + .init(repeating: 0, count: 8) + [
                0x9d, 0x06, 0, 0, 0, 0,
            ] + [0x08, 0x01]
        ) {
            $0.bool = true
        },
        Vector("a known number of another type", [0x0a, 0x01, 0x61, 0x35, 0, 0, 0, 0]) { _ in },
        Vector("a map's entry without key", [0x5a, 0x03, 0x12, 0x01, 0x76]) { $0.map = ["": "v"] },
        Vector("text that is no UTF-8", [0x32, 0x02, 0xff, 0x61]) { $0.string = "\u{fffd}a" },
    ]

    @Test(arguments: tolerated) func reads(_ vector: Vector) throws {
        #expect(try Everything(vector.bytes) == vector.expected)
    }

    @Test func readsWhatItWrote() throws { #expect(try Everything(Everything.full.encoded) == .full) }

    @Test func writesFixedValues() throws {
        var writer = ProtobufWriter()
        writer.fixed32(1, 0x0403_0201)
        writer.fixed64(2, 0x0807_0605_0403_0201)
        #expect(writer.bytes == [0x0d, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8])
        let bytes = writer.bytes
        var reader = ProtobufReader(bytes.span.bytes)
        #expect(try reader.nextKey() == FieldKey(number: 1, type: .fixed32))
        #expect(try reader.fixed32() == 0x0403_0201)
        #expect(try reader.nextKey() == FieldKey(number: 2, type: .fixed64))
        #expect(try reader.fixed64() == 0x0807_0605_0403_0201)
        #expect(try reader.nextKey() == nil)
    }
}
