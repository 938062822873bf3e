import FlowLanguage
import MetricStore
import NetTypes
import SFlow
import Workloads

/// A host or a workload as the address book has it: who it is, and the addresses that it is known by. It does not change;
/// another takes its place.
final class Station: Sendable {
    let key: WorkloadKey
    /// The name of its node as its agent's host was called when this was made; empty where it was not known.
    let node: String
    let labels: WorkloadLabels
    private let description: MetricBlock?
    /// Texts under names that applications chose.
    private let custom: [(name: String, text: String)]
    let ipAddresses: [IPAddress]
    let macs: [MACAddress]

    init(
        _ key: WorkloadKey,
        node: String,
        labels: WorkloadLabels,
        description: MetricBlock?,
        custom: [(name: String, text: String)],
        ipAddresses: [IPAddress],
        macs: [MACAddress]
    ) {
        (self.key, self.node, self.labels, self.description) = (key, node, labels, description)
        (self.custom, self.ipAddresses, self.macs) = (custom, ipAddresses, macs)
    }

    /// Whether it is a host, and not what runs on one.
    var isHost: Bool { key.source == .host }

    /// The text of one of its metrics.
    func text(_ metric: String) -> String? {
        if let text = descriptionText(metric) { return text }
        if let field = WorkloadField(rawValue: metric), let text = labels[field] { return text }
        return custom.first { $0.name == metric }?.text
    }

    private func descriptionText(_ metric: String) -> String? {
        guard let description, let definitions = MetricCatalogue.standard.byName[metric] else { return nil }
        for definition in definitions
        where definition.ordinal == description.ordinal && definition.scope.includes(key.source) {
            if case .text(let text)? = definition.value(in: description) { return text }
        }
        return nil
    }

    /// What a workload is called; of a host there is nothing.
    func name(_ attribute: Lookup.WorkloadAttribute) -> String? {
        switch attribute {
        case .container: labels[.containerName] ?? labels[.podContainer]
        case .pod: labels[.podName]
        case .namespace: labels[.podNamespace]
        case .service: service
        case .node: node.isEmpty ? nil : node
        }
    }

    /// What it is one of several of: the service of Swarm or Compose, the unit, or what made the pod.
    private var service: String? {
        if let name = labels[.swarmService] ?? labels[.composeService] ?? labels[.systemdService] { return name }
        return labels[.podOwner].map { String($0.split(separator: "/", maxSplits: 1).last ?? "") }
    }

    /// Whether it is a pod or is of the same one, so that both have the pod's addresses.
    func sharesPod(with other: Station) -> Bool {
        guard let pod = labels[.podName], pod == other.labels[.podName],
            labels[.podNamespace] == other.labels[.podNamespace]
        else { return false }
        return labels[.podUID] == other.labels[.podUID]
    }

    /// Whether it is a container in a pod, and not the pod itself.
    var isInPod: Bool { labels[.podContainer] != nil }
}
