import SFlow
import Testing
import XDR

@testable import FlowLanguage

/// A key whose value is the text of a record.
@Suite struct TextKeyTests {
    /// A record with a length and a text.
    private let datagram: [UInt8] = [0, 0, 0, 7] + Array("abc/def".utf8) + [0]
    private let load = FieldLoad(ExtendedFunction.self, "symbol")

    private func fields(_ record: ByteRange?) -> SampleFields {
        var fields = SampleFields()
        if let record { fields.records.note(RecordOrdinal.of(ExtendedFunction.self), record) }
        return fields
    }

    @Test func textsOfRecordsHaveNumbers() throws {
        let thread = FlowThread(FlowEnvironment())
        func text(_ record: ByteRange?) -> UInt128? {
            thread.text(load, of: fields(record), datagram.span.bytes)
        }
        let whole = ByteRange(offset: 0, count: 12)
        let number = try #require(text(whole))
        #expect(KeyType.text.text(number, thread.environment.texts) == "abc/def")
        #expect(text(whole) == number && text(nil) == nil && text(ByteRange(offset: 0, count: 10)) == nil)
    }

    @Test func aTableWithoutRoomLeavesTheKeyOut() {
        let thread = FlowThread(FlowEnvironment(texts: TextTable(maximumCount: 0)))
        let text = thread.text(load, of: fields(ByteRange(offset: 0, count: 12)), datagram.span.bytes)
        #expect(text == nil)
    }
}
