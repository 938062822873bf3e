import Agent
import CLinux
import Glibc
import Netlink
import SystemFiles

/// The interfaces of this network namespace: listed once by rtnetlink, then followed by its notifications.
package final class InterfaceTable: InterfaceMonitor {
    package private(set) var interfaces: [NetworkInterface] = []
    /// Grows with every change of `interfaces`.
    package private(set) var generation: UInt64 = 0
    /// How often notifications were lost, so that all had to be listed again.
    package private(set) var overruns: UInt64 = 0
    private(set) var table = LinkTable()

    private let notifications: NetlinkSocket
    private let requests: NetlinkSocket
    private let settings: LinkSettingsReader
    private let log: Log

    /// Subscribes, then lists, so that no change is missed. Throws where the kernel has no rtnetlink or refuses it.
    ///
    /// `receiveBuffer` bytes hold what is not read yet; beyond it notifications are lost.
    package init(
        _ roots: SystemRoots = SystemRoots(),
        log: Log,
        receiveBuffer: Int32 = 1 << 20
    ) throws(NetlinkError) {
        notifications = try NetlinkSocket(
            groups: RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
            receiveBuffer: receiveBuffer
        )
        requests = try NetlinkSocket()
        settings = LinkSettingsReader(roots)
        self.log = log
        try list()
    }

    package var fileDescriptor: Int32 { notifications.descriptor }

    package func readChanges() -> Bool {
        var updated = table, changed: [UInt32] = []
        do throws(NetlinkError) {
            try notifications.drain { message, bytes in
                if let index = updated.apply(message, bytes) { changed.append(index) }
            }
        } catch {
            overruns += 1
            log.debug("the interfaces are listed again: \(error)")
            discardNotifications()
            return refresh()
        }
        readSettings(of: changed, in: &updated)
        return replace(updated)
    }

    package func refresh() -> Bool {
        let before = generation
        do throws(NetlinkError) {
            try list()
        } catch {
            log.log(.warning, every: .seconds(600), key: "interfaces", "the interfaces cannot be listed: \(error)")
        }
        return generation != before
    }

    private func list() throws(NetlinkError) {
        var listed = LinkTable(), links = NetlinkRequest.links(), addresses = NetlinkRequest.addresses()
        try requests.list(&links, restart: { listed = LinkTable() }) { _ = listed.apply($0, $1) }
        let withoutAddresses = listed
        try requests.list(&addresses, restart: { listed = withoutAddresses }) { _ = listed.apply($0, $1) }
        readSettings(of: listed.links.map(\.interface.index), in: &listed)
        _ = replace(listed)
    }

    /// Speed and duplex have no notification of their own: a link that renegotiates goes down and up.
    private func readSettings(of indices: [UInt32], in table: inout LinkTable) {
        for index in indices {
            guard let link = table[index] else { continue }
            table.setSettings(settings.read(link.interface), of: index)
        }
    }

    private func replace(_ updated: LinkTable) -> Bool {
        guard updated != table else { return false }
        table = updated
        let now = updated.links.map(\.interface)
        guard now != interfaces else { return false }
        interfaces = now
        generation += 1
        return true
    }

    /// What waits is older than the list that follows. Each loss is reported once, so this ends.
    private func discardNotifications() {
        for _ in 0..<16 {
            do throws(NetlinkError) { return try notifications.drain { _, _ in } } catch { continue }
        }
    }
}
