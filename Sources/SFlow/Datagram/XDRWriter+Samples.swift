public import XDR

extension XDRWriter {
    /// Writes a datagram's head; its sample count is the word before what follows, to be patched with
    /// `patchSampleCount`.
    public mutating func datagramHeader(_ header: DatagramHeader) {
        var header = header
        write(&header)
    }

    /// Sets the sample count of the datagram whose head ends at `offset`.
    public mutating func patchSampleCount(_ count: UInt32, headerEnd offset: Int) { patch(count, at: offset - 4) }

    /// Writes a flow sample with the records that `records` writes by `record`; compact where every index fits.
    public mutating func flowSample(
        _ sample: FlowSample,
        expanded: Bool = false,
        _ records: (inout XDRWriter) -> UInt32
    ) {
        if expanded || !sample.fitsCompact {
            var wire = sample.expanded
            framed(ExpandedFlowSample.format, &wire, records)
        } else {
            var wire = sample.compact
            framed(CompactFlowSample.format, &wire, records)
        }
    }

    /// Writes a counters sample with the records that `records` writes by `record`.
    public mutating func countersSample(
        _ sample: CountersSample,
        expanded: Bool = false,
        _ records: (inout XDRWriter) -> UInt32
    ) {
        if expanded || !sample.source.fitsCompact {
            var wire = ExpandedCountersSample()
            wire.sequence = sample.sequence
            wire.sourceClass = sample.source.sourceClass
            wire.sourceIndex = sample.source.index
            framed(ExpandedCountersSample.format, &wire, records)
        } else {
            var wire = CompactCountersSample()
            wire.sequence = sample.sequence
            wire.source = sample.source.compact
            framed(CompactCountersSample.format, &wire, records)
        }
    }

    /// Writes a discarded packet with the records that `records` writes by `record`.
    public mutating func discardedPacket(_ sample: DiscardedPacket, _ records: (inout XDRWriter) -> UInt32) {
        var wire = sample
        framed(DiscardedPacket.format, &wire, records)
    }

    /// Writes a sample that has no records: its format, its length, its body.
    public mutating func sample(_ sample: RealTimeMetrics) { record(sample) }

    /// Writes a sample that has no records: its format, its length, its body.
    public mutating func sample(_ sample: RealTimeFlow) { record(sample) }

    /// Writes one record: its format, its length, its body.
    public mutating func record<Structure: XDRStructure>(_ structure: Structure) {
        var structure = structure
        word(Structure.format.word)
        let length = count
        word(0)
        write(&structure)
        patch(UInt32(count - length - 4), at: length)
    }

    /// A head, whose last word is the number of records, and the records; `records` returns how many it wrote.
    private mutating func framed<Head: XDRElement>(
        _ format: DataFormat,
        _ head: inout Head,
        _ records: (inout XDRWriter) -> UInt32
    ) {
        word(format.word)
        let length = count
        word(0)
        write(&head)
        let recordCount = count - 4
        patch(records(&self), at: recordCount)
        patch(UInt32(count - length - 4), at: length)
    }

    /// A writer never fails: what is too long is cut.
    public mutating func write<Element: XDRElement>(_ element: inout Element) {
        do { try element.visit(&self) } catch { preconditionFailure("a writer does not throw") }
    }
}
