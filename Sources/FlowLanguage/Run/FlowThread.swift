import NetTypes
import XDR

/// What a thread keeps for all programs that it runs: the texts that it has met. Make one for each thread.
package final class FlowThread {
    package let environment: FlowEnvironment
    private var reader = TextReader()

    package init(_ environment: FlowEnvironment) { self.environment = environment }

    /// The text of a key; `nil` where the sample lacks it, or where there is no room for it in the table.
    func text(_ field: borrowing FieldLoad, of sample: borrowing SampleFields, _ bytes: RawSpan) -> UInt128? {
        reader.read(field, of: sample, bytes, environment.texts)?.bits
    }

    /// Forgets the numbers of texts. Called in a sweep of the table, while the thread runs no program.
    package func forgetTexts() { reader.cache.removeAll() }
}

/// Reads texts of samples.
private struct TextReader: ~Copyable {
    var cache = TextCache()
    /// Room for a text while it is looked up.
    private var scratch = TextBuffer(capacity: 256)

    mutating func read(
        _ field: borrowing FieldLoad,
        of sample: borrowing SampleFields,
        _ bytes: RawSpan,
        _ table: TextTable
    ) -> InternedText? {
        scratch.removeAll()
        guard sample.appendText(field, bytes, to: &scratch) else { return nil }
        return Self.intern(scratch, table, &cache)
    }

    private static func intern(
        _ text: borrowing TextBuffer,
        _ table: TextTable,
        _ cache: inout TextCache
    ) -> InternedText? {
        cache.intern(text.bytes, in: table)
    }
}
