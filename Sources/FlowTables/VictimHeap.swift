/// Finds the record with the smallest bound without being told of every update.
///
/// A min-heap over bounds as they were when last looked at. Bounds only grow, so what the heap knows is never too large:
/// whoever wants the minimum looks at the root, corrects it if it has grown, and looks again. Updates cost nothing here,
/// and each correction is paid for by at least one update.
struct VictimHeap: ~Copyable {
    private struct Node {
        var bound: Double
        var record: UInt32
    }

    private var nodes: [Node] = []

    /// Bytes of a record's place in the heap.
    static let nodeBytes = MemoryLayout<Node>.stride

    var isEmpty: Bool { nodes.isEmpty }

    /// Builds the heap of all records.
    mutating func build(_ records: borrowing FlowRecords) {
        nodes.removeAll(keepingCapacity: true)
        nodes.reserveCapacity(records.count)
        for record in 0..<records.count {
            nodes.append(Node(bound: records.bound(record), record: UInt32(record)))
        }
        nodes.sort { $0.bound < $1.bound }
    }

    /// Forgets all records: there is room without a victim.
    mutating func clear() { nodes.removeAll() }

    /// The record with the smallest bound.
    mutating func minimum(_ records: borrowing FlowRecords) -> (record: Int, bound: Double) {
        while true {
            let root = nodes[0], bound = records.bound(Int(root.record))
            if bound <= root.bound { return (Int(root.record), bound) }
            raiseRoot(to: bound)
        }
    }

    /// The record at the root has this bound now.
    @inline(__always)
    mutating func raiseRoot(to bound: Double) {
        var node = nodes[0]
        node.bound = bound
        siftDown(node)
    }

    /// Moves all bounds to another landmark.
    mutating func rescale(_ factor: Double) {
        for index in nodes.indices { nodes[index].bound *= factor }
    }

    /// Four children a node: fewer cache lines on the way down than with two.
    @inline(__always)
    private mutating func siftDown(_ node: Node) {
        var nodes = nodes.mutableSpan
        let count = nodes.count
        var hole = 0
        while true {
            let first = 4 * hole + 1
            guard first < count else { break }
            var least = first
            for child in (first + 1)..<max(min(first + 4, count), first + 1)
            where nodes[child].bound < nodes[least].bound {
                least = child
            }
            guard nodes[least].bound < node.bound else { break }
            nodes[hole] = nodes[least]
            hole = least
        }
        nodes[hole] = node
    }
}
