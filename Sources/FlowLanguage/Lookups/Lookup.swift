import NetTypes

/// A question that a key function asks beyond the packet. What answers it must not wait for anything: it is asked on an
/// ingest thread, seldom (answers are remembered), and may be asked on several at once.
package enum Lookup: Hashable, Sendable {
    /// The name of an address by reverse DNS: lower case, with a dot at the end.
    case dns(IPAddress)
    /// The country of an address.
    case country(IPAddress, LookupForm)
    /// The autonomous system of an address.
    case asn(IPAddress, LookupForm)
    /// The vendor of a MAC address.
    case oui(MACAddress, LookupForm)
    /// The name of a TCP, UDP or SCTP port: `tcp`, 443.
    case port(protocol: String, UInt16)
    /// The label of the longest prefix of a group that has the address.
    case group(String, IPAddress)
    /// The label of a map that has the value, which is the text of a key.
    case map(String, String)
    /// A text metric of the host, or of the container or virtual machine, that has the address. Of several that have it,
    /// the one that the agent that saw the packet tells of is meant.
    case host(Station, metric: String, seenBy: IPAddress? = nil)
    /// What the workload of the address is called.
    case workload(Station, WorkloadAttribute, seenBy: IPAddress? = nil)
    /// The same of the workload that an agent knows as a data source `3.n`.
    case workloadSource(agent: IPAddress, UInt32, WorkloadAttribute)
    /// The topology's link or node at a port, and the port's name.
    case link(agent: IPAddress, ifIndex: UInt32)
    case node(agent: IPAddress, ifIndex: UInt32)
    case interfaceName(agent: IPAddress, ifIndex: UInt32)

    /// An address that a workload or a host is known by.
    package enum Station: Hashable, Sendable {
        case ip(IPAddress)
        case mac(MACAddress)
    }

    package enum WorkloadAttribute: String, CaseIterable, Sendable {
        case container, pod, namespace, service, node
    }
}

/// Which form of a name is asked for: `code` and `number` are the same, and so are `name` and `descr`.
package enum LookupForm: Sendable {
    case code, name
    /// Both, with a space between them.
    case both
}

/// What a question was answered, and for how long that holds.
package struct LookupAnswer: Hashable, Sendable {
    /// `nil`: there is none, or none yet.
    package var text: String?
    /// Seconds. A change of what answers stand on makes all of them void before that (`LookupLibrary.invalidate`).
    package var lifetime: Double

    package init(_ text: String?, for lifetime: Double = 60) {
        self.text = text
        self.lifetime = lifetime
    }

    /// The answer is being found out: to be asked again soon.
    package static let pending = LookupAnswer(nil, for: 0.25)
}
