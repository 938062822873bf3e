import MetricStore
import NetTypes
import Workloads

/// A data source by everything that it is called.
package struct SourceNames: Hashable, Sendable {
    package var agent: IPAddress
    /// `4` for an interface, `2.1` for the host, `3.100123` for a container.
    package var dataSource: String
    /// The name of the agent's host.
    package var hostName: String?
    /// Of an interface.
    package var interfaceName: String?
    /// Of a virtual machine, container, pod or service.
    package var virtualHostName: String?
    /// What a runtime calls it, by `WorkloadField.names`.
    package var labels: [WorkloadLabel] = []
}

extension WorkloadField {
    /// What a workload is called by those who ask for it.
    package static let names: [WorkloadField] = [
        .podNamespace, .podName, .podContainer, .swarmService, .composeProject, .composeService, .containerName,
        .systemdService,
    ]
    fileprivate static let namePlaces = names.map { WorkloadLabels.fields.firstIndex(of: $0)! }
}

extension Shard {
    func names(of view: SourceView) -> SourceNames {
        let source = view.source
        var names = SourceNames(agent: view.address, dataSource: source.label)
        names.hostName = view.host.flatMap { hostName(of: $0) }
        names.interfaceName = source.interfaceName
        for metric in MetricCatalogue.virtualHostNames {
            if case .text(let name)? = source.value(metric) { names.virtualHostName = name }
        }
        guard source.reserved != 0 || !source.labels.isEmpty else { return names }
        for (field, place) in zip(WorkloadField.names, WorkloadField.namePlaces) {
            if case .text(let text)? = source.custom(place)?.value { names.labels.append(WorkloadLabel(field, text)) }
        }
        return names
    }
}

extension MetricCatalogue {
    fileprivate static let virtualHostNames = standard.byName["vir_host_name"] ?? []
}
