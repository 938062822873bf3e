import Synchronization

/// What the HTTP server has done so far.
final class HTTPCounters: Sendable {
    /// The numbers at one moment.
    struct Reading: Hashable, Sendable {
        var connectionsCurrent = 0, connectionsTotal = 0
        var messagesReceived = 0, messagesSent = 0
        var bytesReceived = 0, bytesSent = 0
        var streams = 0
    }

    private let connectionsCurrent = Atomic(0), connectionsTotal = Atomic(0)
    private let messagesReceived = Atomic(0), messagesSent = Atomic(0)
    private let bytesReceived = Atomic(0), bytesSent = Atomic(0)
    private let streams = Atomic(0)

    func read() -> Reading {
        Reading(
            connectionsCurrent: connectionsCurrent.load(ordering: .relaxed),
            connectionsTotal: connectionsTotal.load(ordering: .relaxed),
            messagesReceived: messagesReceived.load(ordering: .relaxed),
            messagesSent: messagesSent.load(ordering: .relaxed),
            bytesReceived: bytesReceived.load(ordering: .relaxed),
            bytesSent: bytesSent.load(ordering: .relaxed),
            streams: streams.load(ordering: .relaxed)
        )
    }

    func connectionOpened() {
        connectionsCurrent.add(1, ordering: .relaxed)
        connectionsTotal.add(1, ordering: .relaxed)
    }

    func connectionClosed() { connectionsCurrent.subtract(1, ordering: .relaxed) }
    func messageReceived() { messagesReceived.add(1, ordering: .relaxed) }
    func messageSent() { messagesSent.add(1, ordering: .relaxed) }
    func received(bytes: Int) { bytesReceived.add(bytes, ordering: .relaxed) }
    func sent(bytes: Int) { bytesSent.add(bytes, ordering: .relaxed) }

    /// A place for a stream; `nil` when there are `RequestLimits.streams` already.
    func openStream() -> StreamPlace? {
        guard streams.add(1, ordering: .relaxed).newValue <= RequestLimits.streams else {
            streams.subtract(1, ordering: .relaxed)
            return nil
        }
        return StreamPlace(counters: self)
    }

    fileprivate func closeStream() { streams.subtract(1, ordering: .relaxed) }
}

/// Held as long as a stream lasts; given back by its end, also where the response is never written.
final class StreamPlace: Sendable {
    private let counters: HTTPCounters

    fileprivate init(counters: HTTPCounters) { self.counters = counters }

    deinit { counters.closeStream() }
}
