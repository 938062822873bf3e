import NetTypes

/// How names of addresses are asked for, and how many are kept.
package struct ReverseDNSSettings: Hashable, Sendable {
    /// Empty: those of `resolverFile`.
    package var servers: [SocketAddress] = []
    package var resolverFile = "/etc/resolv.conf"
    /// Milliseconds that a server has for the first try; more for each further.
    package var timeout = 2000
    /// How often each server is asked.
    package var tries = 2
    /// Addresses that are remembered, with or without a name.
    package var cache = 65_536
    /// Seconds that a name is kept, at least and at most, whatever its time to live is.
    package var lifetime: ClosedRange<Int> = 60...86_400
    /// Seconds that "there is no name" is kept where the server does not say, and at most.
    package var negativeLifetime = 300
    /// Seconds until a question that failed is asked again.
    package var retry = 30
    /// Questions at the same time.
    package var outstanding = 256
    /// Questions in a second.
    package var rate = 500
    /// Addresses that wait for their question to be asked.
    package var waiting = 4096

    package static let mostServers = 8

    package init() {}
}
