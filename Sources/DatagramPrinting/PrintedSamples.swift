import NetTypes
import SFlow
import XDR

/// Which list the records of a sample are from.
enum RecordKind {
    case flow, counters

    /// The name of the line before a record.
    var tag: StaticString { self == .flow ? "flowBlock_tag" : "counterBlock_tag" }

    /// What a record is called when it is skipped.
    var element: StaticString { self == .flow ? "flow_sample_element" : "counters_sample_element" }
}

extension PrintedText {
    mutating func sampleHead(_ name: StaticString, _ sequence: UInt32, _ source: DataSource) {
        field("sampleType", name)
        field("sampleSequenceNo", sequence)
        field("sourceId") { $0.append(pair: source.sourceClass, source.index) }
    }

    mutating func flowSample(_ sample: FlowSample) {
        sampleHead("FLOWSAMPLE", sample.sequence, sample.source)
        field("meanSkipCount", sample.samplingRate)
        field("samplePool", sample.samplePool)
        field("dropEvents", sample.drops)
        port("inputPort", sample.input)
        port("outputPort", sample.output)
    }

    mutating func discardedPacket(_ packet: DiscardedPacket) {
        sampleHead("DISCARD", packet.sequence, packet.source)
        field("dropEvents", packet.drops)
        field("inputPort", packet.input)
        field("outputPort", packet.output)
        field("discardCode", packet.reason)
        field("discardReason", DropReason.name(of: packet.reason) ?? "NotFound")
    }

    /// A line that only text has; JSON says no more than the tag.
    mutating func skipped(_ why: StaticString, _ what: StaticString, _ format: DataFormat, _ body: ByteRange) {
        line {
            $0.append("skipping ")
            $0.append(why)
            $0.append(" ")
            $0.append(what)
            $0.append(": ")
            $0.append(format)
            $0.append(" len=")
            $0.append(decimal: body.count)
        }
    }
}
