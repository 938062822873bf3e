import SFlow
import XDR

/// What a datagram holds, counted by reading all of it.
struct DatagramTally: StructureAction {
    /// What counts for the datagram: that which ended it, or else something in it that could not be read.
    private(set) var fault: DatagramFault?
    /// What was found by walking it, without a look into samples and records.
    private(set) var walkFault: DatagramFault?
    private(set) var samples = 0, records = 0, unknownSamples = 0, unknownRecords = 0, badSamples = 0, badRecords = 0
    private var body = ByteRange()
    private let datagram: [UInt8]

    /// Reads the first `end` bytes.
    init(_ datagram: [UInt8], end: Int? = nil) {
        self.datagram = datagram
        do throws(DatagramFault) {
            var reader = try DatagramReader(datagram.span.bytes.extracting(0..<(end ?? datagram.count)))
            while let sample = try reader.nextSample() { try count(sample, &reader) }
        } catch {
            walkFault = error
        }
        fault = walkFault ?? (badSamples > 0 ? .sample : badRecords > 0 ? .record : nil)
    }

    private mutating func count(_ sample: Sample, _ reader: inout DatagramReader) throws(DatagramFault) {
        samples += 1
        switch sample {
        case .flow, .counters, .discarded: break
        case .realTimeMetrics(let body): read(RealTimeMetrics.self, body)
        case .realTimeFlow(let body): read(RealTimeFlow.self, body)
        case .unknown: unknownSamples += 1
        }
        while let record = try reader.nextRecord() { count(record, of: sample) }
    }

    private mutating func read<Body: XDRStructure>(_: Body.Type, _ body: ByteRange) {
        if (try? Body(reading: datagram.span.bytes, body)) == nil { badSamples += 1 }
    }

    private mutating func count(_ record: Record, of sample: Sample) {
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

    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        _ = try Structure(reading: datagram.span.bytes, body)
    }
}
