/// What one structure last said about one data source: the values of its metrics, in the order of its declaration.
///
/// About 20 bytes a metric: its value, and for counters the raw value that the next one is held against.
package struct MetricBlock: Sendable {
    /// The place of the structure in `Structures.counterRecords`.
    package let ordinal: Int
    /// When it was last reported, in milliseconds of the analyzer's clock.
    package var updated: Int64 = 0
    /// The agent's uptime then, in milliseconds.
    var uptime: UInt32 = 0
    /// The epoch of the data source then.
    var epoch: UInt32 = 0
    /// The interval between the last two reports, in milliseconds; 0 before the second.
    package var interval: UInt32 = 0
    /// A value that is unknown, or not known yet, is NaN.
    package var numbers: [Double] = []
    package var texts: [String] = []
    var raw: [UInt64] = []
    /// What was taken from the store's allowance for it.
    var paidBytes = 0

    init(ordinal: Int) { self.ordinal = ordinal }

    /// The memory that it holds: itself and its place in the index, the heads of its arrays, what is in them.
    var bytes: Int {
        let text = texts.reduce(texts.capacity * MemoryLayout<String>.stride) {
            $0 + ($1.utf8.count < 16 ? 0 : 32 + $1.utf8.count)
        }
        return MemoryLayout<MetricBlock>.stride + 24 + 3 * 32 + 8 * (numbers.capacity + raw.capacity) + text
    }
}

extension Double {
    /// The NaN of what the agent says that it does not know; every other one is a value that is not to be had this time.
    static let unsupported = Double(nan: 1, signaling: false)

    var isUnsupported: Bool { bitPattern == Self.unsupported.bitPattern }
}
