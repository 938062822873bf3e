/// The words that numbers of the standard stand for.
enum Words {
    /// How a metric that is a word is read from its number; `nil` for other metrics.
    static func table(_ metric: String) -> (@Sendable (Int) -> String)? {
        switch metric {
        case "iftype": { interfaceTypes[$0] ?? "\($0)" }
        case "ifdirection": { pick($0, ["unknown", "fullDuplex", "halfDuplex", "in", "out"]) }
        case "machine_type": { pick($0, machines) }
        case "os_name": { pick($0, systems) }
        case "vir_cpu_state":
            { pick($0, ["nostate", "running", "blocked", "paused", "shutdown", "shutoff", "crashed"]) }
        default: nil
        }
    }

    private static func pick(_ index: Int, _ words: [String]) -> String {
        words.indices.contains(index) ? words[index] : "\(index)"
    }

    private static let machines = [
        "unknown", "other", "x86", "x86_64", "ia64", "sparc", "alpha", "powerpc", "m68k", "mips", "arm", "hppa", "s390",
    ]
    private static let systems = [
        "unknown", "other", "linux", "windows", "darwin", "hpux", "aix", "dragonfly", "freebsd", "netbsd", "openbsd",
        "osf", "solaris",
    ]

    /// IANAifType-MIB, the types that hosts and switches have.
    private static let interfaceTypes = [
        1: "other", 6: "ethernetCsmacd", 23: "ppp", 24: "softwareLoopback", 32: "frameRelay", 53: "propVirtual",
        71: "ieee80211", 108: "pppMultilinkBundle", 131: "tunnel", 135: "l2vlan", 136: "l3ipvlan", 142: "ipForward",
        150: "mplsTunnel", 161: "ieee8023adLag", 166: "mpls", 199: "infiniband", 209: "bridge", 244: "wwanPP2",
    ]
}
