/// The names of numbers that a header has: texts of keys such as `ipdscpname`, and read back from filters.
///
/// A number without a name is its own.
package enum NameTable: UInt8, CaseIterable, Sendable {
    case dscp, icmpType, icmp6Type, dnsType, dnsOpcode, dnsCode, ibTransport, ibOperation, quicPacket, wireGuardMessage

    /// The largest number.
    var max: UInt64 {
        switch self {
        case .dscp, .ibOperation: 63
        case .icmpType, .icmp6Type: 0xff
        case .dnsType: 0xffff
        case .dnsOpcode, .dnsCode: 15
        case .ibTransport: 7
        case .quicPacket: 4
        case .wireGuardMessage: 0xff
        }
    }

    /// What stands before a number without a name (RFC 3597 §5 for types of DNS).
    private var prefix: String { self == .dnsType ? "TYPE" : "" }

    /// The text of a number.
    package func name(_ number: UInt64) -> String {
        names.first { $0.number == number }?.name ?? "\(prefix)\(number)"
    }

    /// The number that a text means; `nil` where it is none.
    package func number(_ name: some StringProtocol) -> UInt64? {
        if let known = names.first(where: { $0.name == name }) { return known.number }
        guard name.hasPrefix(prefix), let number = UInt64(name.dropFirst(prefix.count)), number <= max else {
            return nil
        }
        return names.contains { $0.number == number } ? nil : number
    }
}

// MARK: Names

extension NameTable {
    private typealias Names = [(number: UInt64, name: String)]

    private var names: [(number: UInt64, name: String)] {
        switch self {
        case .dscp: Self.dscpNames
        case .icmpType: Self.icmpNames
        case .icmp6Type: Self.icmp6Names
        case .dnsType: Self.dnsTypeNames
        case .dnsOpcode: Self.dnsOpcodeNames
        case .dnsCode: Self.dnsCodeNames
        case .ibTransport: Self.ibTransportNames
        case .ibOperation: Self.ibOperationNames
        case .quicPacket: [(0, "initial"), (1, "0rtt"), (2, "handshake"), (3, "retry"), (4, "version_negotiation")]
        case .wireGuardMessage: [(1, "initiation"), (2, "response"), (3, "cookie"), (4, "data")]
        }
    }

    /// IANA Differentiated Services Field Codepoints, with the number behind the name.
    private static let dscpNames: Names = [
        ("be", 0), ("le", 1), ("cs1", 8), ("af11", 10), ("af12", 12), ("af13", 14), ("cs2", 16), ("af21", 18),
        ("af22", 20),
        ("af23", 22), ("cs3", 24), ("af31", 26), ("af32", 28), ("af33", 30), ("cs4", 32), ("af41", 34), ("af42", 36),
        ("af43", 38), ("cs5", 40), ("va", 44), ("ef", 46), ("cs6", 48), ("cs7", 56),
    ].map { ($1, "\($0)(\($1))") }

    /// IANA ICMP Type Numbers that are in use.
    private static let icmpNames: Names = [
        (0, "echo_reply"), (3, "destination_unreachable"), (4, "source_quench"), (5, "redirect"), (8, "echo"),
        (9, "router_advertisement"), (10, "router_solicitation"), (11, "time_exceeded"), (12, "parameter_problem"),
        (13, "timestamp"), (14, "timestamp_reply"), (15, "information_request"), (16, "information_reply"),
        (17, "address_mask_request"), (18, "address_mask_reply"), (42, "extended_echo"), (43, "extended_echo_reply"),
    ]

    /// IANA ICMPv6 Type Numbers that are in use.
    private static let icmp6Names: Names = [
        (1, "destination_unreachable"), (2, "packet_too_big"), (3, "time_exceeded"), (4, "parameter_problem"),
        (128, "echo"), (129, "echo_reply"), (130, "listener_query"), (131, "listener_report"), (132, "listener_done"),
        (133, "router_solicitation"), (134, "router_advertisement"), (135, "neighbor_solicitation"),
        (136, "neighbor_advertisement"), (137, "redirect"), (143, "listener_report_v2"),
    ]

    /// IANA DNS Resource Record Types that resolvers are asked for.
    private static let dnsTypeNames: Names = [
        (1, "A"), (2, "NS"), (5, "CNAME"), (6, "SOA"), (12, "PTR"), (13, "HINFO"), (15, "MX"), (16, "TXT"), (17, "RP"),
        (18, "AFSDB"), (24, "SIG"), (25, "KEY"), (28, "AAAA"), (29, "LOC"), (33, "SRV"), (35, "NAPTR"), (36, "KX"),
        (37, "CERT"), (39, "DNAME"), (41, "OPT"), (42, "APL"), (43, "DS"), (44, "SSHFP"), (45, "IPSECKEY"),
        (46, "RRSIG"),
        (47, "NSEC"), (48, "DNSKEY"), (49, "DHCID"), (50, "NSEC3"), (51, "NSEC3PARAM"), (52, "TLSA"), (53, "SMIMEA"),
        (55, "HIP"), (59, "CDS"), (60, "CDNSKEY"), (61, "OPENPGPKEY"), (62, "CSYNC"), (63, "ZONEMD"), (64, "SVCB"),
        (65, "HTTPS"), (99, "SPF"), (108, "EUI48"), (109, "EUI64"), (249, "TKEY"), (250, "TSIG"), (251, "IXFR"),
        (252, "AXFR"), (255, "ANY"), (256, "URI"), (257, "CAA"),
    ]

    /// IANA DNS OpCodes.
    private static let dnsOpcodeNames: Names = [
        (0, "QUERY"), (1, "IQUERY"), (2, "STATUS"), (4, "NOTIFY"), (5, "UPDATE"), (6, "DSO"),
    ]

    /// IANA DNS RCODEs that fit in the header.
    private static let dnsCodeNames: Names = [
        (0, "NOERROR"), (1, "FORMERR"), (2, "SERVFAIL"), (3, "NXDOMAIN"), (4, "NOTIMP"), (5, "REFUSED"),
        (6, "YXDOMAIN"),
        (7, "YXRRSET"), (8, "NXRRSET"), (9, "NOTAUTH"), (10, "NOTZONE"), (11, "DSOTYPENI"),
    ]

    /// InfiniBand Architecture 1.4 §9.2.1, table 38: the highest three bits of an opcode.
    private static let ibTransportNames: Names = [(0, "RC"), (1, "UC"), (2, "RD"), (3, "UD"), (4, "CNP"), (5, "XRC")]

    /// The same table: the other bits; 32 is the congestion notification, whose opcode is no operation of a transport.
    private static let ibOperationNames: Names = [
        (0, "SEND_FIRST"), (1, "SEND_MIDDLE"), (2, "SEND_LAST"), (3, "SEND_LAST_WITH_IMMEDIATE"), (4, "SEND_ONLY"),
        (5, "SEND_ONLY_WITH_IMMEDIATE"), (6, "RDMA_WRITE_FIRST"), (7, "RDMA_WRITE_MIDDLE"), (8, "RDMA_WRITE_LAST"),
        (9, "RDMA_WRITE_LAST_WITH_IMMEDIATE"), (10, "RDMA_WRITE_ONLY"), (11, "RDMA_WRITE_ONLY_WITH_IMMEDIATE"),
        (12, "RDMA_READ_REQUEST"), (13, "RDMA_READ_RESPONSE_FIRST"), (14, "RDMA_READ_RESPONSE_MIDDLE"),
        (15, "RDMA_READ_RESPONSE_LAST"), (16, "RDMA_READ_RESPONSE_ONLY"), (17, "ACKNOWLEDGE"),
        (18, "ATOMIC_ACKNOWLEDGE"), (19, "CMP_SWAP"), (20, "FETCH_ADD"), (21, "RESYNC"),
        (22, "SEND_LAST_WITH_INVALIDATE"), (23, "SEND_ONLY_WITH_INVALIDATE"), (32, "CNP"),
    ]
}
