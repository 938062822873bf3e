import SFlow
import XDR

/// Where the records of a sample lie in its datagram, by their ordinals among `Structures.flowRecords`; of several of one
/// format the last. A record is looked into only where a program asks for a field of it.
///
/// A pointer for the same reason as in `LayerPlaces`: reading one element of an array in a borrowed value copies the array.
/// Every index is masked to the storage, which lives as long as the value; what is not `present` is of samples before.
@safe struct RecordPlaces: ~Copyable {
    /// One bit for each record that the sample has.
    private(set) var present: UInt64 = 0
    private let base: UnsafeMutablePointer<ByteRange>
    /// More than there are flow records.
    static let capacity = 64

    init() {
        unsafe base = UnsafeMutablePointer.allocate(capacity: Self.capacity)
        unsafe base.initialize(repeating: ByteRange(), count: Self.capacity)
    }

    deinit { unsafe base.deallocate() }

    /// Forgets the sample before.
    @inline(__always)
    mutating func reset() { present = 0 }

    /// Notes the record of an ordinal.
    @inline(__always)
    mutating func note(_ ordinal: Int, _ body: ByteRange) {
        present |= Self.bit(ordinal)
        unsafe base[ordinal & (Self.capacity - 1)] = body
    }

    @inline(__always)
    func contains(_ ordinal: Int) -> Bool { present & Self.bit(ordinal) != 0 }

    /// The body of the record, which lies in the datagram; `nil` where the sample has none.
    @inline(__always)
    subscript(ordinal: Int) -> ByteRange? {
        contains(ordinal) ? unsafe base[ordinal & (Self.capacity - 1)] : nil
    }

    @inline(__always)
    static func bit(_ ordinal: Int) -> UInt64 { 1 &<< UInt64(ordinal) }
}

// The storage belongs to this value alone.
extension RecordPlaces: @unchecked Sendable {}

/// Notes where a record of a known format lies.
struct RecordNote: StructureAction {
    private(set) var ordinal = -1

    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        self.ordinal = ordinal
    }
}
