import Agent
import HostCounters
import PacketSampling

/// The one place where the agent's parts are put together.
enum Wiring {
    /// Opens what every agent needs. Without rtnetlink there is nothing to measure.
    static func parts(_ configuration: AgentConfiguration, _ log: Log) throws(NetlinkError) -> AgentParts {
        let interfaces = try InterfaceTable(log: log)
        let poller = try HostCounterPoller(interfaces: interfaces, log: log, uuid: configuration.uuid)
        return AgentParts(monitor: interfaces, poller: poller) { _ in openSampler(log) }
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
