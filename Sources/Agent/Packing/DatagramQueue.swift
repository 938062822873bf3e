/// Finished datagrams, one after the other in one buffer that is reused.
package struct DatagramQueue: Sendable {
    /// More bytes than this do not wait: who takes datagrams has stopped.
    package static let maximumBytes = 4 << 20

    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    package init() {}

    package var isEmpty: Bool { ends.isEmpty }
    package var count: Int { ends.count }

    /// False when the datagram was dropped because too many wait.
    mutating func append(_ datagram: [UInt8]) -> Bool {
        guard bytes.count + datagram.count <= Self.maximumBytes else { return false }
        bytes += datagram
        ends.append(bytes.count)
        return true
    }

    /// Hands every datagram to `body` and forgets them all.
    package mutating func takeAll(_ body: (RawSpan) -> Void) {
        forEach(body)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Hands every datagram to `body`.
    package func forEach(_ body: (RawSpan) -> Void) {
        var start = 0
        let span = bytes.span.bytes
        for end in ends {
            body(span.extracting(start..<end))
            start = end
        }
    }
}
