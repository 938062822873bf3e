extension DerivedMetrics {
    /// Memory in use, and what the energy that is used up comes to.
    static func gpu(_ ordinal: Int, _ slots: [String: Int]) -> [MetricDefinition] {
        let energy = slots["nvml_energy"]!
        return [
            share(
                "nvml_mem_utilization",
                "device memory in use",
                ordinal,
                slots,
                total: "nvml_mem_total",
                free: ["nvml_mem_free"]
            ),
            MetricDefinition(
                name: "nvml_power",
                ordinal: ordinal,
                reading: .derived { $0[energy] / 1000 },
                unit: "W",
                doc: "power drawn"
            ),
        ]
    }

    static func missRate(_ ordinal: Int, _ slots: [String: Int]) -> MetricDefinition {
        let hits = slots["ovs_dp_hits"]!, misses = slots["ovs_dp_misses"]!
        return percent("ovs_dp_missrate", "packets that were handed to user space", ordinal) { numbers in
            100 * numbers[misses] / (numbers[hits] + numbers[misses])
        }
    }

    /// Of each table that has a size, how much of it is used: `bcm_host_utilization` from `bcm_host_entries`.
    static func tableUse(
        _ all: [MetricDefinition],
        _ ordinal: Int,
        _ slots: [String: Int]
    ) -> [MetricDefinition] {
        all.filter { $0.name.hasSuffix("_max") }.map { size in
            let used = String(size.name.dropLast("_max".count)), entries = "_entries"
            let table = used.hasSuffix(entries) ? String(used.dropLast(entries.count)) : used
            let count = slots[used]!, room = slots[size.name]!
            return percent("\(table)_utilization", "\(size.doc) in use", ordinal) { 100 * $0[count] / $0[room] }
        }
    }
}
