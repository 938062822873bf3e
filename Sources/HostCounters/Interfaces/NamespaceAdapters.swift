import Agent
import CLinux
import Glibc
import NetTypes
import Netlink
import SFlow
import SystemFiles

/// Reads the adapters in the network namespaces of processes from outside: rtnetlink lists the links of a namespace that is
/// named by a number (rtnetlink(7), IFLA_TARGET_NETNSID, Linux 4.20), so that no one needs to enter it.
///
/// That needs CAP_NET_ADMIN. Without, the host's ends of veth pairs are still known, which tell the namespace of the other
/// end; their addresses are not.
package final class NamespaceAdapters: AdapterReader {
    /// More adapters of a namespace are left out: their number is in the hands of whoever owns it.
    package static let maximumCount = 64

    private let socket: NetlinkSocket
    private let log: Log
    /// A thread of the socket's namespace.
    private let here = clinux_thread_id()

    /// Throws where the kernel has no rtnetlink or refuses it.
    package init(log: Log) throws(NetlinkError) {
        socket = try NetlinkSocket()
        self.log = log
    }

    package func adapters(ofProcess processID: Int32) -> [HostAdapter]? {
        guard processID > 0 else { return nil }
        do throws(NetlinkError) {
            do throws(NetlinkError) {
                return try inside(processID)
            } catch NetlinkError.refused(ESRCH) {
                return nil
            } catch {
                explain(error)
                return try outside(processID)
            }
        } catch {
            if error != .refused(ESRCH) { log.debug("adapters of process \(processID): \(error)") }
            return nil
        }
    }

    private func explain(_ error: NetlinkError) {
        let what = error == .refused(EPERM) || error == .refused(EACCES) ? "CAP_NET_ADMIN is missing" : "\(error)"
        log.log(
            .warning,
            every: .seconds(24 * 3600),
            key: "namespace adapters",
            "the MAC addresses of containers are not read: \(what)"
        )
    }

    /// As those in the namespace see them. The host's own namespace has none that belong to a process.
    private func inside(_ processID: Int32) throws(NetlinkError) -> [HostAdapter] {
        if try namespaceID(processID) == nil {
            var request = NetlinkRequest.newNamespaceID(ofProcess: processID)
            try socket.ask(&request, isDump: false) { _, _ in }
        }
        guard let id = try namespaceID(processID) else { throw .incomplete }
        guard try namespaceID(here) != id else { return [] }
        var request = NetlinkRequest.links(inNamespace: id), links: [NamespaceLink] = []
        try socket.list(&request, restart: { links = [] }) { message, bytes in
            if let link = NamespaceLink(bytes, message), links.count < Self.maximumCount { links.append(link) }
        }
        // A kernel that does not know the attribute lists the host's.
        guard links.allSatisfy({ $0.namespace == id }) else { throw .refused(EOPNOTSUPP) }
        // The list gave this namespace a number, if it had none and has an end.
        let own = try namespaceID(here)
        return links.compactMap { HostAdapter(mac: $0.mac, index: $0.end(in: own)) }
    }

    /// As the host sees their other ends.
    private func outside(_ processID: Int32) throws(NetlinkError) -> [HostAdapter] {
        var request = NetlinkRequest.links(), links: [NamespaceLink] = []
        try socket.list(&request, restart: { links = [] }) { message, bytes in
            if let link = NamespaceLink(bytes, message), link.isPaired { links.append(link) }
        }
        // The list gave a number to each namespace that has an end.
        guard let id = try namespaceID(processID) else { return [] }
        let ends = links.filter { $0.peerNamespace == id }
        return ends.prefix(Self.maximumCount).compactMap { HostAdapter(mac: nil, index: $0.index) }
    }

    /// The number that the host's namespace has for that of a process; nil: none.
    private func namespaceID(_ processID: Int32) throws(NetlinkError) -> Int32? {
        var request = NetlinkRequest.namespaceID(ofProcess: processID), id: Int32?
        try socket.ask(&request, isDump: false) { message, bytes in
            guard var rest = message.body.dropping(4) else { return }
            while let attribute = NetlinkAttribute.next(in: bytes, &rest) {
                if Int(attribute.type) == NETNSA_NSID { id = attribute.u32(bytes).map(Int32.init(bitPattern:)) }
            }
        }
        return id.flatMap { $0 < 0 ? nil : $0 }
    }
}

extension HostAdapter {
    /// Nil where nothing is known of it.
    fileprivate init?(mac: MACAddress?, index: UInt32) {
        guard mac != nil || index != 0 else { return nil }
        self.init()
        ifIndex = index
        macs = mac.map { [MACElement($0.bits)] } ?? []
    }
}

/// A link with what it says of network namespaces, which are numbered as the one that asked does.
private struct NamespaceLink {
    var index: UInt32
    var mac: MACAddress?
    /// It is a veth, so that it has a peer.
    var isPaired: Bool
    var peerIndex: UInt32
    /// Where that is; nil: in the same one.
    var peerNamespace: Int32?
    /// The one that was asked for; nil: that of the socket.
    var namespace: Int32?

    /// The index of the other end of a pair, where that is in `namespace`; else 0.
    func end(in namespace: Int32?) -> UInt32 {
        isPaired && peerNamespace != nil && peerNamespace == namespace ? peerIndex : 0
    }

    /// From an RTM_NEWLINK that is not of a loopback.
    init?(_ bytes: RawSpan, _ message: NetlinkMessage) {
        guard Int(message.type) == RTM_NEWLINK, let interface = Link(bytes, message.body)?.interface,
            !interface.isLoopback, var rest = message.body.dropping(16)
        else { return nil }
        (index, mac, peerIndex) = (interface.index, interface.mac, interface.linkIndex)
        isPaired = interface.kind == "veth"
        while let attribute = NetlinkAttribute.next(in: bytes, &rest) {
            let value = attribute.u32(bytes).map(Int32.init(bitPattern:))
            switch Int(attribute.type) {
            case IFLA_LINK_NETNSID: peerNamespace = value
            case IFLA_TARGET_NETNSID: namespace = value
            default: break
            }
        }
    }
}
