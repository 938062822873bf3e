import NetTypes

/// What the agent is to do, after flags, environment and file have been put together.
package struct AgentConfiguration: Equatable, Sendable {
    package var collectors: [CollectorConfiguration] = []
    /// Seconds between two polls of a data source; 0: counters are not polled.
    package var pollingInterval = 30
    package var sampling = SamplingRates()
    /// Whether packets are sampled at all.
    package var samplesPackets = true
    /// The interfaces to sample; empty: none.
    package var captures: [Capture] = []
    /// The runtimes whose containers, pods and services are followed.
    package var runtimes: [RuntimeConfiguration] = []
    /// Whether containers are followed; `nil`: as the file says, all of them without a file.
    package var followsContainers: Bool?
    /// Sockets that the environment names, by their runtime.
    package var sockets: [Runtime: String] = [:]
    /// The device whose address the agent carries; `nil`: any.
    package var agentDevice: String?
    /// The agent's address, used as it is; `nil`: chosen from the interfaces.
    package var agentAddress: IPAddress?
    /// Preferred and excluded networks, the strongest first.
    package var agentPreferences: [AddressPreference] = []
    package var subAgentID = 0
    /// The host's UUID; `nil`: from the machine.
    package var uuid: UInt128?
    /// The directory for what is to be known after a restart; `nil`: see `StateDirectory`.
    package var stateDirectory: String?
    /// Bytes of each sampled frame.
    package var headerBytes = 128
    /// The largest datagram that is filled with more than one sample.
    package var datagramBytes = 1400

    package init() {}
}

/// Where datagrams go.
package struct CollectorConfiguration: Hashable, Sendable {
    /// An address or a name.
    package var host = ""
    package var port = 6343
    /// A network namespace by its name in /run/netns; `nil`: the agent's own.
    package var namespace: String?
    /// The device that datagrams leave by; `nil`: as the routes say.
    package var device: String?

    package init() {}

    package init(host: String, port: Int = 6343) {
        self.host = host
        self.port = port
    }
}

/// Sampling rates as they are set; `SamplingRates+Rule.swift` says which one counts.
package struct SamplingRates: Equatable, Sendable {
    /// 1-in-N for all interfaces; `nil`: not set. 0: no sampling.
    package var rate: Int?
    /// 1-in-N by interface speed in bits per second.
    package var bySpeed: [UInt64: Int] = [:]
    /// N is the speed divided by this; `nil`: not set; 0: never by speed.
    package var bitsPerSecondRatio: Int?
    /// A configuration file was read, so that what it leaves out means what it always meant.
    package var hasFile = false

    package init() {}
}

/// A choice of interfaces to sample: one `pcap { }`. Without `device`, `pattern` and `speeds` all suitable ones.
package struct Capture: Equatable, Sendable {
    /// The interface of this name, whatever it is.
    package var device: String?
    /// Interfaces whose name matches this extended regular expression.
    package var pattern: String?
    /// Interfaces whose speed in bits per second lies within.
    package var speeds: ClosedRange<UInt64>?
    package var isPromiscuous = false
    /// 1-in-N for these interfaces, before all other rates; `nil`: not set.
    package var samplingRate: Int?

    package init() {}
}

/// A network whose addresses the agent prefers or never takes.
package struct AddressPreference: Hashable, Sendable {
    package var prefix: IPPrefix
    /// Written `!CIDR`: never.
    package var isExclusion: Bool

    package init(prefix: IPPrefix, isExclusion: Bool = false) {
        self.prefix = prefix
        self.isExclusion = isExclusion
    }
}
