import MetricStore
import NetTypes
import SFlow
import Workloads

extension Shard {
    /// Makes up to `limit` of the stations that have changed; false where none is left.
    mutating func updateStations(limit: Int) -> Bool {
        for _ in 0..<limit {
            guard let number = stations.next() else { return false }
            stations.set(station(number), at: number)
        }
        return stations.hasChanged
    }

    private func station(_ number: Int) -> Station? {
        guard let source = metrics.sources[number], source.name == nil, let agent = agents.states[source.agent],
            source.source == .host || source.source.isVirtual
        else { return nil }
        let workload = sources[number].workload.map { workloads[$0] }
        return Station(
            WorkloadKey(agent: agent.address, subAgent: agent.subAgent, source: source.source),
            node: workload?.node ?? "",
            labels: labels(of: source, workload),
            description: source.block(Structures.hostDescription),
            custom: custom(source),
            ipAddresses: ipAddresses(of: source),
            macs: stations.macs(of: number)
        )
    }

    /// Those that the workload keeps; they are shared with it.
    private func labels(of source: MetricSource, _ workload: Workload?) -> WorkloadLabels {
        if let workload, !workload.labels.isEmpty { return workload.labels }
        return WorkloadLabels(
            texts(of: source).filter { $0.name < metrics.names.reservedCount }.map {
                WorkloadLabel(WorkloadLabels.fields[$0.name], $0.text)
            }
        )
    }

    private func texts(of source: MetricSource) -> [(name: Int, text: String)] {
        source.custom.compactMap { metric in
            if case .text(let text)? = metric.value { (Int(metric.name), text) } else { nil }
        } + source.labels.map { (Int($0.name), $0.text) }
    }

    private func custom(_ source: MetricSource) -> [(name: String, text: String)] {
        guard source.custom.contains(where: { $0.name >= metrics.names.reservedCount }) else { return [] }
        return texts(of: source).filter { $0.name >= metrics.names.reservedCount }.prefix(Self.customTextLimit).map {
            (metrics.names.text($0.name), $0.text)
        }
    }

    /// Texts of applications that a station has.
    private static let customTextLimit = 64

    private func ipAddresses(of source: MetricSource) -> [IPAddress] {
        guard let field = WorkloadLabels.fields.firstIndex(of: .addresses),
            case .text(let text)? = source.custom(field)?.value
        else { return [] }
        return text.split(separator: " ").prefix(16).compactMap { IPAddress(String($0))?.unmapped }
    }
}
