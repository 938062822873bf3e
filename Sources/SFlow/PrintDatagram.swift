import XDR

/// Prints datagrams as sflowtool does: the head, the samples and the records, field by field.
///
/// What is known of a datagram's arrival, and what is inside a sampled header, is not part of it.
public struct DatagramPrinter: Sendable {
    private var output: PrintedText

    public init(style: PrintStyle = .text) { output = PrintedText(style: style) }

    /// What was printed.
    public var bytes: [UInt8] { output.bytes }

    /// What was printed; what is no UTF-8 is repaired.
    public var text: String { String(decoding: output.bytes, as: UTF8.self) }

    /// Forgets what was printed and keeps the room for more.
    public mutating func removeAll() { output.removeAll() }

    /// Prints a datagram, as far as it can be read; returns what was wrong with it.
    @discardableResult
    public mutating func print(_ datagram: RawSpan) -> DatagramFault? {
        let start = output.mark
        do throws(DatagramFault) {
            let reader = try DatagramReader(datagram)
            head(reader.header, size: datagram.byteCount)
            let fault = samples(of: datagram)
            output.line("endDatagram   =================================")
            output.endObject()
            return fault
        } catch {
            output.rewind(to: start)
            return error
        }
    }

    private mutating func head(_ header: DatagramHeader, size: Int) {
        output.line("startDatagram =================================")
        output.open("{")
        output.field("datagramSize", UInt32(size))
        output.field("datagramVersion", header.version)
        output.field("agentSubId", header.subAgent)
        output.begin("agent")
        output.address(header.agent)
        output.end()
        output.field("packetSequenceNo", header.sequence)
        output.field("sysUpTime", header.uptime)
        output.field("samplesInPacket", header.sampleCount)
    }

    private mutating func samples(of datagram: RawSpan) -> DatagramFault? {
        output.open("[", name: "samples")
        defer { output.close("]") }
        do throws(DatagramFault) {
            var reader = try DatagramReader(datagram)
            while let sample = try reader.nextSample() { try print(sample, &reader) }
            return nil
        } catch {
            return error
        }
    }

    private mutating func print(_ sample: Sample, _ reader: inout DatagramReader) throws(DatagramFault) {
        output.line("startSample ----------------------")
        output.open("{")
        defer {
            output.prefix = ""
            output.close("}")
            output.line("endSample   ----------------------")
        }
        switch sample {
        case .flow(let flow): output.flowSample(flow, reader.sampleFormat)
        case .counters(let counters): output.countersSample(counters, reader.sampleFormat)
        case .discarded(let packet): output.discardedPacket(packet)
        case .unknown(let format, let body): return output.unknownSample(format, body)
        }
        output.open("[", name: "elements")
        defer { output.close("]") }
        if case .discarded = sample { output.prefix = "discarded_" }
        let kind = RecordKind(sample)
        while let record = try reader.nextRecord() { print(record, kind, reader.bytes) }
    }

    private mutating func print(_ record: Record, _ kind: RecordKind, _ bytes: RawSpan) {
        output.open("{")
        defer { output.close("}") }
        output.tag(kind, record.format)
        let start = output.mark
        var printer = FieldPrinter(bytes, record.body, output: output)
        output = PrintedText(style: output.style)
        let result = Result { () throws(XDRError) in
            try kind == .flow
                ? Structures.withFlowRecord(record.format, &printer)
                : Structures.withCounterRecord(record.format, &printer)
        }
        output = printer.output
        switch result {
        case .success(true): break
        case .success(false): output.skipped("unknown", kind, record)
        case .failure:
            output.rewind(to: start)
            output.skipped("malformed", kind, record)
        }
    }
}
