extension FlowKey {
    /// What the workloads are called that a packet is between: as the agent says of the packet, else by its addresses from
    /// the outermost inwards, else by its MAC address.
    ///
    /// The outer addresses of a tunnel between nodes are the nodes': they say which node, and the inner ones which pod.
    static let workloadKeys = ["source", "destination"].flatMap { side in
        Lookup.WorkloadAttribute.allCases.map { attribute in
            FlowKey(
                "\(side)\(attribute.rawValue)",
                .text,
                derivedFrom: expression(side, attribute.rawValue),
                "The \(attribute.rawValue) of the packet's \(side), as far as agents tell."
            )
        }
    }

    private static func expression(_ side: String, _ attribute: String) -> String {
        let addresses = ["ip\(side)", "ip6\(side)", "ip\(side).1", "ip6\(side).1", "mac\(side)"]
        let questions = addresses.map { "[workload:\($0):\(attribute)]" }
        return "or:[workloadsource:entity\(side):\(attribute)]:\(questions.joined(separator: ":"))"
    }
}
