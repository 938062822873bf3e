/// The reference page of the fields; `docs/reference/workloads.md` is compared with it in a test.
package enum WorkloadReference {
    package static let markdown = """
        # Fields of workloads

        <!-- Made from the declarations in Sources/Workloads; a test compares the two. -->

        What the agent says of a container, pod or service beside the standard's structures: the metrics of a `rtmetric` sample
        (4300:1002) that is named by the workload's data source. The analyzer keeps them under these names; counters become rates
        per second. Names come at the start, when they change, every 30 s and at the end; the rest comes with every sample. What
        the kernel or the runtime does not tell is left out.

        | field | kind | unit | meaning |
        |---|---|---|---|
        \(WorkloadField.allCases.map(row).joined(separator: "\n"))

        """

    private static func row(_ field: WorkloadField) -> String {
        "| `\(field.rawValue)` | \(field.kind) | \(field.unit) | \(field.doc) |"
    }
}
