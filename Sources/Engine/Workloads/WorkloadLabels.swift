import Workloads

/// The labels of a workload, packed: for each the number of its field, its length and its text.
struct WorkloadLabels: Sendable {
    private var bytes: [UInt8] = []
    /// All together; labels that do not fit are left out, the later ones of `WorkloadField` first.
    static let limit = 640
    static let fields = WorkloadField.allCases

    init(_ labels: [WorkloadLabel] = []) {
        let places = labels.map { (place: Self.fields.firstIndex(of: $0.field)!, text: $0.text.utf8) }
        let length = places.filter { Self.isKept($0.text) }.reduce(0) { $0 + 2 + $1.text.count }
        bytes.reserveCapacity(min(length, Self.limit))
        for (place, text) in places.sorted(by: { Self.rank($0.place) < Self.rank($1.place) })
        where Self.isKept(text) && bytes.count + 2 + text.count <= Self.limit {
            bytes.append(UInt8(place))
            bytes.append(UInt8(text.count))
            bytes.append(contentsOf: text)
        }
    }

    private static func isKept(_ text: String.UTF8View) -> Bool { (1...255).contains(text.count) }

    /// Those that a workload is asked for by come before those that are only shown.
    private static func rank(_ place: Int) -> Int {
        switch fields[place] {
        case .image, .addresses, .podOwner: place + fields.count
        default: place
        }
    }

    var isEmpty: Bool { bytes.isEmpty }

    subscript(field: WorkloadField) -> String? { all.first { $0.field == field }?.text }

    var all: [WorkloadLabel] {
        var labels: [WorkloadLabel] = [], start = 0
        while start < bytes.count {
            let end = start + 2 + Int(bytes[start + 1])
            let text = String(decoding: bytes[start + 2..<end], as: UTF8.self)
            labels.append(WorkloadLabel(Self.fields[Int(bytes[start])], text))
            start = end
        }
        return labels
    }

    /// Those of `labels` in place of what is there of the same fields.
    func updated(with labels: [WorkloadLabel]) -> WorkloadLabels {
        let fields = Set(labels.map(\.field))
        return WorkloadLabels(all.filter { !fields.contains($0.field) } + labels)
    }
}
