import Glibc

/// Why this host's packets cannot be sampled at all, and what to do.
package struct SamplingUnavailable: Error, Equatable, CustomStringConvertible {
    /// What is missing: `opening a packet socket needs CAP_NET_RAW`.
    package var reason: String
    /// How to give it: `run as root, or …`.
    package var remedy: String

    package var description: String { "packet sampling is unavailable: \(reason); \(remedy)" }

    init(_ error: SystemCallError) {
        switch error.errno {
        case EPERM, EACCES:
            reason = "packet sockets need the capability CAP_NET_RAW"
            remedy = "run as root, or give it (AmbientCapabilities=CAP_NET_RAW CAP_BPF, docker run --cap-add NET_RAW)"
        case EAFNOSUPPORT, ESOCKTNOSUPPORT, EPROTONOSUPPORT:
            reason = "the kernel has no packet sockets"
            remedy = "use one with CONFIG_PACKET (modprobe af_packet)"
        case EINVAL, ENOPROTOOPT:
            reason = "the kernel's packet sockets have no TPACKET_V3 rings (\(error))"
            remedy = "use Linux 3.19 or later"
        case ENOMEM, ENOBUFS:
            reason = "there is no memory for a ring (\(error))"
            remedy = "it is tried again later"
        default:
            reason = "\(error)"
            remedy = "it is tried again later"
        }
    }
}
