import NetTypes
import Workloads

/// How the container in a slot is called, and its pod: it follows from the slot and from how many it had before.
struct WorkloadNames: Sendable {
    var namespace: String
    var service: String
    /// Of a pod: its name, its UID and what made it.
    var pod: String
    var uid: UInt128
    var owner: String
    /// 64 hexadecimal digits.
    var containerID: String
    var image: String
    /// A container of Docker has no pod.
    var isDocker: Bool

    private static let letters = Array("bcdfghjklmnpqrstvwxz2456789".utf8)

    init(_ cluster: SimulatedCluster, slot: Int) {
        let number = Int(cluster.placement.services[slot]), service = cluster.services[number]
        let generation = UInt64(cluster.slots[slot].generation), key = UInt64(slot) << 32 | generation
        let node = cluster.placement.node(ofSlot: slot)
        namespace = ServiceCatalogue.namespaces[service.namespace]
        self.service = service.name
        image = service.image
        isDocker = cluster.fabric.role(node) == .docker
        uid = cluster.uuid(4, key)
        containerID = [5, 6, 7, 8].map { hexText(Randomness.mix(cluster.options.seed, key, $0), digits: 16) }.joined()
        owner = "\(service.role.owner)/\(service.name)"
        let ending = Self.random(Randomness.mix(cluster.options.seed, key, 9), 5)
        switch service.role.owner {
        case "statefulset": pod = "\(service.name)-\(slot)"
        case "job", "cronjob":
            let minute = cluster.slots[slot].started / 60_000
            pod = "\(service.name)-\(minute)-\(ending)"
            if service.role == .trainer { pod = "\(service.name)-\(slot)-\(ending)" }
        default:
            let template = Self.random(Randomness.mix(cluster.options.seed, UInt64(number), 10), 10)
            pod = "\(service.name)-\(template)-\(ending)"
        }
        if isDocker { pod = "\(namespace)-\(service.name)-\(slot)" }
    }

    /// As the API server makes up the ends of names.
    private static func random(_ seed: UInt64, _ count: Int) -> String {
        var rest = seed
        return String(
            decoding: (0..<count).map { _ in
                defer { rest /= UInt64(letters.count) }
                return letters[Int(rest % UInt64(letters.count))]
            },
            as: UTF8.self
        )
    }

    /// The host name by which collectors know it.
    func hostName(isPod: Bool) -> String {
        if isDocker { return CollectorName.plain(pod, id: containerID) }
        return CollectorName.kubernetes(
            container: isPod ? "" : service,
            pod: pod,
            namespace: namespace,
            uid: uuidText(uid),
            attempt: 0
        )
    }

    func containerUUID(host: UInt128) -> UInt128 { WorkloadIdentity.container(containerID, host: host) }
}
