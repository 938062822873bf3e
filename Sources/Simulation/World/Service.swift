/// What a service does, from which follows whom it calls and how its pods are named.
enum ServiceRole: Sendable {
    case ingress, frontend, api, worker, database, cache, queue, dns, monitoring, trainer, job, shortJob

    /// What makes its pods, as Kubernetes has it.
    var owner: String {
        switch self {
        case .database, .cache, .queue, .monitoring: "statefulset"
        case .trainer: "job"
        case .job, .shortJob: "cronjob"
        default: "deployment"
        }
    }

    /// The port that it listens on.
    var port: UInt16 {
        switch self {
        case .ingress: 443
        case .database: 5432
        case .cache: 6379
        case .queue: 9092
        case .dns: 53
        case .monitoring: 9090
        default: 8080
        }
    }

    /// Its containers come and go by themselves.
    var isTransient: Bool { self == .job || self == .shortJob }
}

/// One service: a number of equal containers.
struct Service: Sendable {
    var name: String
    /// In `ServiceCatalogue.namespaces`.
    var namespace: Int
    var role: ServiceRole
    /// How much of everything it has, against others.
    var weight: Double
    /// Where its containers run: slots of the cluster.
    var slots: [Int] = []

    var image: String { "registry.example.net/\(ServiceCatalogue.namespaces[namespace])/\(name):1.\(name.utf8.count)" }
}

/// One service calls another.
struct Call: Sendable {
    var caller: Int
    var callee: Int
    var weight: Double
}

/// The services of a cluster and who calls whom.
struct ServiceCatalogue: Sendable {
    static let namespaces = [
        "shop", "payments", "search", "media", "analytics", "ml", "kube-system", "monitoring", "ingress", "batch",
    ]
    static let ml = 5, kubeSystem = 6, monitoring = 7, ingress = 8, batch = 9
    private static let applications = 5

    private(set) var services: [Service] = []
    private(set) var calls: [Call] = []

    /// - Parameter slots: containers of the cluster altogether.
    init(slots: Int, _ random: inout Randomness) {
        addPlatform()
        addApplications(min(400, max(8, slots / 12)), &random)
        for caller in services.indices { addCalls(of: caller, &random) }
    }

    mutating func place(_ slot: Int, at service: Int) { services[service].slots.append(slot) }

    func services(_ role: ServiceRole) -> [Int] { services.indices.filter { services[$0].role == role } }

    private mutating func addPlatform() {
        add("ingress-nginx", Self.ingress, .ingress)
        add("coredns", Self.kubeSystem, .dns)
        add("prometheus", Self.monitoring, .monitoring)
        add("trainer", Self.ml, .trainer)
        for name in ["report", "backup", "etl", "thumbnails"] { add(name, Self.batch, .job) }
        for name in ["probe", "cleanup"] { add(name, Self.batch, .shortJob) }
    }

    private mutating func add(_ name: String, _ namespace: Int, _ role: ServiceRole, weight: Double = 0) {
        services.append(Service(name: name, namespace: namespace, role: role, weight: weight))
    }

    /// A pattern of roles that is repeated, with names that are, and weights by Zipf's law.
    private mutating func addApplications(_ count: Int, _ random: inout Randomness) {
        let roles: [ServiceRole] = [.frontend, .api, .api, .database, .api, .cache, .worker, .queue]
        var taken: Set<String> = []
        for number in 0..<count {
            let role = roles[number % roles.count]
            var name = Self.name(role, number)
            if !taken.insert(name).inserted {
                name += "-\(number / roles.count + 1)"
                taken.insert(name)
            }
            let namespace = number / roles.count % Self.applications
            add(name, namespace, role, weight: random.between(0.7, 1.3) / Double(number + 2))
        }
    }

    private static func name(_ role: ServiceRole, _ number: Int) -> String {
        let subjects = [
            "cart", "ledger", "index", "video", "events", "catalog", "fraud", "suggest", "images", "cubes", "orders",
            "invoices", "ranking", "audio", "funnels", "users", "tokens", "crawler", "streams", "metrics", "stock",
        ]
        let subject = subjects[number * 5 % subjects.count]
        return switch role {
        case .frontend: "\(subject)-web"
        case .worker: "\(subject)-worker"
        case .database: "\(subject)-db"
        case .cache: "\(subject)-redis"
        case .queue: "\(subject)-kafka"
        default: subject
        }
    }

    /// Frontends call what is behind them, and so on down; most of it in their own namespace.
    private mutating func addCalls(of caller: Int, _ random: inout Randomness) {
        let service = services[caller]
        let wanted: [(ServiceRole, Int)] =
            switch service.role {
            case .ingress: [(.frontend, 1_000)]
            case .frontend: [(.api, 3), (.cache, 1)]
            case .api: [(.database, 1), (.cache, 1), (.api, 1), (.queue, 1)]
            case .worker: [(.queue, 1), (.database, 1)]
            default: []
            }
        for (role, most) in wanted {
            var callees = services.indices.filter { services[$0].role == role && $0 != caller }
            let near = callees.filter { services[$0].namespace == service.namespace }
            if !near.isEmpty, service.role != .ingress, !random.once(in: 6) { callees = near }
            callees.shuffle(using: &random)
            for callee in callees.prefix(most) {
                let weight = service.role == .ingress ? services[callee].weight : service.weight
                calls.append(Call(caller: caller, callee: callee, weight: weight))
            }
        }
    }
}
