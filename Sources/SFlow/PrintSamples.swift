import XDR

/// Which list the records of a sample are from.
enum RecordKind {
    case flow, counters

    init(_ sample: Sample) {
        if case .counters = sample { self = .counters } else { self = .flow }
    }

    /// The name of the line before a record.
    var tag: StaticString { self == .flow ? "flowBlock_tag" : "counterBlock_tag" }

    /// What a record is called when it is skipped.
    var element: StaticString { self == .flow ? "flow_sample_element" : "counters_sample_element" }
}

extension PrintedText {
    private mutating func sampleHead(
        _ format: DataFormat,
        _ name: StaticString,
        _ sequence: UInt32,
        _ source: DataSource
    ) {
        begin("sampleType_tag")
        self.format(format)
        end()
        field("sampleType", name)
        field("sampleSequenceNo", sequence)
        begin("sourceId")
        pair(source.sourceClass, source.index)
        end()
    }

    mutating func flowSample(_ sample: FlowSample, _ format: DataFormat) {
        sampleHead(format, "FLOWSAMPLE", sample.sequence, sample.source)
        field("meanSkipCount", sample.samplingRate)
        field("samplePool", sample.samplePool)
        field("dropEvents", sample.drops)
        port("inputPort", sample.input)
        port("outputPort", sample.output)
    }

    mutating func countersSample(_ sample: CountersSample, _ format: DataFormat) {
        sampleHead(format, "COUNTERSSAMPLE", sample.sequence, sample.source)
    }

    mutating func discardedPacket(_ packet: DiscardedPacket) {
        sampleHead(DiscardedPacket.format, "DISCARD", packet.sequence, packet.source)
        field("dropEvents", packet.drops)
        field("inputPort", packet.input)
        field("outputPort", packet.output)
        field("discardCode", packet.reason)
    }

    mutating func unknownSample(_ format: DataFormat, _ body: ByteRange) {
        begin("sampleType_tag")
        self.format(format)
        end()
        skipped("unknown", "sample", format, body)
    }

    private mutating func port(_ name: StaticString, _ port: InterfacePort) {
        begin(name)
        switch port.format {
        case 0: break
        case 1: append("dropCode ")
        case 2: append("multiple ")
        default:
            append("format==")
            decimal(UInt64(port.format))
            append(" ")
        }
        decimal(UInt64(port.value))
        end()
    }

    mutating func tag(_ kind: RecordKind, _ format: DataFormat) {
        begin(kind.tag)
        self.format(format)
        end()
    }

    mutating func skipped(_ why: StaticString, _ kind: RecordKind, _ record: Record) {
        skipped(why, kind.element, record.format, record.body)
    }

    /// A line in text; JSON says no more than the tag.
    private mutating func skipped(_ why: StaticString, _ what: StaticString, _ format: DataFormat, _ body: ByteRange) {
        guard style == .text else { return }
        append("skipping ")
        append(why)
        append(" ")
        append(what)
        append(": ")
        self.format(format)
        append(" len=")
        decimal(UInt64(body.count))
        append("\n")
    }
}
