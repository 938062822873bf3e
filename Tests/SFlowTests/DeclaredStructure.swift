import SFlow
import TestKit
import Testing
import XDR

/// Something that is declared: a structure of one of the lists, a sample's head or the datagram's.
struct DeclaredStructure: CustomTestStringConvertible {
    var type: any XDRElement.Type
    /// The name of its vector file.
    var name: String

    var testDescription: String { name }

    static let flowRecords = Structures.flowRecords.map { Self(type: $0, name: "flow-\(file($0.format))") }
    static let counterRecords = Structures.counterRecords.map { Self(type: $0, name: "counters-\(file($0.format))") }
    static let heads = [
        Self(type: DatagramHeader.self, name: "datagram"),
        Self(type: CompactFlowSample.self, name: "sample-\(file(CompactFlowSample.format))"),
        Self(type: CompactCountersSample.self, name: "sample-\(file(CompactCountersSample.format))"),
        Self(type: ExpandedFlowSample.self, name: "sample-\(file(ExpandedFlowSample.format))"),
        Self(type: ExpandedCountersSample.self, name: "sample-\(file(ExpandedCountersSample.format))"),
        Self(type: DiscardedPacket.self, name: "sample-\(file(DiscardedPacket.format))"),
        Self(type: RealTimeMetrics.self, name: "sample-\(file(RealTimeMetrics.format))"),
        Self(type: RealTimeFlow.self, name: "sample-\(file(RealTimeFlow.format))"),
    ]
    static let all = flowRecords + counterRecords + heads

    private static func file(_ format: DataFormat) -> String { "\(format.enterprise)-\(format.number)" }
}

extension XDRElement {
    /// Read from a part of a buffer.
    init(_ bytes: [UInt8], end: Int) throws(XDRError) {
        self.init()
        var reader = XDRReader(bytes.span.bytes)
        reader.end = end
        try visit(&reader)
    }

    init(_ bytes: [UInt8]) throws(XDRError) { try self.init(bytes, end: bytes.count) }

    /// What the checker says of the same bytes.
    static func isReadable(_ bytes: [UInt8], end: Int) -> Bool {
        XDRChecker.canRead(Self.self, bytes.span.bytes, ByteRange(offset: 0, count: end))
    }

    /// Its bytes; opaque fields are taken from `payload`.
    func encoded(payload: [UInt8]) -> [UInt8] {
        var writer = XDRWriter(payload: payload), copy = self
        writer.write(&copy)
        return writer.bytes
    }

    /// Its fields, with the bytes of opaque fields in the place of where they are.
    func fields(payload: [UInt8]) -> [FieldEntry] { FieldLister.list(self).map { $0.withBytes(of: payload) } }
}

extension FieldEntry {
    /// With the bytes in the place of where they are, also in the elements of a list.
    fileprivate func withBytes(of payload: [UInt8]) -> FieldEntry {
        var entry = self
        switch value {
        case .bytes(let range): entry.value = .text(payload.span.bytes.copy(range).description)
        case .list(let elements): entry.value = .list(elements.map { $0.map { $0.withBytes(of: payload) } })
        default: break
        }
        return entry
    }
}
