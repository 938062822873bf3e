import CLinux
import Glibc
import NetTypes

/// All collectors. Names are looked up by `getaddrinfo`, which may block for many seconds: each look-up runs in a
/// thread of its own that shares nothing with the agent's and hands its answer over by a socket.
package final class CollectorSet {
    /// Readable when an answer has come.
    package let answers: Int32
    private let questions: Int32
    private var collectors: [UInt32: Collector] = [:]
    private var nextToken: UInt32 = 0
    private let log: Log

    package init(log: Log) throws(SystemError) {
        self.log = log
        var ends: [Int32] = [-1, -1]
        guard unsafe starling_answers_open(&ends) == 0 else { throw SystemError() }
        (answers, questions) = (ends[0], ends[1])
    }

    /// The read end is closed; the write end stays, as a look-up may still be on its way to it.
    deinit { close(answers) }

    /// Takes the collectors of a configuration. Those that stay keep their sockets.
    package func update(_ configurations: [CollectorConfiguration], now: MonotonicTime) {
        let wanted = Set(configurations)
        collectors = collectors.filter { wanted.contains($0.value.configuration) }
        let known = Set(collectors.values.map(\.configuration))
        for configuration in wanted.subtracting(known) {
            collectors[nextToken] = Collector(configuration, now: now, log: log)
            nextToken &+= 1
        }
        advance(now)
    }

    /// When `advance` has something to do; `nil`: never.
    package var deadline: MonotonicTime? { collectors.values.map(\.schedule.due).min() }

    /// True when every collector has an address.
    package var isReady: Bool { collectors.values.allSatisfy { $0.address != nil } }

    /// The sum over all collectors.
    package var counts: CollectorCounts {
        collectors.values.reduce(into: CollectorCounts()) {
            $0.sent += $1.counts.sent
            $0.errors += $1.counts.errors
            $0.unsent += $1.counts.unsent
        }
    }

    /// Looks up what is due.
    package func advance(_ now: MonotonicTime) {
        for (token, collector) in collectors where collector.schedule.shouldAsk(now) {
            if let address = IPAddress(collector.configuration.host) {
                collector.resolved(CollectorAddress(address), now: now)
            } else {
                ask(collector, token, now)
            }
        }
    }

    private func ask(_ collector: Collector, _ token: UInt32, _ now: MonotonicTime) {
        let error = unsafe starling_resolve(collector.configuration.host, token, questions)
        if error != 0 { collector.unresolved("no thread to look it up: \(SystemError(error))", now: now) }
    }

    /// Takes the answers that have come.
    package func readAnswers(_ now: MonotonicTime) {
        var answer = starling_resolution()
        let size = MemoryLayout<starling_resolution>.size
        while unsafe read(answers, &answer, size) == size {
            guard let collector = collectors[answer.token] else { continue }
            if let address = CollectorAddress(answer) {
                collector.resolved(address, now: now)
            } else {
                collector.unresolved(unsafe String(cString: gai_strerror(answer.error)), now: now)
            }
        }
    }

    /// Sends a datagram to every collector.
    package func send(_ datagram: RawSpan, now: MonotonicTime) {
        for collector in collectors.values { collector.send(datagram, now: now) }
    }
}
