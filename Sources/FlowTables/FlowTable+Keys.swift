extension FlowTable {
    /// Visits the packed key of every flow in the table.
    package func forEachKey(_ body: (Span<UInt64>) -> Void) {
        for record in 0..<records.count { body(records.key(record)) }
    }
}
