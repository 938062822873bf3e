/// The documents that structures come from.
public enum Specification {
    public static let version5: StaticString = "sFlow version 5, https://sflow.org/sflow_version_5.txt"
    public static let host: StaticString = "sFlow Host Structures, https://sflow.org/sflow_host.txt"
    public static let hostTCPIP: StaticString = "sFlow Host TCP/IP Structures, https://sflow.org/sflow_host_ip.txt"
    public static let drops: StaticString = "sFlow Dropped Packet Notification, https://sflow.org/sflow_drops.txt"
    public static let openFlow: StaticString = "sFlow OpenFlow Structures, https://sflow.org/sflow_openflow.txt"
    public static let ieee80211: StaticString = "sFlow 802.11 Structures, https://sflow.org/sflow_80211.txt"
    public static let lag: StaticString = "sFlow LAG Counters Structure, https://sflow.org/sflow_lag.txt"
    public static let optics: StaticString =
        "sFlow Optical Interface Structures, https://sflow.org/draft_sflow_optics.txt"
    public static let portNAT: StaticString = "sFlow Port NAT Structures, https://sflow.org/sflow_pnat.txt"
    public static let tunnels: StaticString = "sFlow Tunnel Structures, https://sflow.org/sflow_tunnels.txt"
    public static let vlanStacks: StaticString =
        "QinQ related statistics, https://groups.google.com/g/sflow/c/S22dbzam404"
    public static let transitDelay: StaticString =
        "sFlow Transit Delay Structures and its additions, https://sflow.org/sflow_transit.txt"
    public static let tcpInfo: StaticString = "TCP performance, https://sflow.org/developers/structures.php"
    public static let entities: StaticString =
        "Systemd traffic marking, https://blog.sflow.com/2018/10/systemd-traffic-marking.html"
    public static let infiniBand: StaticString =
        "sFlow InfiniBand Structures, draft 2, https://sflow.org/draft_sflow_infiniband_2.txt"
    public static let application: StaticString =
        "sFlow Application Structures, https://sflow.org/sflow_application.txt"
    public static let http: StaticString = "sFlow HTTP Structures, https://sflow.org/sflow_http.txt"
    public static let httpDraft: StaticString = "sFlow for HTTP, https://groups.google.com/g/sflow/c/iKzLK61ZTR0"
    public static let navigationTiming: StaticString =
        "Navigation Timing, https://groups.google.com/g/sflow/c/FKzkvig32Tk"
    public static let memcache: StaticString = "sFlow Memcache Structures, https://sflow.org/sflow_memcache.txt"
    public static let jvm: StaticString = "sFlow Java Virtual Machine Structures, https://sflow.org/sflow_jvm.txt"
    public static let nvml: StaticString = "sFlow NVML GPU Structures, https://sflow.org/sflow_nvml.txt"
    public static let broadcomBuffers: StaticString =
        "sFlow Broadcom Peak Buffer Utilization Structures, https://sflow.org/bv-sflow.txt"
    public static let broadcomTables: StaticString =
        "sFlow Broadcom Switch ASIC Table Utilization Structures, https://sflow.org/sflow_broadcom_tables.txt"
    /// What no document defines, as the tool of the standard's authors reads it.
    public static let sflowtool: StaticString = "sflowtool, https://github.com/sflow/sflowtool"
    /// What no document defines, as one of them sends it and the other reads it.
    public static let realTime: StaticString = "as hsflowd sends and sflowtool reads it, https://github.com/sflow"
    /// What no document defines, as the agent of the standard's authors sends it.
    public static let hostSFlow: StaticString = "Host sFlow, https://github.com/sflow/host-sflow"
}
