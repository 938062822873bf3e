/// Which service each container slot of each node has.
struct Placement: Sendable {
    let perNode: Int
    /// The service of each slot.
    let services: [UInt16]

    init(_ fabric: Fabric, perNode: Int, _ catalogue: inout ServiceCatalogue, _ random: inout Randomness) {
        self.perNode = perNode
        let ordinary = WeightedChoice(catalogue.services.map(\.weight))
        let jobs = catalogue.services(.job), shortJobs = catalogue.services(.shortJob)
        let trainer = catalogue.services(.trainer)[0]
        let platform = [
            (catalogue.services(.ingress)[0], max(1, fabric.nodes / 20)),
            (catalogue.services(.dns)[0], max(1, fabric.nodes / 40)),
            (catalogue.services(.monitoring)[0], max(1, fabric.nodes / 100)),
        ]
        var services: [UInt16] = []
        services.reserveCapacity(fabric.nodes * perNode)
        // Of a platform service there is one on every so-many-th node that is no GPU's.
        for node in 0..<fabric.nodes {
            var wanted: [Int] = []
            for (service, count) in platform where node % max(1, fabric.nodes / count) == 0 { wanted.append(service) }
            if fabric.role(node) == .gpu { wanted = [trainer, trainer, trainer, trainer] }
            if perNode >= 3 { wanted.append(shortJobs[random.below(shortJobs.count)]) }
            for _ in 0..<perNode / 8 { wanted.append(jobs[random.below(jobs.count)]) }
            for place in 0..<perNode {
                let service = place < wanted.count ? wanted[place] : ordinary.pick(&random)
                catalogue.place(services.count, at: service)
                services.append(UInt16(service))
            }
        }
        self.services = services
    }

    @inline(__always) func node(ofSlot slot: Int) -> Int { slot / perNode }
    func slots(ofNode node: Int) -> Range<Int> { node * perNode..<(node + 1) * perNode }
}

extension Fabric {
    /// The IPv4 address of a pod: each node has a block of its own.
    @inline(__always)
    func podAddress(_ node: Int, _ place: Int, perNode: Int) -> UInt32 {
        let bits = UInt32(Int.bitWidth - (perNode + 1).leadingZeroBitCount)
        return 0x0a80_0000 + UInt32(node) << bits + UInt32(place + 2)
    }

    @inline(__always)
    func podAddress6(_ node: Int, _ place: Int) -> UInt128 {
        0xfd5a_b1e5_0000_0002 << 64 | UInt128(node + 1) << 16 | UInt128(place + 2)
    }
}
