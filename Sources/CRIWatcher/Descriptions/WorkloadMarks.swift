import Agent

/// What events have told of a workload, which its status may not show yet: a runtime updates it a moment later.
struct WorkloadMarks: Hashable, Sendable {
    var processID: Int32?
    var startedAt: Int64?
    var isPaused = false
    var isEnded = false
    var exitCode: Int32?
    var endedAt: Int64?

    mutating func start(processID: Int32?, at time: Int64?) {
        self = WorkloadMarks()
        self.processID = processID
        startedAt = time
    }

    mutating func end(exitCode: Int32?, at time: Int64?) {
        isEnded = true
        isPaused = false
        self.exitCode = exitCode
        endedAt = time
    }

    /// Corrects a description that may be older.
    func correct(_ description: inout WorkloadDescription) {
        if description.startedAt == nil { description.startedAt = startedAt }
        if description.processID == nil { description.processID = processID }
        if isEnded {
            description.state = .ended(exitCode: exitCode)
            description.endedAt = endedAt ?? description.endedAt
        } else if case .ended = description.state {
            return
        } else if isPaused {
            description.state = .paused
        } else if description.state == .created, startedAt != nil {
            description.state = .running
        }
    }
}
