import NetTypes

/// Why a run is over.
package enum WorkloadEnd: String, Sendable {
    /// The agent said so.
    case ended
    /// Nothing was heard of it any more.
    case silent
    /// Another run began in its place, of which end nothing was heard.
    case restarted
}

/// A run that is over.
struct EndedWorkload: Sendable {
    var workload: Workload
    let reason: WorkloadEnd
    /// When that was known, in milliseconds of the analyzer's clock.
    var closed: Int64
    /// When anything was heard of it last.
    var heard: Int64
}

extension EndedWorkload {
    enum Verdict { case isNothing, belongs, begins }

    /// For how long the counters of a pod may follow its end, in milliseconds of the agent's clock.
    private static let grace: Int32 = 10_000

    /// What a report that comes after the end is: late and of no use, the rest of this run, or another run.
    func judge(_ report: WorkloadReport) -> Verdict {
        let progress =
            workload.agentEpoch == report.agentEpoch
            ? Int32(bitPattern: report.uptime &- workload.uptime) : .max
        if let verdict = judge(start: report) { return verdict }
        if workload.isAnother(report.uuid) { return progress > 0 ? .begins : .isNothing }
        if progress < 0 { return report.isEnd && reason == .ended ? .belongs : .isNothing }
        if reason == .silent { return .begins }
        if progress > 0, workload.isSetBack(by: report) { return .begins }
        if report.isEnd { return .belongs }
        if report.state != nil { return progress > 0 ? .begins : .isNothing }
        return progress > Self.grace ? .begins : .belongs
    }

    /// By the start, where both are told.
    private func judge(start report: WorkloadReport) -> Verdict? {
        guard let started = report.started, workload.started > 0 else { return nil }
        if started > workload.started + Workload.startSlack { return .begins }
        if workload.ended > 0, started >= workload.ended, started > workload.started { return .begins }
        if started + Workload.startSlack < workload.started { return .isNothing }
        return reason == .silent ? .begins : .belongs
    }

    /// Whether a run that was only silent goes on with a report.
    func goesOn(with report: WorkloadReport) -> Bool {
        reason == .silent && workload.judge(report) == .goesOn
    }
}

/// The runs that are over, by their end: the oldest leave after a time, or when there are too many.
struct EndedWorkloads: Sendable {
    /// From `head` on; `nil` where one was taken out.
    private var records: [EndedWorkload?] = []
    private var head = 0
    /// The number of `records[0]`: each has a number of its own for good.
    private var firstNumber = 0
    /// The latest of each data source.
    private var numbers: [WorkloadKey: Int] = [:]
    private let capacity: Int
    /// Milliseconds.
    private let kept: Int64
    private(set) var count = 0
    /// Those that left before their time.
    private(set) var evicted = 0

    init(capacity: Int, kept: Int64) {
        self.capacity = capacity
        self.kept = kept
    }

    /// The number of a data source's latest run.
    func number(of key: WorkloadKey) -> Int? { numbers[key] }

    subscript(number: Int) -> EndedWorkload {
        get { records[number - firstNumber]! }
        set { records[number - firstNumber] = newValue }
    }

    /// From the oldest to the latest, each with its number.
    func forEach(_ body: (Int, EndedWorkload) -> Void) {
        for index in head..<records.count {
            if let record = records[index] { body(firstNumber + index, record) }
        }
    }

    mutating func append(_ record: EndedWorkload) {
        guard capacity > 0 else { return evicted += 1 }
        while count >= capacity {
            if removeOldest() != nil { evicted += 1 }
        }
        numbers[record.workload.key] = firstNumber + records.count
        records.append(record)
        count += 1
    }

    /// Takes a run out.
    mutating func remove(_ number: Int) -> EndedWorkload {
        let record = self[number]
        records[number - firstNumber] = nil
        numbers[record.workload.key] = nil
        count -= 1
        return record
    }

    /// Removes what is too old. What is still heard of stays: a machine that is shut off may be reported for ever.
    mutating func expire(now: Int64) {
        var heard: [EndedWorkload] = []
        while head < records.count {
            if let oldest = records[head], now - oldest.closed <= kept { break }
            if let record = removeOldest(), now - record.heard <= kept { heard.append(record) }
        }
        for var record in heard where numbers[record.workload.key] == nil {
            record.closed = record.heard
            append(record)
        }
    }

    private mutating func removeOldest() -> EndedWorkload? {
        let record = records[head]
        records[head] = nil
        if let record {
            count -= 1
            if numbers[record.workload.key] == firstNumber + head { numbers[record.workload.key] = nil }
        }
        head += 1
        if head > 64, head > records.count / 2 { compact() }
        return record
    }

    private mutating func compact() {
        records.removeFirst(head)
        firstNumber += head
        head = 0
    }
}
