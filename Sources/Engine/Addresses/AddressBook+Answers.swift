import FlowLanguage
import NetTypes

extension AddressBook {
    /// Answers whom an address, or the data source of a workload, belongs to. What several could be is nobody's.
    func answer(_ question: Lookup) -> LookupAnswer {
        switch question {
        case .host(let station, let metric, let agent): LookupAnswer(subject(station, seenBy: agent)?.text(metric))
        case .workload(let station, let attribute, let agent):
            LookupAnswer(subject(station, seenBy: agent)?.name(attribute))
        case .workloadSource(let agent, let index, let attribute):
            LookupAnswer(subject(agent, index)?.name(attribute))
        default: LookupAnswer(nil)
        }
    }

    /// Whom an address means: stations that are one, and the host that they are at.
    fileprivate struct Subject {
        /// Empty: which of the host's is not known.
        var stations: [Station]
        var host: Station?
    }

    private func subject(_ agent: IPAddress, _ index: UInt32) -> Subject? {
        guard let number = self.agent(agent), let station = workload(WorkloadIndex(agent: number, index: index)) else {
            return nil
        }
        return Subject(stations: [station], host: host(of: number))
    }

    private func subject(_ station: Lookup.Station, seenBy observer: IPAddress?) -> Subject? {
        let observer = observer.flatMap { agent($0) }
        let scope: AddressScope, address: UInt128
        switch station {
        case .ip(let ip): (scope, address) = (AddressScope(ip), Self.key(ip))
        case .mac(let mac): (scope, address) = (AddressScope(mac), Self.key(mac))
        }
        switch scope {
        case .none: return nil
        case .loopback: return observer.flatMap { host(of: $0) }.map { Subject(stations: [], host: $0) }
        case .node: return observer.flatMap { subject(address, at: $0) }
        case .network:
            if let observer, let subject = subject(address, at: observer) { return subject }
            return agent(having: address).flatMap { subject(address, at: $0) }
        }
    }

    /// Whom an address means at an agent.
    private func subject(_ address: UInt128, at agent: UInt32) -> Subject? {
        let owners = owners(of: address, at: agent)
        guard let first = owners.first else { return nil }
        let host = host(of: agent)
        // What shares the host's addresses is not told from the host.
        let isOne = !owners.contains { $0.isHost } && owners.dropFirst().allSatisfy { $0.sharesPod(with: first) }
        return Subject(stations: isOne ? owners : [], host: host)
    }
}

extension AddressBook.Subject {
    /// A text metric: the workload's own, or its host's.
    func text(_ metric: String) -> String? {
        // A pod before what is in it.
        if let pod = stations.first(where: { !$0.isInPod }), let text = pod.text(metric) { return text }
        return common { $0.text(metric) } ?? host?.text(metric)
    }

    func name(_ attribute: Lookup.WorkloadAttribute) -> String? {
        if attribute == .node, let name = host?.text("host_name") { return name }
        return common { $0.name(attribute) }
    }

    /// What all say that say anything.
    private func common(_ name: (Station) -> String?) -> String? {
        let names = Set(stations.compactMap(name))
        return names.count == 1 ? names.first : nil
    }
}
