import Engine
import Exposition
import MetricStore
import NetTypes
import Workloads

/// Metrics of data sources as text, part by part: what is made at a time is about one metric.
struct MetricExposition: IteratorProtocol {
    /// The metrics that have a name in common once that is valid.
    private struct Group {
        var name: String
        var metrics: [String]
    }

    private var survey: MetricSurvey
    private var groups: ArraySlice<Group>
    /// Where every metric is asked for, texts are left out: those that tell data sources apart are labels of the others.
    private let hasTexts: Bool
    private var writer: ExpositionWriter
    /// By the survey's numbers of data sources.
    private var labels: [MetricLabels] = []

    /// Parts are at least so long, but for the last.
    private static let partLength = 64 << 10

    init(_ survey: MetricSurvey, _ names: [String], hasTexts: Bool, _ settings: PrometheusSettings) {
        self.survey = survey
        self.hasTexts = hasTexts
        writer = ExpositionWriter(describes: settings.describes)
        var groups: [Group] = [], places: [String: Int] = [:]
        for name in names {
            let shown = MetricFamily.validName(settings.prefix + name)
            if let place = places[shown] {
                if !groups[place].metrics.contains(name) { groups[place].metrics.append(name) }
            } else {
                places[shown] = groups.count
                groups.append(Group(name: shown, metrics: [name]))
            }
        }
        self.groups = groups[...]
    }

    mutating func next() -> [UInt8]? {
        while writer.bytes.count < Self.partLength, let group = groups.popFirst() { write(group) }
        return writer.bytes.isEmpty ? nil : writer.take()
    }

    private mutating func write(_ group: Group) {
        var numbers: [(source: Int, number: Double)] = [], texts: [(source: Int, label: String, text: String)] = []
        var read: Set<Int> = []
        for name in group.metrics {
            for reading in survey.readings(of: name) {
                // Of several metrics that become one, a data source has the first.
                guard group.metrics.count == 1 || read.insert(reading.source).inserted else { continue }
                switch reading.value {
                case .number(let number): numbers.append((reading.source, number))
                case .text(let text): texts.append((reading.source, Self.label(name), text))
                }
            }
        }
        renderLabels()
        let help = MetricMeaning.of(group.metrics[0])
        writer.family(.gauge(named: group.name, help)) {
            for (source, number) in numbers { $0.sample(number, labels[source]) }
        }
        guard hasTexts else { return }
        writer.family(MetricFamily(.info, group.name, help)) {
            for (source, label, text) in texts { $0.sample(1, labels[source].with(label, text)) }
        }
    }

    private mutating func renderLabels() {
        for source in survey.takeNewSources() { labels.append(MetricLabels(source)) }
    }
}

extension MetricExposition {
    private static let labelsOfSources: Set<String> = Set(
        ["agent", "datasource", "host", "ifname", "vir_host"] + WorkloadField.names.map(\.rawValue)
    )

    /// What the label with a metric's text is called: as the metric, unless the data source has such a label.
    private static func label(_ metric: String) -> String {
        let name = MetricFamily.validName(metric)
        return labelsOfSources.contains(name) ? "value" : name
    }
}

extension MetricLabels {
    fileprivate init(_ source: SourceNames) {
        self.init(["agent": source.agent.description, "datasource": source.dataSource])
        if let host = source.hostName { append("host", host) }
        if let name = source.interfaceName { append("ifname", name) }
        if let name = source.virtualHostName { append("vir_host", name) }
        for label in source.labels { append(label.field.rawValue, label.text) }
    }
}

/// What a metric is said to be.
enum MetricMeaning {
    static func of(_ name: String) -> String {
        if let definition = MetricCatalogue.standard.byName[name]?.first {
            return text(definition.doc, definition.unit)
        }
        guard let field = WorkloadField(rawValue: name) else {
            return "A metric of an application, or of a flow definition"
        }
        return text(field.doc, field.kind == .counter ? "\(field.unit.isEmpty ? "1" : field.unit)/s" : field.unit)
    }

    private static func text(_ doc: String, _ unit: String) -> String { unit.isEmpty ? doc : "\(doc) (\(unit))" }
}

extension MetricCatalogue {
    /// Whether a metric of the standard is a text.
    func isText(_ name: String) -> Bool {
        guard let definitions = byName[name] else { return false }
        return definitions.allSatisfy {
            switch $0.reading {
            case .text, .word, .derivedText: true
            case .number, .derived: false
            }
        }
    }
}
