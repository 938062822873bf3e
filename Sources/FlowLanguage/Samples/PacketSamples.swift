import SFlow
import XDR

/// The packets of a datagram, sampled or discarded: what flow programs run over, several at a time, so that a program is
/// fetched once for all of them and the cache misses of a table overlap.
///
/// Make one for each thread and fill it again for each datagram; nothing more is allocated.
///
/// A pointer, and not an `InlineArray` in the value: to borrow that from a larger value copies all of it first (measured:
/// 15 ns a sample). The storage lives as long as the value, and what is in it from beginning to end.
@safe package struct PacketSamples: ~Copyable {
    /// Samples at most. Datagrams of 1400 bytes with headers of 128 have seven.
    package static let limit = 16

    private let slots: UnsafeMutableBufferPointer<SampleFields>
    private let numbers: UnsafeMutableBufferPointer<Int>
    package private(set) var count = 0
    /// What the samples have in common.
    package var context = SampleContext()

    package init() {
        unsafe slots = UnsafeMutableBufferPointer.allocate(capacity: Self.limit)
        for index in 0..<Self.limit { unsafe slots.initializeElement(at: index, to: SampleFields()) }
        unsafe numbers = UnsafeMutableBufferPointer.allocate(capacity: Self.limit)
        unsafe numbers.initialize(repeating: 0)
    }

    deinit {
        unsafe slots.deinitialize()
        unsafe slots.deallocate()
        unsafe numbers.deallocate()
    }

    /// The samples that were kept.
    package var samples: Span<SampleFields> {
        @_lifetime(borrow self)
        get { unsafe _overrideLifetime(slots.span, borrowing: self).extracting(0..<count) }
    }

    /// The numbers of the data sources that they are of.
    package var sources: Span<Int> {
        @_lifetime(borrow self)
        get { unsafe _overrideLifetime(numbers.span, borrowing: self).extracting(0..<count) }
    }

    /// Lends one of the samples that were kept.
    @inline(__always)
    package func withSample(_ place: Int, _ body: (borrowing SampleFields) -> Void) {
        precondition(place < count)
        unsafe body(slots[place])
    }

    package var isFull: Bool { count == Self.limit }

    /// Forgets the samples.
    package mutating func removeAll() { count = 0 }

    /// Reads a sample with its records, and keeps it if it is wanted and says of what it is. There must be room for it.
    /// - Parameter source: the number of its data source.
    package mutating func read(
        _ sample: FlowSample,
        source: Int,
        isWanted: Bool,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        unsafe slots[count].begin(sample)
        unsafe numbers[count] = source
        if try unsafe slots[count].addRecords(&reader, &tally), isWanted { count += 1 }
    }

    /// Takes what an application tells of itself: the body of an `rtflow` sample that can be read.
    package mutating func read(realTimeFlow body: ByteRange, samplingRate: UInt32, source: Int) {
        unsafe slots[count].begin(realTimeFlow: body, samplingRate: samplingRate)
        unsafe numbers[count] = source
        count += 1
    }

    /// Reads a discarded packet with its records, and keeps it if there is a packet.
    package mutating func read(
        _ packet: DiscardedPacket,
        source: Int,
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) {
        unsafe slots[count].begin(packet)
        unsafe numbers[count] = source
        if try unsafe slots[count].addRecords(&reader, &tally) { count += 1 }
    }
}

// The storage belongs to this value alone.
extension PacketSamples: @unchecked Sendable {}

/// What was odd about the records of a datagram.
package struct RecordTally: Sendable {
    /// Records and samples whose format is not known.
    package var unknownFormats = 0
    /// A sample of a known format could not be read, and what follows it could.
    package var hasBadSample = false
    /// A record of a known format could not be read.
    package var hasBadRecord = false

    package init() {}

    /// What counts for the datagram as a whole.
    package var fault: DatagramFault? { hasBadSample ? .sample : hasBadRecord ? .record : nil }
}
