/// Finished datagrams, one behind the other, for whoever sends or keeps them.
package final class DatagramBatch {
    /// A batch is handed over when it has so many bytes.
    package static let bytes = 1 << 16

    private let buffer: UnsafeMutableRawBufferPointer
    /// The length of each.
    package private(set) var lengths: [UInt16] = []
    /// The bytes of all.
    package private(set) var count = 0

    init() {
        buffer = .allocate(byteCount: Self.bytes + OpenDatagrams.limit, alignment: 16)
        lengths.reserveCapacity(2048)
    }

    deinit { buffer.deallocate() }

    var isFull: Bool { count >= Self.bytes }

    func append(_ datagram: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[count..<count + datagram.count]).copyMemory(from: datagram)
        count += datagram.count
        lengths.append(UInt16(datagram.count))
    }

    func removeAll() {
        count = 0
        lengths.removeAll(keepingCapacity: true)
    }

    /// The bytes of all datagrams, while the body runs.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }

    /// Hands over each datagram.
    package func forEach(_ body: (RawSpan) -> Void) {
        var start = 0
        for length in lengths {
            let end = start + Int(length)
            body(UnsafeRawBufferPointer(rebasing: buffer[start..<end]).bytes)
            start = end
        }
    }
}
