/// Keywords that files of the field have and that this agent accepts without doing anything yet.
package struct ForeignKeyword: Sendable {
    package enum Form: Sendable { case key, object }

    package var name: String
    package var form: Form
    /// What is missing, as a clause that follows "is accepted without effect: ".
    package var reason: String

    private static func objects(_ names: String, _ reason: String) -> [ForeignKeyword] {
        names.split(separator: " ").map { ForeignKeyword(name: String($0), form: .object, reason: reason) }
    }

    private static func keys(_ names: String, _ reason: String) -> [ForeignKeyword] {
        names.split(separator: " ").map { ForeignKeyword(name: String($0), form: .key, reason: reason) }
    }

    package static let all: [ForeignKeyword] =
        objects("kvm xen", "virtual machines are not measured yet")
        + objects("nvml", "GPUs are not measured yet")
        + objects("dropmon", "dropped packets are not reported yet")
        + objects("tcp", "samples do not carry TCP state yet")
        + objects("epcap psample nflog ulog", "packets are sampled by pcap { } only")
        + objects("dns-sd eapi sonic", "the configuration is not taken from elsewhere yet")
        + objects("json", "other programs cannot send samples through the agent yet")
        + objects("ovs cumulus dent opx os10 vpp", "this switch is not supported")
        + objects("nlroute", "interfaces are always read by netlink")
        + objects("dbus", "there is no D-Bus interface")
        + keys("refreshAdaptors checkAdaptors", "changes of interfaces are seen at once")
        + keys("refreshVMs forgetVMs", "containers are seen at once when they come and go")
        + keys("modules", "there are no modules to load")
        + keys("DNSSD DNSSD_domain", "the configuration is not taken from elsewhere yet")
        + keys("ulogGroup ulogProbability nflogGroup nflogProbability", "packets are sampled by pcap { } only")
        + keys("jsonPort jsonFIFO", "other programs cannot send samples through the agent yet")
        + keys("xen.update.dominfo xen.dsk", "virtual machines are not measured yet")
        + keys("loopback", "write pcap { dev = lo } to sample the loopback")
        + keys("samplingDirection", "both directions are sampled")
        + keys("hw_function", "dropped packets are not reported yet")

    /// The keyword that `name` is, in any case of letters; rates of applications are keys with a name in them.
    static func find(_ name: String, _ form: Form) -> ForeignKeyword? {
        let lower = name.lowercased()
        if let keyword = all.first(where: { $0.form == form && $0.name.lowercased() == lower }) { return keyword }
        guard form == .key, let dot = lower.firstIndex(of: "."), lower.index(after: dot) < lower.endIndex,
            lower[..<dot] == "sampling" || lower[..<dot] == "polling"
        else { return nil }
        return ForeignKeyword(name: name, form: .key, reason: "applications are not measured yet")
    }
}
