import SFlow

/// How often each structure came, a bounded number of them.
struct StructureTally: Sendable {
    /// What a structure is part of: formats are numbered apart.
    enum Kind: UInt8, CaseIterable, Sendable {
        case sample, flowRecord, counterRecord

        var name: String {
            switch self {
            case .sample: "sample"
            case .flowRecord: "flow record"
            case .counterRecord: "counter record"
            }
        }
    }

    struct Entry: Sendable {
        let kind: Kind
        let format: DataFormat
        var count = 0

        /// The name in its specification; `nil`: it is not known.
        var name: String? {
            switch kind {
            case .sample: StructureReference.sampleName(format)?.description
            case .flowRecord: Structures.flowRecord(format)?.name.description
            case .counterRecord: Structures.counterRecord(format)?.name.description
            }
        }
    }

    static let limit = 1024

    private var entries: [Entry] = []
    private var places: [UInt64: Int] = [:]
    /// Structures for whose format there was no room.
    private(set) var others = 0

    mutating func count(_ kind: Kind, _ format: DataFormat) {
        let key = UInt64(kind.rawValue) << 32 | UInt64(format.word)
        if let place = places[key] {
            entries[place].count += 1
        } else if entries.count < Self.limit {
            places[key] = entries.count
            entries.append(Entry(kind: kind, format: format, count: 1))
        } else {
            others += 1
        }
    }

    /// By kind and format.
    var sorted: [Entry] { entries.sorted { ($0.kind.rawValue, $0.format.word) < ($1.kind.rawValue, $1.format.word) } }
}
