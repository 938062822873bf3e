import Agent
import HostCounters
import Netlink
import PacketSampling

/// The one place where the agent's parts are put together.
enum Wiring {
    /// Opens what every agent needs. Without rtnetlink there is nothing to measure.
    static func parts(
        _ configuration: AgentConfiguration,
        stateDirectory: String?,
        _ log: Log
    ) throws(NetlinkError) -> AgentParts {
        let interfaces = try InterfaceTable(log: log)
        let poller = try HostCounterPoller(interfaces: interfaces, log: log, uuid: configuration.uuid)
        let wiring = WorkloadWiring(
            configuration: configuration,
            host: poller,
            stateDirectory: stateDirectory,
            log: log
        )
        let workloads = wiring.monitor()
        poller.domains = { workloads?.runningCount }
        return AgentParts(monitor: interfaces, poller: poller, workloads: workloads) { _ in openSampler(log) }
    }

    /// Packet sampling, or a line a day that says what it needs; the rest of the agent goes on without.
    private static func openSampler(_ log: Log) -> (any PacketSampler)? {
        do throws(SamplingUnavailable) {
            let sampler = try PacketSocketSampler()
            log.info("packets are sampled by \(sampler.method)")
            return sampler
        } catch {
            log.log(.warning, every: .seconds(24 * 3600), key: "packet sampling", error.description)
            return nil
        }
    }
}
