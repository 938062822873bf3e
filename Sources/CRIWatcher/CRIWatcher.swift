import Agent
import CLinux
import Glibc

/// Watches pods and containers of a runtime that speaks CRI v1 (containerd, CRI-O), and containers that others keep in
/// containerd, by calls that only read.
///
/// It subscribes to events, lists, and lists again from time to time and whenever something was doubtful. Events are those of
/// containerd's own service, which every subscriber gets; `GetContainerEvents` of CRI is used with CRI-O from 1.28 only,
/// because with others a second listener takes events away from kubelet.
package final class CRIWatcher: RuntimeWatcher {
    /// How long to wait for what.
    enum Pace {
        static let answer = Duration.seconds(10)
        /// Between lists, with events and without.
        static let listing = Duration.seconds(60), listingWithoutEvents = Duration.seconds(10)
        /// Until the list that follows a doubt: events may be between the subscription and the first list.
        static let doubt = Duration.seconds(1)
        /// Until a server that has nothing for us is tried again.
        static let useless = Duration.seconds(60)
    }

    /// The most workloads, and questions at a time and in waiting.
    static let maximumWorkloads = 10_000, maximumInquiries = 8, maximumQueue = 20_000

    /// Where events come from.
    enum EventSource { case containerd, runtimeInterface, nowhere }

    /// What the server has told that it does.
    struct Abilities {
        var name = ""
        var version = ""
        /// It answers CRI v1.
        var hasCRI = false
        /// It may have containerd's services: until a call says that it has not.
        var hasContainerd = true
    }

    package internal(set) var runtime: Runtime
    package internal(set) var isReachable = true
    let path: String
    let log: Log
    /// Whether the configuration names it: then its absence is worth a line.
    let isWanted: Bool
    let epoll: Int32

    var now = MonotonicTime()
    var connection: GRPCConnection?
    /// While there is no connection: when to try.
    var nextAttempt = MonotonicTime()
    var backoff = Backoff()
    var wasThere = false
    var isAwayReported = false
    var abilities = Abilities()
    var isGreeted = false

    var questions: [GRPCConnection.CallID: Question] = [:]
    var source = EventSource.containerd
    var subscription: GRPCConnection.CallID?
    var nextSubscription: MonotonicTime?
    var eventBackoff = Backoff(first: .seconds(1), longest: .seconds(60))

    var known: [String: KnownWorkload] = [:]
    var marks: [String: WorkloadMarks] = [:]
    var serial: UInt64 = 0
    var listing: Listing?
    var nextListing = MonotonicTime()
    var listBackoff = Backoff(first: .seconds(1), longest: .seconds(30))
    var inquiries: [String: Inquiry] = [:]
    var queue: [String] = []
    var namespaces: Set<String> = []

    var outbox: [RuntimeEvent] = []

    /// Does nothing before `advance`.
    package init(path: String, log: Log, isWanted: Bool) {
        self.path = path
        self.log = log
        self.isWanted = isWanted
        runtime = path.contains("crio") ? .crio : .containerd
        epoll = starling_epoll_create()
    }

    deinit { close(epoll) }

    package var fileDescriptor: Int32 { epoll }

    package var deadline: MonotonicTime? {
        guard let connection else { return nextAttempt }
        var moment = connection.deadline
        guard isGreeted else { return moment }
        if listing == nil { moment = min(moment, nextListing) }
        if let nextSubscription { moment = min(moment, nextSubscription) }
        if !queue.isEmpty, asked < Self.maximumInquiries { return MonotonicTime() }
        for inquiry in inquiries.values { if let retry = inquiry.retry { moment = min(moment, retry) } }
        return moment
    }

    package func advance(_ now: MonotonicTime, _ take: (RuntimeEvent) -> Void) {
        self.now = now
        if connection == nil, now >= nextAttempt { connect() }
        if let connection {
            do throws(ConnectionLoss) {
                for event in try connection.advance(now) where self.connection === connection { handle(event) }
                if self.connection === connection { try keepTime(connection) }
            } catch {
                lose(error)
            }
        }
        let events = outbox
        outbox.removeAll()
        for event in events { take(event) }
    }

    package func describe(_ id: String) {
        guard isGreeted else { return }
        inquire(id, isAsked: true)
    }

    private func keepTime(_ connection: GRPCConnection) throws(ConnectionLoss) {
        if isGreeted {
            if let moment = nextSubscription, now >= moment { subscribe() }
            if listing == nil, now >= nextListing { list() }
            askNext()
        }
        try connection.flush()
    }

    func tell(_ event: RuntimeEvent) { outbox.append(event) }
}
