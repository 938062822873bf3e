import SFlow
import XDR

/// What a datagram holds, counted by reading all of it.
struct DatagramTally: StructureAction {
    var fault: DatagramFault?
    var samples = 0, records = 0, unknownSamples = 0, unknownRecords = 0, badRecords = 0
    private var body = ByteRange()
    private let datagram: [UInt8]

    /// Reads the first `end` bytes.
    init(_ datagram: [UInt8], end: Int? = nil) {
        self.datagram = datagram
        do throws(DatagramFault) {
            var reader = try DatagramReader(datagram.span.bytes.extracting(0..<(end ?? datagram.count)))
            while let sample = try reader.nextSample() { try count(sample, &reader) }
        } catch {
            fault = error
        }
        if fault == nil, badRecords > 0 { fault = .record }
    }

    private mutating func count(_ sample: Sample, _ reader: inout DatagramReader) throws(DatagramFault) {
        samples += 1
        if case .unknown = sample { unknownSamples += 1 }
        while let record = try reader.nextRecord() {
            records += 1
            body = record.body
            do {
                let isKnown =
                    if case .counters = sample { try Structures.withCounterRecord(record.format, &self) } else {
                        try Structures.withFlowRecord(record.format, &self)
                    }
                if !isKnown { unknownRecords += 1 }
            } catch {
                badRecords += 1
            }
        }
    }

    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        _ = try Structure(reading: datagram.span.bytes, body)
    }
}
