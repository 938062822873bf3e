import Testing
import XDR

@testable import FlowLanguage

@Suite struct TextTableTests {
    @Test func aTextHasOneNumber() throws {
        let table = TextTable()
        let first = try #require(table.intern("a.example."))
        #expect(table.intern("a.example.") == first)
        #expect(table.intern("b.example.") != first)
        #expect(table.text(first.number) == "a.example.")
        #expect(table.status == TextStatus(count: 2, bytes: 20))
        #expect(table.text(99).isEmpty)
    }

    @Test func theEmptyTextIsOneToo() throws {
        let table = TextTable()
        let empty = try #require(table.intern(""))
        #expect(table.text(empty.number).isEmpty && table.intern("") == empty)
    }

    @Test func fullTablesRefuse() {
        let few = TextTable(maximumCount: 2)
        #expect(few.intern("a") != nil && few.intern("b") != nil && few.intern("c") == nil && few.intern("a") != nil)
        #expect(few.status == TextStatus(count: 2, bytes: 2, refused: 1))
        let small = TextTable(maximumBytes: 4)
        #expect(small.intern("abcd") != nil && small.intern("e") == nil && small.intern("") != nil)
    }

    @Test func bytesThatAreNoUTF8AreRepaired() throws {
        let table = TextTable()
        let broken: [UInt8] = [0x61, 0xff, 0x62]
        let found = table.intern(broken.span.bytes), number = try #require(found)
        #expect(table.text(number.number) == "a\u{fffd}b")
        #expect(table.intern("a\u{fffd}b") == number)
    }

    @Test func longTextsAreCut() throws {
        let table = TextTable()
        let long = String(repeating: "é", count: TextTable.lengthLimit)
        let number = try #require(table.intern(long))
        #expect(table.text(number.number) == String(repeating: "é", count: TextTable.lengthLimit / 2))
        let odd = try #require(table.intern("x" + long))
        #expect(table.text(odd.number).utf8.count <= TextTable.lengthLimit)
    }

    @Test func aCacheKnowsWhatItMet() throws {
        let table = TextTable(maximumCount: 1)
        var cache = TextCache()
        let a = Array("a".utf8), b = Array("b".utf8)
        let first = cache.intern(a.span.bytes, in: table), refused = cache.intern(b.span.bytes, in: table)
        let second = cache.intern(a.span.bytes, in: table)
        #expect(first != nil && refused == nil && second == first)
        cache.removeAll()
        let third = cache.intern(a.span.bytes, in: table)
        #expect(third == first)
    }

    @Test func hashesDependOnEveryByteAndOnTheSeed() {
        let hasher = TextHasher(seed: 1, 2, 3, 4), other = TextHasher(seed: 1, 2, 3, 6)
        var seen: Set<UInt128> = []
        for count in 0..<40 {
            var bytes = [UInt8](repeating: 0, count: count)
            seen.insert(hasher(bytes.span.bytes))
            for index in 0..<count {
                bytes[index] = 1
                let hash = hasher(bytes.span.bytes), another = other(bytes.span.bytes)
                #expect(seen.insert(hash).inserted && hash != another)
                bytes[index] = 0
            }
        }
        #expect(seen.count == 40 + 39 * 40 / 2)
    }
}

@Suite struct TextSweepTests {
    /// A sweep in which `held` are marked; `during` runs between its beginning and its end.
    private func sweep(_ table: TextTable, holding held: [InternedText] = [], during body: () -> Void = {}) {
        var marks = table.beginSweep()
        for text in held { marks.insert(text.number) }
        body()
        table.endSweep(marks)
    }

    @Test func whatNothingHoldsIsFreed() throws {
        let table = TextTable(maximumCount: 3)
        let (a, b, c) = (try #require(table.intern("a")), try #require(table.intern("b")), table.pin("c"))
        sweep(table, holding: [a])
        #expect(table.status.count == 3)
        // Freed, but an answer that has the number still finds its text.
        #expect(table.text(b.number) == "b")
        sweep(table, holding: [a])
        #expect(table.status.count == 2 && table.text(b.number).isEmpty)
        #expect(table.text(a.number) == "a" && table.text(c.number) == "c")
        let d = try #require(table.intern("d"))
        #expect(d.number == b.number && d != b)
    }

    @Test func aNumberIsGivenAwayOnlyAfterTheNextSweep() throws {
        let table = TextTable()
        let a = try #require(table.intern("a"))
        sweep(table)
        let again = try #require(table.intern("a"))
        #expect(again.number != a.number)
        let b = try #require(table.intern("b"))
        #expect(b.number != a.number)
        sweep(table, holding: [again, b])
        #expect(table.intern("c")?.number == a.number)
    }

    @Test func whatIsAskedForMeanwhileStays() throws {
        let table = TextTable()
        let a = try #require(table.intern("a"))
        var late: InternedText?
        sweep(table) {
            #expect(table.intern("a") == a)
            late = table.intern("b")
        }
        #expect(table.intern("a") == a && table.intern("b") == late)
    }

    @Test func literalsStayForAsLongAsTheirProgram() throws {
        let table = TextTable(maximumCount: 0)
        var pins: TextPins? = TextPins([table.pin("a"), table.pin("a")], in: table)
        sweep(table)
        sweep(table)
        #expect(table.status.count == 1 && pins != nil)
        pins = nil
        sweep(table)
        sweep(table)
        #expect(table.status.count == 0)
    }

    @Test func roomThatIsHalfTakenIsToBeSwept() {
        let table = TextTable(maximumCount: 4, maximumBytes: 10)
        _ = table.intern("a")
        _ = table.intern("b")
        #expect(!table.isHalfFull)
        _ = table.intern("abcd")
        #expect(table.isHalfFull)
    }
}
