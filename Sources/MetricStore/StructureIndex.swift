import SFlow

/// The data sources by the structures that they have: virtual ones apart, since some metrics are of them alone, or of all
/// others.
struct StructureIndex: Sendable {
    private var sources: [Set<Int>] = Array(repeating: [], count: 2 * Structures.counterRecords.count)
    /// When it last came, in milliseconds of the analyzer's clock.
    private var updated: [Int64] = Array(repeating: .min, count: 2 * Structures.counterRecords.count)

    /// The place of a structure of a data source.
    @inline(__always)
    static func place(_ ordinal: Int, _ source: DataSource) -> Int { 2 * ordinal + (source.isVirtual ? 1 : 0) }

    private static func places(of metric: MetricDefinition) -> Range<Int> {
        let first = 2 * metric.ordinal
        return switch metric.scope {
        case .all: first..<first + 2
        case .physical: first..<first + 1
        case .virtual: first + 1..<first + 2
        }
    }

    @inline(__always)
    mutating func insert(_ source: Int, at place: Int, now: Int64) {
        sources[place].insert(source)
        updated[place] = now
    }

    mutating func remove(_ source: Int, at place: Int) { sources[place].remove(source) }

    func forEachSource(with metric: MetricDefinition, _ body: (Int) -> Void) {
        for place in Self.places(of: metric) { for source in sources[place] { body(source) } }
    }

    func lastUpdate(of metric: MetricDefinition) -> Int64? {
        Self.places(of: metric).filter { !sources[$0].isEmpty }.map { updated[$0] }.max()
    }

    var metricCount: Int {
        MetricCatalogue.standard.byStructure.enumerated().reduce(0) { sum, structure in
            structure.element.reduce(sum) { sum, metric in
                Self.places(of: metric).reduce(sum) { $0 + sources[$1].count }
            }
        }
    }
}
