import Testing
import XDR

@testable import FlowLanguage

/// A key whose value is the text of a record.
@Suite struct TextKeyTests {
    private let datagram = Array("....abc/def".utf8)

    private func fields(_ range: Range<Int>?) -> SampleFields {
        var fields = SampleFields()
        if let range { fields.setRecordText(3, ByteRange(offset: range.lowerBound, count: range.count)) }
        return fields
    }

    @Test func textsOfRecordsHaveNumbers() throws {
        let thread = FlowThread(FlowEnvironment()), load = FieldLoad(recordText: 3)
        func text(_ load: FieldLoad, _ range: Range<Int>?) -> UInt128? {
            thread.text(load, of: fields(range), datagram.span.bytes)
        }
        let number = try #require(text(load, 4..<7))
        #expect(KeyType.text.text(number, thread.environment.texts) == "abc")
        #expect(text(load, 4..<7) == number && text(load, 8..<11) != number)
        #expect(text(load, nil) == nil && text(load, 8..<12) == nil && text(FieldLoad(recordText: 2), 4..<7) == nil)
    }

    @Test func aTableWithoutRoomLeavesTheKeyOut() {
        let thread = FlowThread(FlowEnvironment(texts: TextTable(maximumCount: 0)))
        let text = thread.text(FieldLoad(recordText: 3), of: fields(4..<7), datagram.span.bytes)
        #expect(text == nil)
    }
}
