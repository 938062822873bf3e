import SFlow
import TestKit
import Testing
import XDR

@testable import FlowLanguage

/// Fields of records are found where the records' declarations say that they are.
@Suite struct RecordFieldTests {
    /// The body of a random record, with what its fields are.
    private func random<Structure: XDRStructure>(_: Structure.Type, _ seed: UInt64) -> ([UInt8], FieldValues) {
        let (structure, payload) = RandomFiller.fill(Structure.self, seed: seed)
        var writer = XDRWriter()
        writer.payload = payload
        writer.record(structure)
        return (Array(writer.bytes[8...]), FieldValues(structure))
    }

    private func find(_ index: Int, _ ordinal: Int, _ bytes: [UInt8], count: Int) -> ByteRange? {
        FieldFinder.find(index, of: ByteRange(count: count), ordinal, bytes.span.bytes)
    }

    @Test func aWalkFindsEveryField() {
        for (ordinal, type) in Structures.flowRecords.enumerated() {
            for seed in 0..<5 {
                let (bytes, expected) = random(type, UInt64(seed))
                for (index, value) in expected.values.enumerated() {
                    let found = find(index, ordinal, bytes, count: bytes.count)
                    #expect(found != nil, "\(type) \(index)")
                    guard let value, let found else { continue }
                    #expect(Array(bytes[found.start..<found.end]) == value, "\(type) \(index)")
                }
                #expect(find(expected.values.count, ordinal, bytes, count: bytes.count) == nil)
            }
        }
    }

    @Test func aLayoutSaysWhereFieldsAre() {
        for (ordinal, type) in Structures.flowRecords.enumerated() {
            let layout = RecordLayout(of: type), (bytes, expected) = random(type, 1)
            #expect(layout.fields.count == expected.values.count)
            for (index, field) in layout.fields.enumerated() {
                guard let offset = field.offset, field.form == .number else { continue }
                let found = find(index, ordinal, bytes, count: bytes.count)
                #expect(found == ByteRange(offset: offset, count: field.width), "\(type) \(field.name)")
            }
        }
    }

    @Test func whatIsCutHasNoSuchField() {
        for (ordinal, type) in Structures.flowRecords.enumerated() {
            let (bytes, expected) = random(type, 3)
            for count in bytes.indices {
                for index in expected.values.indices {
                    if let found = find(index, ordinal, bytes, count: count) { #expect(found.end <= count) }
                }
            }
        }
    }

    @Test func ordinalsAreThoseOfTheStructures() {
        #expect(Structures.flowRecords.count <= RecordPlaces.capacity)
        #expect(RecordOrdinal.sampledEthernet == RecordOrdinal.of(SampledEthernet.self))
        #expect(RecordOrdinal.sampledIPv4 == RecordOrdinal.of(SampledIPv4.self))
        #expect(RecordOrdinal.sampledIPv6 == RecordOrdinal.of(SampledIPv6.self))
        #expect(RecordOrdinal.extendedSwitch == RecordOrdinal.of(ExtendedSwitch.self))
        #expect(RecordOrdinal.egressQueue == RecordOrdinal.of(ExtendedEgressQueue.self))
        #expect(RecordOrdinal.memcacheOperation == RecordOrdinal.of(MemcacheOperation.self))
        #expect(RecordOrdinal.draftHTTPRequest == RecordOrdinal.of(DraftHTTPRequest.self))
        #expect(RecordOrdinal.appOperation == RecordOrdinal.of(AppOperation.self))
        #expect(RecordOrdinal.httpRequest == RecordOrdinal.of(HTTPRequest.self))
        #expect(RecordOrdinal.tcpInfo == RecordOrdinal.of(ExtendedTCPInfo.self))
        #expect(RecordOrdinal.entities == RecordOrdinal.of(ExtendedEntities.self))
        #expect(RecordOrdinal.broadcomEgressQueue == RecordOrdinal.of(BroadcomEgressQueue.self))
    }
}
