import Testing

@testable import CRIWatcher

struct GRPCAssemblerTests {
    static let messages: [[UInt8]] = [[1, 2, 3], [], [4], .init(repeating: 7, count: 300)]
    static let stream = messages.flatMap { GRPCAssembler.frame($0) }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 100, 1000]) func joinsPieces(_ size: Int) throws {
        var assembler = GRPCAssembler(limit: 300), found: [[UInt8]] = []
        for start in stride(from: 0, to: Self.stream.count, by: size) {
            try assembler.append(Array(Self.stream[start..<min(start + size, Self.stream.count)])) { found.append($0) }
        }
        #expect(found == Self.messages)
        #expect(!assembler.isInside)
    }

    @Test func knowsThatAMessageIsCut() throws {
        var assembler = GRPCAssembler(limit: 300)
        try assembler.append([0, 0, 0, 0, 2, 1]) { _ in Issue.record("no message has ended") }
        #expect(assembler.isInside)
    }

    @Test(arguments: [[0, 0, 0, 1, 0x2d], [0, 255, 255, 255, 255]] as [[UInt8]])
    func refusesWhatIsTooLongByItsHead(_ head: [UInt8]) {
        var assembler = GRPCAssembler(limit: 300)
        #expect { try assembler.append(head) { _ in } } throws: {
            ($0 as? GRPCStatus)?.code == GRPCStatus.resourceExhausted
        }
    }

    @Test func refusesWhatIsCompressed() {
        var assembler = GRPCAssembler(limit: 300)
        #expect { try assembler.append([1, 0, 0, 0, 1, 0]) { _ in } } throws: {
            ($0 as? GRPCStatus)?.code == GRPCStatus.internal
        }
    }

    @Test(arguments: [
        ("plain", "plain"), ("a%20b", "a b"), ("100%", "100%"), ("%zz", "%zz"), ("%C3%BC", "ü"), ("%ff", "\u{fffd}"),
    ])
    func decodesMessagesOfStatuses(_ text: String, _ expected: String) { #expect(percentDecoded(text) == expected) }
}
