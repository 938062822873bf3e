import Agent
import CLinux

/// What the agent may do once it runs: only what its configuration needs.
enum Privileges {
    /// Capabilities by their number in capabilities(7).
    private enum Capability {
        static let networkAdministration: UInt64 = 1 << 12, rawNetwork: UInt64 = 1 << 13
        static let systemAdministration: UInt64 = 1 << 21, bpf: UInt64 = 1 << 39
    }

    /// Gives up every other capability, and that programs could ever gain one. It stays as it was, with a warning, where the
    /// system refuses.
    static func keepOnlyNeeded(for configuration: AgentConfiguration, _ log: Log) {
        let left = starling_keep_capabilities(needed(configuration))
        guard left >= 0 else { return log.warning("privileges cannot be given up: \(SystemError().description)") }
        log.debug("capabilities kept: 0x\(String(left, radix: 16))")
    }

    /// Sockets of sampling are opened anew as interfaces come and go, as are those in other network namespaces. The
    /// addresses of containers' adapters are read as containers come. docs/privileges.md has the reasons.
    private static func needed(_ configuration: AgentConfiguration) -> UInt64 {
        var needed: UInt64 = 0
        if configuration.samplesPackets, !configuration.captures.isEmpty {
            needed |= Capability.rawNetwork | Capability.bpf
        }
        if configuration.runtimes.contains(where: { $0.runtime != .systemd }) {
            needed |= Capability.networkAdministration
        }
        if configuration.collectors.contains(where: { $0.device != nil }) { needed |= Capability.rawNetwork }
        if configuration.collectors.contains(where: { $0.namespace != nil }) {
            needed |= Capability.systemAdministration
        }
        return needed
    }
}
