/// The literals of a program in the table of texts. They are kept for as long as this lives.
final class TextPins: Sendable {
    private let table: TextTable
    private let texts: [InternedText]

    init(_ texts: [InternedText], in table: TextTable) {
        self.table = table
        self.texts = texts
    }

    deinit { table.unpin(texts) }
}
