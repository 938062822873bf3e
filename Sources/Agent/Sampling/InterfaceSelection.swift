/// Matches interfaces with the captures of a configuration. One that is named is always taken.
struct InterfaceSelection {
    enum Choice: Equatable {
        case take(Capture)
        case skip(String)
    }

    private let captures: [Capture]
    private let patterns: [RegularExpression?]

    init(_ captures: [Capture]) {
        self.captures = captures
        patterns = captures.map { $0.pattern.flatMap { RegularExpression($0) } }
    }

    func choose(_ interface: NetworkInterface) -> Choice {
        guard !captures.isEmpty else { return .skip("packet sampling is off") }
        if let named = captures.first(where: { $0.device == interface.name }) { return .take(named) }
        guard let index = captures.indices.first(where: { matches(interface, $0) }) else {
            return .skip("no pcap { } chooses it")
        }
        if let reason = unsuitability(interface, byPattern: captures[index].pattern != nil) { return .skip(reason) }
        return .take(captures[index])
    }

    /// Names that captures give and no interface has.
    func missing(in interfaces: [NetworkInterface]) -> [String] {
        let names = Set(interfaces.map(\.name))
        return captures.compactMap(\.device).filter { !names.contains($0) }
    }

    private func matches(_ interface: NetworkInterface, _ index: Int) -> Bool {
        let capture = captures[index]
        if capture.device != nil { return false }
        if capture.pattern != nil { return patterns[index]?.matches(interface.name) ?? false }
        if let speeds = capture.speeds { return interface.speed > 0 && speeds.contains(interface.speed) }
        return true
    }

    /// Why an interface that was not named is left out: its packets pass another interface too, where they are
    /// sampled, and would be counted twice.
    private func unsuitability(_ interface: NetworkInterface, byPattern: Bool) -> String? {
        if interface.isLoopback { return "it is the loopback, which is sampled only where it is named" }
        switch interface.kind {
        case "bond", "team": return "it is a bond, whose members are sampled"
        case "vlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "vxlan", "geneve", "gre", "gretap", "ipip", "sit",
            "ip6tnl",
            "ip6gre", "ip6gretap", "erspan", "ip6erspan", "vti", "vti6", "hsr", "macsec":
            return "its kind is \(interface.kind): its packets are sampled on the device below"
        case "bridge", "openvswitch": return byPattern ? nil : "it is a bridge, whose ports are sampled"
        case "vrf": return "it is a VRF, whose members are sampled"
        case "ifb", "nlmon", "vcan":
            return "its kind is \(interface.kind): it has no packets of its own"
        default: return nil
        }
    }
}
