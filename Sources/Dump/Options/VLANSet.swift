/// The VLANs whose packets are shown. 0 stands for a packet without one.
struct VLANSet: Equatable, Sendable {
    private var isIn = [Bool](repeating: false, count: 4096)

    /// Why a list was not understood.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// The included VLANs, all without such a list, but for the excluded ones. Lists are like `0-20,4091`.
    init(including included: [String], excluding excluded: [String]) throws(Problem) {
        for list in included { try mark(list, true) }
        if included.isEmpty { isIn = Array(repeating: true, count: isIn.count) }
        for list in excluded { try mark(list, false) }
    }

    private mutating func mark(_ list: String, _ value: Bool) throws(Problem) {
        let parts = list.split(whereSeparator: { $0 == "," || $0 == " " })
        guard !parts.isEmpty else { throw Problem(description: "a list of VLANs is empty: write 0-20,4091") }
        for part in parts {
            for number in try Self.range(part) { isIn[number] = value }
        }
    }

    private static func range(_ part: Substring) throws(Problem) -> ClosedRange<Int> {
        let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends[0], let last = ends.count == 2 ? ends[1] : first else {
            throw Problem(description: "'\(part)' is no VLAN: write 0-20,4091")
        }
        guard 0 <= first, first <= last, last <= 4095 else {
            throw Problem(description: "'\(part)' is no range of VLANs: they go from 0 (none) to 4095")
        }
        return first...last
    }

    /// Whether a packet is shown that came in on one VLAN and went out on another; 0 is none, or not known.
    func contains(in incoming: UInt32, out outgoing: UInt32) -> Bool {
        if incoming == 0 { return contains(outgoing) }
        return contains(incoming) || outgoing != 0 && contains(outgoing)
    }

    private func contains(_ vlan: UInt32) -> Bool { isIn[Int(vlan & 0xfff)] }
}
