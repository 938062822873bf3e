import Agent
import CLinux
import Glibc
import Netlink

/// Reads the counters of interfaces over rtnetlink.
///
/// One interface costs two system calls; a list of all costs a sixth of that for each. So interfaces are asked for one
/// by one until, within a few milliseconds, that has cost as much as a list: then all are listed, and those that follow
/// in the same burst are served from it. Neither way is ever much dearer than the better one.
final class LinkStatisticsReader {
    /// How long a list serves: shorter than what would show in a rate.
    static let burst = Duration.milliseconds(10)
    /// How many interfaces in a list cost what one alone does.
    static let listAdvantage = 6

    /// How many requests of each kind were made.
    private(set) var singleRequests = 0, lists = 0
    private let socket: NetlinkSocket
    private let now: () -> MonotonicTime
    private var list: [UInt32: LinkStatistics] = [:]
    private var singlesInBurst = 0
    private var burstStart = MonotonicTime()
    /// Kernels before 4.7 have counters only in the description of an interface.
    private(set) var usesLinkMessages: Bool

    private var single: NetlinkRequest
    private var all: NetlinkRequest

    init(now: @escaping () -> MonotonicTime, usesLinkMessages: Bool = false) throws(NetlinkError) {
        socket = try NetlinkSocket()
        self.now = now
        self.usesLinkMessages = usesLinkMessages
        (single, all) = Self.requests(usesLinkMessages)
    }

    /// The counters of the interface `index`, one of `count`. Throws `.refused(ENODEV)` where it is gone.
    func read(_ index: UInt32, of count: Int) throws(NetlinkError) -> LinkStatistics {
        startBurst()
        if let statistics = list[index] { return statistics }
        if list.isEmpty, singlesInBurst * Self.listAdvantage >= count, singlesInBurst > 1 { try readAll() }
        if let statistics = list[index] { return statistics }
        singlesInBurst += 1
        return try readOne(index)
    }

    private func startBurst() {
        let time = now()
        guard time - burstStart >= Self.burst else { return }
        burstStart = time
        singlesInBurst = 0
        list.removeAll(keepingCapacity: true)
    }

    private func readOne(_ index: UInt32) throws(NetlinkError) -> LinkStatistics {
        var result: LinkStatistics?
        single.patch(index, at: NetlinkRequest.indexOffset)
        singleRequests += 1
        do throws(NetlinkError) {
            try socket.ask(&single, isDump: false) { if let read = LinkStatistics.read($0, $1) { result = read.1 } }
        } catch .refused(EOPNOTSUPP) where !usesLinkMessages {
            usesLinkMessages = true
            (single, all) = Self.requests(true)
            return try readOne(index)
        }
        guard let result else { throw .malformed }
        return result
    }

    /// A list that was interrupted by a change is as good: the counters in it are true, and who is not in it is asked
    /// for alone.
    private func readAll() throws(NetlinkError) {
        lists += 1
        try socket.ask(&all, isDump: true) { message, bytes in
            if let (index, statistics) = LinkStatistics.read(message, bytes) { list[index] = statistics }
        }
    }

    private static func requests(_ usesLinkMessages: Bool) -> (NetlinkRequest, NetlinkRequest) {
        usesLinkMessages
            ? (.link(0, isDump: false), .link(0, isDump: true))
            : (.statistics(0, isDump: false), .statistics(0, isDump: true))
    }
}
