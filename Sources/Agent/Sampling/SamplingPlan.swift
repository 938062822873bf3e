/// Which interfaces are sampled and how, and why the others are not.
package struct SamplingPlan: Equatable, Sendable {
    /// An interface that is not sampled, or a name that no interface has.
    package struct Skip: Equatable, Sendable {
        package var interfaceName: String
        /// A clause that follows "eth0 is not sampled: ".
        package var reason: String
    }

    package var targets: [SamplingTarget] = []
    package var skips: [Skip] = []

    /// Decides for every interface of the host.
    package init(configuration: AgentConfiguration, interfaces: [NetworkInterface]) {
        let selection = InterfaceSelection(configuration.samplesPackets ? configuration.captures : [])
        for interface in interfaces {
            switch selection.choose(interface) {
            case .skip(let reason): skips.append(Skip(interfaceName: interface.name, reason: reason))
            case .take(let capture): take(interface, capture, configuration)
            }
        }
        for name in selection.missing(in: interfaces) {
            skips.append(Skip(interfaceName: name, reason: "there is no such interface yet"))
        }
    }

    private mutating func take(_ interface: NetworkInterface, _ capture: Capture, _ configuration: AgentConfiguration) {
        let (rate, rule) = configuration.sampling.rate(forSpeed: interface.speed, capture: capture.samplingRate)
        guard rate > 0 else {
            skips.append(Skip(interfaceName: interface.name, reason: "\(rule.rawValue) is 0"))
            return
        }
        targets.append(
            SamplingTarget(
                interfaceIndex: interface.index,
                interfaceName: interface.name,
                samplingRate: rate,
                headerBytes: configuration.headerBytes,
                isPromiscuous: capture.isPromiscuous
            )
        )
    }
}
