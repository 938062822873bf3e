import Budget
import NetTypes

/// The tables of a definition by the number of the data source.
///
/// Pointers, so that a look into a table is a look and no more: to hold it by a reference would be to count that reference
/// for every packet. Every pointer that is not `nil` points to a table that this value alone has.
@safe package struct SourceTables: ~Copyable {
    var places: [UnsafeMutablePointer<FlowTable>?] = unsafe []
    let hash: KeyHash

    /// `hash` is that of the tables.
    package init(hash: KeyHash) { self.hash = hash }

    deinit { for source in indices { unsafe Self.free(places[source]) } }

    private static func free(_ place: UnsafeMutablePointer<FlowTable>?) {
        unsafe place?.deinitialize(count: 1)
        unsafe place?.deallocate()
    }

    /// Bytes that the place of a table takes.
    package static let placeBytes = MemoryLayout<Int>.stride

    /// Gives back the places behind the last table.
    package mutating func trim() {
        while let last = unsafe places.last, unsafe last == nil { unsafe places.removeLast() }
        if unsafe places.capacity > 2 * places.count + 16 { unsafe places = unsafe Array(places[...]) }
    }

    /// Numbers up to which there may be tables.
    package var indices: Range<Int> { unsafe places.indices }

    @inline(__always)
    package func has(_ source: Int) -> Bool { unsafe source < places.count && places[source] != nil }

    /// The table of a data source that has one.
    package subscript(source: Int) -> FlowTable {
        @inline(__always) unsafeAddress { unsafe UnsafePointer(places[source]!) }
        @inline(__always) unsafeMutableAddress { unsafe places[source]! }
    }

    /// Gives a data source its table, in place of the one that it may have.
    package mutating func insert(_ table: consuming FlowTable, at source: Int) {
        while unsafe places.count <= source { unsafe places.append(nil) }
        unsafe Self.free(places[source])
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<FlowTable>.size,
            alignment: CacheLine.bytes
        )
        let place = unsafe bytes.bindMemory(to: FlowTable.self, capacity: 1)
        unsafe place.initialize(to: table)
        unsafe places[source] = unsafe place
    }

    package mutating func remove(_ source: Int) {
        guard has(source) else { return }
        unsafe Self.free(places[source])
        unsafe places[source] = nil
    }
}

// The tables belong to this value alone.
extension SourceTables: @unchecked Sendable {}
