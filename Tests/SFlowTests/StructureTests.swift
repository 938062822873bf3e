import SFlow
import TestKit
import Testing
import XDR

@Suite struct StructureTests {
    @Test func formatsAreUnique() {
        for list in [Structures.flowRecords, Structures.counterRecords] {
            #expect(Set(list.map { $0.format }).count == list.count)
        }
    }

    @Test(arguments: DeclaredStructure.all)
    func anyValuesComeBackFromTheirBytes(_ declared: DeclaredStructure) throws {
        func check<Element: XDRElement>(_: Element.Type, seed: UInt64) throws {
            let (element, payload) = RandomFiller.fill(Element.self, seed: seed)
            let bytes = element.encoded(payload: payload)
            #expect(bytes.count.isMultiple(of: 4) && bytes.count >= Element.minimumSize)
            let decoded = try Element(bytes)
            #expect(decoded.fields(payload: bytes) == element.fields(payload: payload))
            #expect(decoded.encoded(payload: bytes) == bytes)
            #expect(Element.isReadable(bytes, end: bytes.count))
            let longer = try Element(bytes + [0xff, 0xff, 0xff, 0xff, 0x00])
            #expect(longer.fields(payload: bytes) == element.fields(payload: payload))
        }
        for seed in 1...100 as ClosedRange<UInt64> { try check(declared.type, seed: seed) }
    }

    @Test(arguments: DeclaredStructure.all)
    func aPrefixOfAnyValuesIsTruncated(_ declared: DeclaredStructure) {
        let mayEndAfter = StructureVector(declared.name)?.mayEndAfter
        func check<Element: XDRElement>(_: Element.Type, seed: UInt64) {
            let (element, payload) = RandomFiller.fill(Element.self, seed: seed)
            let bytes = element.encoded(payload: payload)
            for end in 0..<bytes.count where end != mayEndAfter { checkPrefix(Element.self, of: bytes, end) }
        }
        for seed in 1...4 as ClosedRange<UInt64> { check(declared.type, seed: seed) }
    }

    /// Remembers what it was handed.
    private struct Witness: StructureAction {
        var seen: (type: any XDRStructure.Type, ordinal: Int)?
        mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) { seen = (type, ordinal) }
    }

    @Test func everyStructureIsReachedByItsFormat() throws {
        for (ordinal, type) in Structures.flowRecords.enumerated() {
            var witness = Witness()
            #expect(try Structures.withFlowRecord(type.format, &witness))
            #expect(witness.seen?.type == type && witness.seen?.ordinal == ordinal, "\(type.name)")
            #expect(Structures.flowRecord(type.format) == type)
            #expect(Structures.hasFlowRecord(type.format))
        }
        for (ordinal, type) in Structures.counterRecords.enumerated() {
            var witness = Witness()
            #expect(try Structures.withCounterRecord(type.format, &witness))
            #expect(witness.seen?.type == type && witness.seen?.ordinal == ordinal, "\(type.name)")
            #expect(Structures.counterRecord(type.format) == type)
        }
    }

    @Test func aFormatThatIsNotDeclaredIsNotActedOn() throws {
        var witness = Witness()
        #expect(try !Structures.withFlowRecord(DataFormat(4413, 2), &witness))
        #expect(try !Structures.withCounterRecord(DataFormat(0, 4095), &witness))
        #expect(witness.seen == nil)
    }
}
