import JSON
import NetTypes
import SFlow
import XDR

/// The samples of a datagram as lines of JSON, one for each: what `--json` prints. It reads what was encoded, so that it
/// shows what collectors get.
package enum SampleJSON {
    /// The lines for a datagram of ours, each with its end.
    package static func lines(_ datagram: RawSpan) throws(DatagramFault) -> String {
        var reader = try DatagramReader(datagram)
        var result = ""
        while let sample = try reader.nextSample() {
            var records: [Record] = []
            while let record = try reader.nextRecord() { records.append(record) }
            var writer = JSONWriter()
            writer.object { writer in
                write(reader.header, to: &writer)
                write(sample, datagram, to: &writer)
                if case .realTimeMetrics = sample { return }
                writer.member("records") { writer in
                    writer.object { writer in
                        for record in records { write(record, of: sample, datagram, to: &writer) }
                    }
                }
            }
            result += writer.text + "\n"
        }
        return result
    }

    private static func write(_ header: DatagramHeader, to writer: inout JSONWriter) {
        writer.member("agent", text(header.agent))
        writer.member("subAgent", header.subAgent)
        writer.member("datagram", header.sequence)
        writer.member("uptime", header.uptime)
    }

    private static func write(_ sample: Sample, _ datagram: RawSpan, to writer: inout JSONWriter) {
        switch sample {
        case .flow(let flow):
            writer.member("sample", "flow")
            writer.member("source", "\(flow.source)")
            writer.member("sequence", flow.sequence)
            writer.member("samplingRate", flow.samplingRate)
            writer.member("samplePool", flow.samplePool)
            writer.member("drops", flow.drops)
            writer.member("input", flow.input.value)
            writer.member("output", flow.output.value)
        case .counters(let counters):
            writer.member("sample", "counters")
            writer.member("source", "\(counters.source)")
            writer.member("sequence", counters.sequence)
        case .discarded(let packet):
            writer.member("sample", "discarded")
            writer.member("source", "\(packet.source)")
            writer.member("sequence", packet.sequence)
            writer.member("reason", packet.reason)
        case .realTimeMetrics(let body):
            writer.member("sample", "\(RealTimeMetrics.name)")
            if let metrics = try? RealTimeMetrics(reading: datagram, body) { write(metrics, to: &writer) }
        case .realTimeFlow: writer.member("sample", "\(RealTimeFlow.name)")
        case .unknown(let format, _): writer.member("sample", "\(format)")
        }
    }

    private static func write(_ metrics: RealTimeMetrics, to writer: inout JSONWriter) {
        writer.member("source", metrics.dataSource)
        writer.member("metrics") { writer in
            writer.object { writer in
                for metric in metrics.metrics { writer.member(metric.name) { write(metric.value, to: &$0) } }
            }
        }
    }

    private static func write(_ value: RealTimeMetric.Value, to writer: inout JSONWriter) {
        switch value {
        case .text(let text): writer.value(text)
        case .counter32(let number), .gauge32(let number): writer.value(number)
        case .counter64(let number), .gauge64(let number): writer.value(number)
        case .gaugeFloat(let number): writer.value(number)
        case .gaugeDouble(let number): writer.value(number)
        }
    }

    private static func write(_ record: Record, of sample: Sample, _ datagram: RawSpan, to writer: inout JSONWriter) {
        let counters = if case .counters = sample { true } else { false }
        let type = counters ? Structures.counterRecord(record.format) : Structures.flowRecord(record.format)
        guard let type, let fields = fields(of: type, datagram, record.body) else { return }
        writer.member(type.name.description) { write(fields, datagram, to: &$0) }
    }

    private static func fields<Structure: XDRStructure>(
        of type: Structure.Type,
        _ datagram: RawSpan,
        _ body: ByteRange
    ) -> [FieldEntry]? {
        guard let structure = try? Structure(reading: datagram, body) else { return nil }
        return FieldLister.list(structure)
    }

    private static func write(_ fields: [FieldEntry], _ datagram: RawSpan, to writer: inout JSONWriter) {
        writer.object { writer in
            for field in fields {
                writer.member(field.name) { write(field.value, datagram, to: &$0) }
            }
        }
    }

    private static func write(_ value: FieldValue, _ datagram: RawSpan, to writer: inout JSONWriter) {
        switch value {
        case .unsigned(let number): writer.value(number)
        case .signed(let number): writer.value(number)
        case .real(let number): writer.value(number)
        case .double(let number): writer.value(number)
        case .mac(let bits): writer.value(MACAddress(bits).description)
        case .ipv4(let bits): writer.value(ipv4Text(bits))
        case .ipv6(let bits): writer.value(ipv6Text(bits))
        case .address(let address): writer.value(text(address))
        case .uuid(let bits): writer.value(uuidText(bits))
        case .text(let text): writer.value(text)
        case .bytes(let range): writer.value(datagram.copy(range).map { hexText(UInt64($0), digits: 2) }.joined())
        case .list(let elements):
            writer.array { writer in
                for element in elements { write(element, datagram, to: &writer) }
            }
        }
    }

    private static func text(_ address: XDRAddress) -> String {
        switch address {
        case .unknown: ""
        case .ipv4(let bits): ipv4Text(bits)
        case .ipv6(let bits): ipv6Text(bits)
        }
    }
}
