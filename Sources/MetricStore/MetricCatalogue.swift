import SFlow
import XDR

/// How a metric is read from a block.
package enum MetricReading: Sendable {
    case number(slot: Int)
    case text(slot: Int)
    /// A number that stands for a word.
    case word(slot: Int, @Sendable (Int) -> String)
    /// Computed from the numbers of the block, when it is asked for.
    case derived(@Sendable ([Double]) -> Double)
    case derivedText(@Sendable ([Double]) -> String)
}

/// Which data sources a metric is of: some names tell virtual machines, containers and pods from everything else.
package enum MetricScope: Sendable {
    case all, physical, virtual

    package func includes(_ source: DataSource) -> Bool {
        switch self {
        case .all: true
        case .physical: !source.isVirtual
        case .virtual: source.isVirtual
        }
    }
}

/// One metric: where it comes from and what it means.
package struct MetricDefinition: Sendable {
    package var name: String
    package var ordinal: Int
    package var reading: MetricReading
    package var unit: String
    package var doc: String
    package var scope = MetricScope.all

    package func value(in block: MetricBlock) -> MetricScalar? {
        switch reading {
        case .number(let slot): MetricScalar(block.numbers[slot])
        case .text(let slot): block.texts[slot].isEmpty ? nil : .text(block.texts[slot])
        case .word(let slot, let word): .text(word(Int(block.numbers[slot])))
        case .derived(let compute): MetricScalar(compute(block.numbers))
        case .derivedText(let compute): .text(compute(block.numbers))
        }
    }
}

/// Every metric, from the structures' declarations and from what is derived of them.
package struct MetricCatalogue: Sendable {
    package static let standard = MetricCatalogue()

    /// By structure, in the order of `Structures.counterRecords`.
    package let byStructure: [[MetricDefinition]]
    package let byName: [String: [MetricDefinition]]

    init() {
        byStructure = Structures.counterRecords.enumerated().map { Self.definitions(of: $1, ordinal: $0) }
        byName = Dictionary(grouping: byStructure.joined(), by: \.name)
    }

    private static func definitions(of type: any XDRStructure.Type, ordinal: Int) -> [MetricDefinition] {
        var definitions: [MetricDefinition] = [], slots: [String: Int] = [:], numbers = 0, texts = 0
        for entry in FieldLister.list(type.init()) where entry.field.metric.utf8CodeUnitCount > 0 {
            let name = entry.field.metric.description
            let reading: MetricReading
            if isText(entry) {
                reading = .text(slot: texts)
                texts += 1
            } else {
                slots[name] = numbers
                reading = Words.table(name).map { .word(slot: numbers, $0) } ?? .number(slot: numbers)
                numbers += 1
            }
            definitions.append(
                MetricDefinition(
                    name: name,
                    ordinal: ordinal,
                    reading: reading,
                    unit: shownUnit(entry.field),
                    doc: entry.field.doc.description
                )
            )
        }
        return DerivedMetrics.extend(definitions, of: type, ordinal: ordinal, slots: slots).flatMap { scoped($0, type) }
    }

    /// A metric, and beside it the one that virtual data sources have in its place.
    private static func scoped(
        _ definition: MetricDefinition,
        _ type: any XDRStructure.Type
    ) -> [MetricDefinition] {
        let name = type.virtualMetric(definition.name)
        guard name != definition.name else { return [definition] }
        var physical = definition, virtual = definition
        physical.scope = .physical
        virtual.scope = .virtual
        virtual.name = name
        return [physical, virtual]
    }

    private static func isText(_ entry: FieldEntry) -> Bool {
        switch (entry.value, entry.field.form) {
        case (.text, _), (.uuid, _), (.mac, _), (_, .hexDigits): true
        default: false
        }
    }

    private static func shownUnit(_ field: Field) -> String {
        switch field.kind {
        case .counter: field.unit == .none ? "1/s" : "\(field.unit.rawValue)/s"
        case .busyTime: "%"
        case .gauge where field.unit == .percentHundredths: "%"
        case .gauge, .text, .identifier: field.unit.rawValue
        }
    }
}
