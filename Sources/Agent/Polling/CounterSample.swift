import SFlow
import XDR

/// The records of one counter sample while a poller writes them.
///
/// The packer reuses one value for all polls, so that a poll allocates nothing once it has grown.
package struct CounterSample {
    /// Records as they go on the wire, each with its format and length.
    package private(set) var writer = XDRWriter()
    /// How many records there are.
    package private(set) var recordCount: UInt32 = 0
    /// What no structure has, as a sample of its own before this one.
    package var metrics: RealTimeMetrics?

    package init() {}

    /// Appends a record.
    package mutating func append<Structure: XDRStructure>(_ structure: Structure) {
        writer.record(structure)
        recordCount += 1
    }

    /// Forgets the records and keeps the memory.
    package mutating func removeAll() {
        writer.removeAll()
        recordCount = 0
        metrics = nil
    }
}

extension CounterSample {
    /// Where each record lies in `writer.bytes`, its format and length included.
    var recordRanges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        let bytes = writer.bytes.span.bytes
        while start + 8 <= bytes.byteCount {
            let length = Int(bytes.bigEndian32(start + 4))
            let end = min(start + 8 + (length + 3) & ~3, bytes.byteCount)
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }
}

/// Takes counter samples.
package protocol CounterSampleSink {
    mutating func add(_ source: DataSource, _ sample: CounterSample)
}
