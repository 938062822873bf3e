/// The keys that stand directly in `sflow { }`.
package enum AgentKeys {
    private static let fresh = AgentConfiguration()

    package static let all: [ConfigurationKey<AgentConfiguration>] = [
        .integer(
            "polling",
            0...300,
            \.pollingInterval,
            of: fresh,
            "Seconds between two counter samples of a data source. 0 switches counters off."
        ).alias("counterPollingInterval").flag("polling", "SECONDS").environment("POLLING"),
        .integer(
            "sampling",
            0...10_000_000,
            \.sampling.rate,
            default: "400",
            "Packets are sampled 1 in this many. 0 switches packet sampling off. Interfaces may differ: see the sampling rates."
        ).alias("packetSamplingRate").flag("sampling", "N").environment("SAMPLING"),
        samplingBySpeed,
        .integer(
            "sampling.bps_ratio",
            0...1_000_000_000,
            \.sampling.bitsPerSecondRatio,
            default: "",
            "An interface of known speed is sampled 1 in speed (bit/s) / this. 0: never by speed."
        ),
        .onOff("packets", \.samplesPackets, of: fresh, "Whether packets are sampled at all.").flag(
            "no-packets",
            "",
            "Sample no packets."
        ),
        ConfigurationKey(
            "containers",
            .onOff,
            default: "as named; without a file all",
            "Whether containers and pods are followed. On without `docker`, `podman`, `containerd`, `k8s` or `systemd`: those of every runtime whose socket is in its usual place."
        ) { target, value in
            if case .onOff(let isOn) = value { target.followsContainers = isOn }
        }.flag("no-containers", "", "Follow no containers."),
        .text(
            "agent",
            \.agentDevice,
            default: "any",
            "The device whose address the agent has in its datagrams."
        ).flag("agent", "DEVICE"),
        ConfigurationKey(
            "agentIP",
            .address,
            default: "chosen",
            "The agent's address, used as it is: it need not belong to this host."
        ) { target, value in
            if case .address(let address) = value { target.agentAddress = address }
        }.flag("agent-ip", "ADDRESS"),
        ConfigurationKey(
            "agent.cidr",
            .network,
            "A network whose addresses are preferred as the agent's, the first the most; with ! before it, one whose addresses are never taken."
        ) { target, value in
            if case .network(let preference) = value { target.agentPreferences.append(preference) }
        }.flag("agent-cidr", "[!]NETWORK").repeatable(),
        .integer(
            "headerBytes",
            0...256,
            \.headerBytes,
            of: fresh,
            "Bytes of each sampled frame that are sent."
        ).flag("header-bytes", "BYTES"),
        .integer(
            "datagramBytes",
            200...8192,
            \.datagramBytes,
            of: fresh,
            "The largest datagram, in bytes of UDP payload. A single sample that is larger is sent alone."
        ).flag("datagram-bytes", "BYTES"),
        .integer(
            "subAgentId",
            0...199_999,
            \.subAgentID,
            of: fresh,
            "Tells this agent from others that have the same address."
        ).flag("sub-agent-id", "ID"),
        ConfigurationKey("uuid", .uuid, default: "the machine's", "The host's UUID.") { target, value in
            if case .uuid(let uuid) = value { target.uuid = uuid }
        }.flag("uuid", "UUID"),
        .text(
            "state",
            \.stateDirectory,
            default: StateDirectory.standardPath,
            "The directory for what the agent has to know after a restart. A user who may not write to the default has it in starling below XDG_STATE_HOME."
        ).flag("state", "DIR").environment("STATE_DIRECTORY"),
    ]

    /// The one key whose name has a part that is a value.
    private static let samplingBySpeed: ConfigurationKey<AgentConfiguration> = {
        var key = ConfigurationKey<AgentConfiguration>(
            "sampling.<speed>",
            .integer(0...10_000_000),
            "The sampling rate of interfaces of that speed: sampling.10G = 10000."
        ) { _, _ in }
        key.set = { target, value, speed in
            guard case .integer(let rate) = value, let speed = scaledNumber(speed) else { return }
            target.sampling.bySpeed[speed] = rate
        }
        key.isRepeatable = true
        return key
    }()

    /// The key that `name` means and what follows the dot of `sampling.<speed>`.
    static func find(_ name: String) -> (key: ConfigurationKey<AgentConfiguration>, qualifier: String)? {
        if let key = all.first(where: { $0.isNamed(name) }) { return (key, "") }
        guard name.lowercased().hasPrefix("sampling.") else { return nil }
        let speed = String(name.dropFirst("sampling.".count))
        return scaledNumber(speed) == nil ? nil : (samplingBySpeed, speed)
    }
}
