import SFlow

/// Metrics that are computed from the fields of one structure.
enum DerivedMetrics {
    static func extend(
        _ definitions: [MetricDefinition],
        of type: any XDRStructure.Type,
        ordinal: Int,
        slots: [String: Int]
    ) -> [MetricDefinition] {
        switch type.format {
        case InterfaceCounters.format: interface(definitions, ordinal, slots)
        case HostCPU.format: cpu(definitions, ordinal, slots)
        case HostMemory.format:
            definitions + [
                share("mem_utilization", "memory in use", ordinal, slots, total: "mem_total", free: memoryFree)
            ]
        case HostDiskIO.format:
            definitions + [
                share("disk_utilization", "space in use", ordinal, slots, total: "disk_total", free: ["disk_free"])
            ]
        case VirtualMemory.format: definitions + [virtualMemory(ordinal, slots)]
        case NvidiaGPU.format: definitions + gpu(ordinal, slots)
        case OpenVSwitchDatapath.format: definitions + [missRate(ordinal, slots)]
        case BroadcomTables.format: definitions + tableUse(definitions, ordinal, slots)
        default: definitions
        }
    }

    /// What can be had at once: free memory and caches.
    private static let memoryFree = ["mem_free", "mem_buffers", "mem_cached"]

    static func share(
        _ name: String,
        _ doc: String,
        _ ordinal: Int,
        _ slots: [String: Int],
        total: String,
        free: [String]
    ) -> MetricDefinition {
        let total = slots[total]!, free = free.map { slots[$0]! }
        return percent(name, doc, ordinal) { numbers in
            100 * (numbers[total] - sum(numbers, free)) / numbers[total]
        }
    }

    /// The sum of the parts that the agent knows; unknown where the first is, and where any is not to be had this time.
    private static func sum(_ numbers: [Double], _ parts: [Int]) -> Double {
        parts.reduce(0.0) { $0 + (numbers[$1].isUnsupported && $1 != parts[0] ? 0 : numbers[$1]) }
    }

    private static func virtualMemory(_ ordinal: Int, _ slots: [String: Int]) -> MetricDefinition {
        let used = slots["vir_mem_used"]!, limit = slots["vir_mem_max"]!
        return percent("vir_mem_utilization", "memory used of what is allowed", ordinal) { 100 * $0[used] / $0[limit] }
    }

    /// Processor times as shares of all the time that passed, and what follows from them.
    private static func cpu(_ all: [MetricDefinition], _ ordinal: Int, _ slots: [String: Int]) -> [MetricDefinition] {
        // Guests run in user time: they are not added again.
        let parts = ["cpu_user", "cpu_nice", "cpu_system", "cpu_idle", "cpu_wio", "cpu_intr", "cpu_sintr", "cpu_steal"]
        let counted = parts.map { slots[$0]! }
        let shares = all.map { definition in
            guard definition.name.hasPrefix("cpu_"), definition.unit == "%", let slot = slots[definition.name] else {
                return definition
            }
            return percent(definition.name, definition.doc, ordinal) { numbers in
                100 * numbers[slot] / sum(numbers, counted)
            }
        }
        let idle = slots["cpu_idle"]!, load = slots["load_one"]!, number = slots["cpu_num"]!
        return shares + [
            percent("cpu_utilization", "time not idle", ordinal) { numbers in
                100 - 100 * numbers[idle] / sum(numbers, counted)
            },
            MetricDefinition(
                name: "load_one_per_cpu",
                ordinal: ordinal,
                reading: .derived { $0[load] / $0[number] },
                unit: "",
                doc: "one minute load average for each processor"
            ),
        ]
    }

    private static func interface(
        _ all: [MetricDefinition],
        _ ordinal: Int,
        _ slots: [String: Int]
    ) -> [MetricDefinition] {
        let speed = slots["ifspeed"]!, status = slots["ifstatus"]!
        func state(_ name: String, bit: Int) -> MetricDefinition {
            let reading = MetricReading.derivedText { Int($0[status]) & bit == 0 ? "down" : "up" }
            return MetricDefinition(name: name, ordinal: ordinal, reading: reading, unit: "", doc: "up or down")
        }
        func utilization(_ direction: String) -> MetricDefinition {
            let octets = slots["if\(direction)octets"]!
            return percent("if\(direction)utilization", "of the bandwidth", ordinal) { $0[octets] * 800 / $0[speed] }
        }
        func packets(_ direction: String) -> MetricDefinition {
            let parts = ["ucastpkts", "multicastpkts", "broadcastpkts"].map { slots["if\(direction)\($0)"]! }
            let reading = MetricReading.derived { sum($0, parts) }
            let doc = "packets of every kind \(direction)"
            return MetricDefinition(
                name: "if\(direction)pkts",
                ordinal: ordinal,
                reading: reading,
                unit: "packets/s",
                doc: doc
            )
        }
        return all.filter { $0.name != "ifstatus" } + [
            state("ifadminstatus", bit: 1), state("ifoperstatus", bit: 2),
            packets("in"), packets("out"), utilization("in"), utilization("out"),
        ]
    }

    static func percent(
        _ name: String,
        _ doc: String,
        _ ordinal: Int,
        _ compute: @escaping @Sendable ([Double]) -> Double
    ) -> MetricDefinition {
        MetricDefinition(name: name, ordinal: ordinal, reading: .derived(compute), unit: "%", doc: doc)
    }
}
