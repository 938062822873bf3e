import NetTypes
import SFlow
import XDR

/// Prints datagrams as sflowtool does: the head, the samples, the records and what is in sampled headers, field by field.
///
/// Make one and print into it again and again: nothing is allocated but room for a larger datagram than those before.
package struct DatagramPrinter: ~Copyable {
    private var output: PrintedText
    private var context = GrepContext()
    /// The last times that were written, in each of their places.
    private var receptionTime = LocalTime(), captureTime = LocalTime(), contextTime = LocalTime()

    package init(style: PrintStyle = .text) { output = PrintedText(style: style) }

    /// Prints, of each sample, the values of these fields, with commas between; samples that have none are no line.
    package init(fields: [String]) {
        output = PrintedText(style: PrintStyle(.fields))
        output.selection = FieldSelection(fields)
    }

    /// What was printed.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get { output.buffer.bytes }
    }

    /// What was printed, as text.
    package var text: String { output.buffer.text }

    /// Forgets what was printed and keeps the room for more.
    package mutating func removeAll() { output.removeAll() }

    /// Prints a datagram, as far as it can be read; returns what was wrong with it.
    /// - Parameter accepts: whether a sample is printed; asked with a reader that stands before its records. A datagram of
    ///   which none is accepted is not printed, unless it is damaged.
    @discardableResult
    package mutating func print(
        _ datagram: RawSpan,
        _ arrival: Arrival,
        where accepts: ((Sample, DatagramReader) -> Bool)? = nil
    ) -> DatagramFault? {
        let start = output.mark
        do throws(DatagramFault) {
            var reader = try DatagramReader(datagram)
            context.begin(arrival)
            refreshContext()
            head(reader.header, size: datagram.byteCount, arrival)
            var isEmpty = accepts != nil
            let fault = samples(&reader, accepts, &isEmpty)
            output.line("endDatagram   =================================")
            output.endObject()
            output.selection.endDatagram()
            if isEmpty, fault == nil { output.rewind(to: start) }
            return fault
        } catch {
            output.rewind(to: start)
            return error
        }
    }

    private mutating func refreshContext() {
        if output.style.form == .grep { context.write(&contextTime, to: &output.context) }
    }

    // MARK: Head

    private mutating func head(_ header: DatagramHeader, size: Int, _ arrival: Arrival) {
        output.selection.isInSample = false
        output.line("startDatagram =================================")
        output.open("{")
        self.arrival(arrival, size: size)
        output.field("datagramVersion", header.version)
        output.field("agentSubId", header.subAgent)
        context.begin(header)
        refreshContext()
        output.field("agent", header.agent)
        output.field("packetSequenceNo", header.sequence)
        output.field("sysUpTime", header.uptime)
        output.field("samplesInPacket", header.sampleCount)
        output.selection.isInSample = true
    }

    private mutating func arrival(_ arrival: Arrival, size: Int) {
        var received: UInt64 = 0, source: IPAddress?
        if case .received(let from, let time) = arrival { (source, received) = (from, time) }
        output.field("datagramSourceIP", XDRAddress(source))
        output.field("datagramSize", UInt32(size))
        output.field("unixSecondsUTC", received / 1_000_000_000)
        output.field("unixSecondsUTC_uS", received / 1000 % 1_000_000)
        output.field("localtime") { receptionTime.append(received / 1_000_000_000, to: &$0) }
        guard case .captured(let captured) = arrival else { return }
        output.field("pcapTimestamp") { captureTime.append(captured / 1_000_000_000, to: &$0) }
        output.field("pcapTimestamp_uS", captured / 1000 % 1_000_000)
    }

    // MARK: Samples

    private mutating func samples(
        _ reader: inout DatagramReader,
        _ accepts: ((Sample, DatagramReader) -> Bool)?,
        _ isEmpty: inout Bool
    ) -> DatagramFault? {
        output.open("[", name: "samples")
        defer { output.close("]") }
        var isDamaged = false
        do throws(DatagramFault) {
            while let sample = try reader.nextSample() {
                if let accepts, !accepts(sample, reader) { continue }
                isEmpty = false
                isDamaged = try !print(sample, &reader) || isDamaged
            }
            return isDamaged ? .record : nil
        } catch {
            return error
        }
    }

    /// False: a record or a sample of a known format could not be read, and was skipped.
    private mutating func print(_ sample: Sample, _ reader: inout DatagramReader) throws(DatagramFault) -> Bool {
        context.begin(sample: reader.sampleFormat)
        refreshContext()
        output.line("startSample ----------------------")
        output.open("{")
        defer {
            output.pop(prefixTo: 0)
            output.close("}")
            output.line("endSample   ----------------------")
            output.selection.endSample(&output.buffer)
        }
        output.field("sampleType_tag", reader.sampleFormat)
        switch sample {
        case .flow(let flow):
            begin(flow.source)
            output.flowSample(flow)
            return try records(.flow, &reader)
        case .counters(let counters):
            begin(counters.source)
            output.sampleHead("COUNTERSSAMPLE", counters.sequence, counters.source)
            return try records(.counters, &reader)
        case .discarded(let packet):
            begin(packet.source)
            output.discardedPacket(packet)
            output.push(prefix: "discarded_")
            return try records(.flow, &reader)
        case .realTimeMetrics(let body): return realTime(RealTimeMetrics.self, "RTMETRIC", body, reader.bytes)
        case .realTimeFlow(let body): return realTime(RealTimeFlow.self, "RTFLOW", body, reader.bytes)
        case .unknown(let format, let body):
            output.skipped("unknown", "sample", format, body)
            return true
        }
    }

    private mutating func begin(_ source: DataSource) {
        context.source = source
        refreshContext()
    }

    private mutating func realTime(
        _ type: (some XDRStructure).Type,
        _ name: StaticString,
        _ body: ByteRange,
        _ bytes: RawSpan
    ) -> Bool {
        output.field("sampleType", name)
        let start = output.mark
        do throws(XDRError) {
            try fields(body, bytes) { printer throws(XDRError) in try printer.act(on: type, ordinal: 0) }
            return true
        } catch {
            output.rewind(to: start)
            output.skipped("malformed", "sample", type.format, body)
            return false
        }
    }

    private mutating func records(_ kind: RecordKind, _ reader: inout DatagramReader) throws(DatagramFault) -> Bool {
        output.open("[", name: "elements")
        defer { output.close("]") }
        var isSound = true
        while let record = try reader.nextRecord() { isSound = print(record, kind, reader.bytes) && isSound }
        return isSound
    }

    private mutating func print(_ record: Record, _ kind: RecordKind, _ bytes: RawSpan) -> Bool {
        context.record = record.format
        refreshContext()
        output.open("{")
        defer { output.close("}") }
        output.field(kind.tag, record.format)
        let start = output.mark
        do throws(XDRError) {
            if kind == .flow, try output.sampledPacket(record, bytes) { return true }
            if try fields(record, kind, bytes) { return true }
            output.skipped("unknown", kind.element, record.format, record.body)
            return true
        } catch {
            output.rewind(to: start)
            output.skipped("malformed", kind.element, record.format, record.body)
            return false
        }
    }

    /// Prints the fields of a declared structure; false where there is none.
    private mutating func fields(_ record: Record, _ kind: RecordKind, _ bytes: RawSpan) throws(XDRError) -> Bool {
        var isDeclared = false
        try fields(record.body, bytes) { printer throws(XDRError) in
            isDeclared =
                try kind == .flow
                ? Structures.withFlowRecord(record.format, &printer)
                : Structures.withCounterRecord(record.format, &printer)
        }
        return isDeclared
    }

    /// Lends the output to a printer of fields.
    private mutating func fields(
        _ body: ByteRange,
        _ bytes: RawSpan,
        _ print: (inout FieldPrinter) throws(XDRError) -> Void
    ) throws(XDRError) {
        let lent = exchange(&output, with: PrintedText(style: output.style, capacity: 0))
        var printer = FieldPrinter(bytes, body, output: lent)
        let result = Result { () throws(XDRError) in try print(&printer) }
        output = printer.finish()
        try result.get()
    }
}
