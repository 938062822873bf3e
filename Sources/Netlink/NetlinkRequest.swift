import CLinux

/// A request as it goes to the kernel: struct nlmsghdr, a fixed body, attributes.
package struct NetlinkRequest {
    private(set) var bytes: [UInt8] = []

    /// For a list of all there is (a dump), for one thing, or for a change, which is to be acknowledged.
    package init(_ type: Int, isDump: Bool, isChange: Bool = false) {
        append(UInt32(0))
        append(UInt16(type))
        append(UInt16(NLM_F_REQUEST | (isDump ? NLM_F_DUMP : 0) | (isChange ? NLM_F_ACK : 0)))
        append(UInt32(0))
        append(UInt32(0))
    }

    package mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
    }

    /// An attribute of four bytes.
    package mutating func append(attribute type: Int, _ value: UInt32) {
        append(UInt16(8))
        append(UInt16(type))
        append(value)
    }

    /// Sets a word that was appended, at its offset.
    package mutating func patch(_ value: UInt32, at offset: Int) {
        withUnsafeBytes(of: value) { for index in 0..<4 { unsafe bytes[offset + index] = $0[index] } }
    }

    /// Fills in the length and the sequence number before it is sent.
    mutating func finish(sequence: UInt32) {
        patch(UInt32(bytes.count), at: 0)
        patch(sequence, at: 8)
    }
}

extension NetlinkRequest {
    /// All interfaces, without their counters, which would double the cost (RTEXT_FILTER_SKIP_STATS).
    package static func links() -> NetlinkRequest {
        var request = link(0, isDump: true)
        request.append(attribute: IFLA_EXT_MASK, 1 << 3)
        return request
    }

    /// All interfaces of another network namespace, by the number that this one has for it. Needs CAP_NET_ADMIN there.
    package static func links(inNamespace id: Int32) -> NetlinkRequest {
        var request = links()
        request.append(attribute: IFLA_TARGET_NETNSID, UInt32(bitPattern: id))
        return request
    }

    /// The number that this network namespace has for that of a process (struct rtgenmsg); -1 where it has none yet.
    package static func namespaceID(ofProcess processID: Int32) -> NetlinkRequest {
        var request = NetlinkRequest(RTM_GETNSID, isDump: false)
        request.append(UInt32(0))
        request.append(attribute: NETNSA_PID, UInt32(bitPattern: processID))
        return request
    }

    /// Has the kernel give it a number; needs CAP_NET_ADMIN. It stays for as long as the namespace does.
    package static func newNamespaceID(ofProcess processID: Int32) -> NetlinkRequest {
        var request = NetlinkRequest(RTM_NEWNSID, isDump: false, isChange: true)
        request.append(UInt32(0))
        request.append(attribute: NETNSA_NSID, .max)
        request.append(attribute: NETNSA_PID, UInt32(bitPattern: processID))
        return request
    }

    /// One interface with its counters, or all (struct ifinfomsg).
    package static func link(_ index: UInt32, isDump: Bool) -> NetlinkRequest {
        var request = NetlinkRequest(RTM_GETLINK, isDump: isDump)
        request.append(UInt32(0))
        request.append(index)
        request.append(UInt64(0))
        return request
    }

    /// All addresses of all interfaces (struct ifaddrmsg).
    package static func addresses() -> NetlinkRequest {
        var request = NetlinkRequest(RTM_GETADDR, isDump: true)
        request.append(UInt64(0))
        return request
    }

    /// The counters of one interface, or of all (struct if_stats_msg).
    package static func statistics(_ index: UInt32, isDump: Bool) -> NetlinkRequest {
        var request = NetlinkRequest(RTM_GETSTATS, isDump: isDump)
        request.append(UInt32(0))
        request.append(index)
        request.append(UInt32(1) << UInt32(IFLA_STATS_LINK_64 - 1))
        return request
    }

    /// Where `link` and `statistics` have the index.
    package static let indexOffset = NetlinkMessage.headerSize + 4
}
