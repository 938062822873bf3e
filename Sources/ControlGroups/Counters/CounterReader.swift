import Agent
import SystemFiles

/// Reads one group's counters. A file that is not there leaves its fields `nil`.
struct CounterReader: ~Copyable {
    let hierarchies: Hierarchies
    private let processorsOnline: Int
    private let budget: DescriptorBudget
    private var buffer: [UInt8] = []

    init(_ hierarchies: Hierarchies, processorsOnline: Int, _ budget: DescriptorBudget) {
        self.hierarchies = hierarchies
        self.budget = budget
        self.processorsOnline = processorsOnline
    }

    /// What is read at every poll, and what may be some time old.
    enum Part { case often, seldom }

    /// Reads all, the processor time first. False where that is gone.
    mutating func readCounters(_ group: Group, _ part: Part, into counters: inout GroupCounters) -> Bool {
        switch (part, hierarchies.isVersion2) {
        case (.often, false): return readVersion1(group, &counters)
        case (.often, true): return readVersion2(group, &counters)
        case (.seldom, false): readVersion1Seldom(group, &counters)
        case (.seldom, true): readVersion2Seldom(group, &counters)
        }
        return true
    }

    /// Reads the processor time, once more: nothing is as easily lost.
    mutating func readProcessorTime(_ group: Group, into counters: inout GroupCounters) {
        var again = GroupCounters()
        guard hierarchies.isVersion2 ? readVersion2Processor(group, &again) : readVersion1Processor(group, &again)
        else { return }
        counters.cpu = again.cpu
    }

    mutating func readNetwork(_ group: Group, into counters: inout GroupCounters) {
        counters.namespace = group.network?.namespace
        counters.network = group.network?.read(&buffer)
    }

    /// The text of a file of the group, given to `take`; `nil`: there is none.
    mutating func text<Value>(
        _ group: Group,
        _ controller: Controller,
        _ file: String,
        _ take: (RawSpan) -> Value?
    ) -> Value? {
        guard let place = hierarchies.place(controller),
            group.directories.open(place, hierarchies.directories[place] + group.name.path, budget),
            let count = group.directories.read(place, file, &buffer)
        else { return nil }
        return take(buffer.span.bytes.extracting(first: count))
    }

    mutating func lines(
        _ group: Group,
        _ controller: Controller,
        _ file: String,
        _ take: (TextCursor, Range<Int>, UInt64) -> Void
    ) {
        let _: Void? = text(group, controller, file) { text -> Void? in eachValue(text, take) }
    }

    mutating func number(_ group: Group, _ controller: Controller, _ file: String) -> UInt64? {
        text(group, controller, file, singleNumber)
    }

    /// The processors that a quota and a set of processors leave; `nil`: all.
    func limit(quota: Double?, set: Int?) -> Double? {
        let set = set.flatMap { $0 < processorsOnline ? Double($0) : nil }
        return [quota, set].compactMap(\.self).min()
    }

    mutating func readProcessCount(_ group: Group, _ counters: inout GroupCounters) {
        // The list of processes is the dearest to read, and one thread is one process.
        counters.processes = counters.threads == 1 ? 1 : UInt32(clamping: processIDs(group).count)
    }

    /// The processes of the group; where it has none itself, those of the groups that the workload made in it.
    mutating func processIDs(_ group: Group) -> [Int32] { processIDs(group, in: "", levels: 2) }

    private mutating func processIDs(_ group: Group, in inner: String, levels: Int) -> [Int32] {
        let own =
            text(group, hierarchies.watchedController, inner + "cgroup.procs") { ControlGroups.processIDs($0) } ?? []
        guard own.isEmpty, levels > 0 else { return own }
        let names =
            subdirectories(hierarchies.watched + group.name.path + "/" + inner, limit: Self.maximumInnerGroups) ?? []
        return names.flatMap { processIDs(group, in: inner + $0 + "/", levels: levels - 1) }
    }

    private static let maximumInnerGroups = 16
}
