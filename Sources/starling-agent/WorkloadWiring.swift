import Agent
import CRIWatcher
import ControlGroups
import DockerWatcher
import HostCounters
import SFlow

/// Puts together what follows containers, pods and services. Each part that cannot be had is left out, with a line that says why.
struct WorkloadWiring {
    let configuration: AgentConfiguration
    let host: HostCounterPoller
    let stateDirectory: String?
    let log: Log

    private static let maximumServices = 1024

    /// `nil` where nothing is to be followed, or nothing can be.
    func monitor() -> WorkloadMonitor? {
        guard !configuration.runtimes.isEmpty else { return nil }
        let file = stateDirectory.map { StateFile(directory: $0, name: "data-sources") }
        return WorkloadMonitor(
            groups: groups(),
            watchers: configuration.runtimes.compactMap(watcher),
            adapters: adapters(),
            registry: DataSourceRegistry(file: file, now: WallClock.now(), log: log),
            host: host.workloadHost,
            hostNamed: Set(configuration.runtimes.filter(\.usesHostName).map(\.runtime)),
            log: log,
            now: MonotonicTime.now(),
            wallClock: WallClock.now
        )
    }

    private func groups() -> (any GroupMonitor)? {
        var bounds = GroupBounds()
        if configuration.runtimes.contains(where: { $0.runtime == .systemd }) { bounds.services = Self.maximumServices }
        do throws(GroupsUnavailable) {
            return try ControlGroupMonitor(bounds: bounds, log: log)
        } catch {
            log.warning(error.description)
            return nil
        }
    }

    private func watcher(_ runtime: RuntimeConfiguration) -> (any RuntimeWatcher)? {
        do throws(SystemError) {
            switch runtime.runtime {
            case .docker, .podman: return try docker(runtime)
            case .containerd, .crio: return CRIWatcher(path: runtime.socket, log: log, isWanted: runtime.isNamed)
            case .systemd: return nil
            }
        } catch {
            log.warning("\(runtime.runtime) is not followed: \(error.description)")
            return nil
        }
    }

    private func docker(_ runtime: RuntimeConfiguration) throws(SystemError) -> DockerWatcher {
        var timing = DockerWatcher.Timing()
        // What no event told of is to be known within a polling interval.
        timing.listInterval = .seconds(min(max(configuration.pollingInterval, 10), 60))
        return try DockerWatcher(
            runtime: runtime.runtime,
            socket: runtime.socket,
            isRequested: runtime.isNamed,
            log: log,
            timing: timing
        )
    }

    private func adapters() -> (any AdapterReader)? {
        do {
            return try NamespaceAdapters(log: log)
        } catch {
            log.warning("adapters of containers cannot be read: \(error)")
            return nil
        }
    }
}
