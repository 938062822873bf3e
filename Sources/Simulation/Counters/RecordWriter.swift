import SFlow
import XDR

/// One counters sample, or metrics of a workload, by the encoder of all structures.
struct RecordWriter {
    private(set) var writer = XDRWriter(capacity: 1500)

    mutating func begin() { writer.removeAll() }

    /// Writes a counters sample with the records that the body adds.
    mutating func sample(_ sequence: UInt32, _ source: DataSource, _ records: (inout Records) -> Void) {
        begin()
        writer.countersSample(CountersSample(sequence: sequence, source: source)) { writer in
            var list = Records(writer: writer)
            writer = XDRWriter()
            records(&list)
            writer = list.writer
            return list.count
        }
    }

    mutating func metrics(_ metrics: RealTimeMetrics) {
        begin()
        writer.sample(metrics)
    }

    mutating func stage(_ bytes: [UInt8]) -> ByteRange { writer.stage(bytes.span.bytes) }

    mutating func write(_ body: (inout XDRWriter) -> Void) { body(&writer) }

    /// The records of a sample.
    struct Records {
        fileprivate var writer: XDRWriter
        fileprivate var count: UInt32 = 0

        mutating func add<Structure: XDRStructure>(_ structure: Structure) {
            writer.record(structure)
            count += 1
        }
    }
}
