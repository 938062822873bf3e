/// One thing that is said of a workload.
package struct WorkloadLabel: Hashable, Sendable {
    package var field: WorkloadField
    package var text: String

    package init(_ field: WorkloadField, _ text: some StringProtocol) {
        self.field = field
        self.text = String(text)
    }
}

/// What the host name by which an agent reports a workload says of it. Agents that send no labels say nothing else.
package enum CollectorNameParser {
    /// The labels that a name stands for: a container or pod of Kubernetes, a service of systemd or Swarm, otherwise a
    /// container. The container that only holds a pod's namespaces has none, so that the pod is not there twice.
    package static func labels(of name: String) -> [WorkloadLabel] {
        if name.isEmpty { return [] }
        if let pod = kubernetes(name) { return pod }
        if name.hasSuffix(unitSuffix), name != unitSuffix {
            return [WorkloadLabel(.systemdService, name.dropLast(unitSuffix.count))]
        }
        if let service = swarmService(name) { return [WorkloadLabel(.swarmService, service)] }
        return [WorkloadLabel(.containerName, name)]
    }

    private static let unitSuffix = ".service"

    /// `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`, as the kubelet named Docker's containers. The end may be cut,
    /// but not the namespace: whatever follows it shows that it is whole.
    private static func kubernetes(_ name: String) -> [WorkloadLabel]? {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0] == "k8s", !parts[2].isEmpty, !parts[3].isEmpty else { return nil }
        if parts[1] == "POD" { return [] }
        let pod = [WorkloadLabel(.podNamespace, parts[3]), WorkloadLabel(.podName, parts[2])]
        return parts[1].isEmpty ? pod : pod + [WorkloadLabel(.podContainer, parts[1])]
    }

    /// Of a task of Swarm, `<service>.<slot>.<task>`, or `<service>.<node>.<task>` where one runs on each node.
    private static func swarmService(_ name: String) -> String? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3, isSwarmID(parts[parts.count - 1]), isSlot(parts[parts.count - 2]) else { return nil }
        let service = parts.dropLast(2).joined(separator: ".")
        return service.isEmpty ? nil : service
    }

    private static func isSlot(_ text: Substring) -> Bool {
        isSwarmID(text) || !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static func isSwarmID(_ text: Substring) -> Bool {
        text.utf8.count == 25 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7a ~= $0 }
    }
}
