import XDR

/// The reference page of the wire, made from the declarations.
public enum StructureReference {
    /// The page as Markdown.
    public static func page() -> String {
        var page = introduction
        section("Datagram and samples", level: 2, into: &page)
        for head in heads { append(head.type, format: head.format, name: head.name, source: head.source, into: &page) }
        section("Flow records", level: 2, into: &page)
        for type in Structures.flowRecords { append(type, into: &page) }
        section("Counter records", level: 2, into: &page)
        for type in Structures.counterRecords { append(type, into: &page) }
        return page
    }

    private static let introduction = """
        # Structures on the wire

        Every structure of sFlow version 5 that Starling reads and writes, from its declaration in `Sources/SFlow`.
        Formats that are not listed are skipped by their length and counted. All numbers are big-endian.

        - *Field* is the name in text and JSON output. Fields of the elements of a list are indented; fields that older
          agents do not send are marked +.
        - *Kind*: a gauge is a level; a counter is a running total, shown as a rate per second; a busyTime is a total of
          milliseconds, shown as percent of one unit; text and identifiers are labels.
        - *Metric* is the name under which the analyzer has the value; where there are two, the second is that of virtual
          machines, containers and pods (data sources of class 3).
        - Unknown are: the largest value of a counter, an empty string, -1 of a load average or a percentage.

        """

    private struct Head {
        var type: any XDRElement.Type
        var format: DataFormat?
        var name: StaticString
        var source: StaticString

        init(_ type: any XDRElement.Type, _ format: DataFormat?, _ name: StaticString, _ source: StaticString) {
            (self.type, self.format, self.name, self.source) = (type, format, name, source)
        }
    }

    private static let heads = [
        Head(DatagramHeader.self, nil, "sample_datagram_v5", Specification.version5),
        Head(CompactFlowSample.self, CompactFlowSample.format, "flow_sample", Specification.version5),
        Head(CompactCountersSample.self, CompactCountersSample.format, "counters_sample", Specification.version5),
        Head(ExpandedFlowSample.self, ExpandedFlowSample.format, "flow_sample_expanded", Specification.version5),
        Head(
            ExpandedCountersSample.self,
            ExpandedCountersSample.format,
            "counters_sample_expanded",
            Specification.version5
        ),
        Head(DiscardedPacket.self, DiscardedPacket.format, "discarded_packet", Specification.drops),
        Head(RealTimeMetrics.self, RealTimeMetrics.format, RealTimeMetrics.name, RealTimeMetrics.source),
        Head(RealTimeFlow.self, RealTimeFlow.format, RealTimeFlow.name, RealTimeFlow.source),
    ]

    /// The name of a sample's format in its specification; `nil`: it is not known.
    public static func sampleName(_ format: DataFormat) -> StaticString? {
        heads.first { $0.format == format }?.name
    }

    private static func section(_ title: String, level: Int, into page: inout String) {
        page += "\n\(String(repeating: "#", count: level)) \(title)\n"
    }

    private static func append(_ type: any XDRStructure.Type, into page: inout String) {
        append(type, format: type.format, name: type.name, source: type.source, into: &page)
    }

    private static func append(
        _ type: any XDRElement.Type,
        format: DataFormat?,
        name: StaticString,
        source: StaticString,
        into page: inout String
    ) {
        section(format.map { "\(name), \($0)" } ?? "\(name)", level: 3, into: &page)
        page += "\n\(source)\n\n| field | type | kind | unit | metric | meaning |\n|---|---|---|---|---|---|\n"
        for description in describe(type) { page += row(description, type as? any XDRStructure.Type) }
    }

    private static func describe(_ type: any XDRElement.Type) -> [FieldDescription] { FieldDescriber.describe(type) }

    private static func metrics(_ metric: String, _ structure: (any XDRStructure.Type)?) -> String {
        guard !metric.isEmpty else { return "" }
        let virtual = structure?.virtualMetric(metric) ?? metric
        return virtual == metric ? "`\(metric)`" : "`\(metric)`, `\(virtual)`"
    }

    private static func row(_ description: FieldDescription, _ structure: (any XDRStructure.Type)?) -> String {
        let field = description.field, prefix = structure?.namePrefix.description ?? ""
        let cells = [
            String(repeating: "&emsp;", count: description.depth) + "`\(prefix)\(field.name)`"
                + (description.isAddition ? " +" : ""),
            description.type, field.kind.rawValue, field.unit.rawValue, metrics(field.metric.description, structure),
            field.doc.description,
        ]
        return "| " + cells.joined(separator: " | ") + " |\n"
    }
}
