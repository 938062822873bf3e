import Agent

/// A list being made: what the runtime has now, each described.
struct Listing {
    /// What was described later is in the list although the runtime's answer may be older.
    let serial: UInt64
    /// Calls that are not answered yet.
    var pending = 0
    /// A part could not be had: the list would lack what is in it.
    var failure: GRPCStatus?
    var entries: [String: Entry] = [:]
    /// Those whose description is asked for.
    var waiting: Set<String> = []
    var plain: [String: [PlainContainer]] = [:]
    /// By namespace and container.
    var tasks: [String: [String: TaskProcess]] = [:]

    struct Entry {
        var subject: Inquiry.Subject
        var state: Int32
        var podID: String?
    }
}

/// A workload that was described.
struct KnownWorkload {
    var description: WorkloadDescription
    let subject: Inquiry.Subject
    /// The state that its status had then, by the number that it has also in lists.
    var state: Int32
    /// The order in which they were described.
    var serial: UInt64 = 0

    init(_ description: WorkloadDescription, _ subject: Inquiry.Subject, _ state: Int32) {
        self.description = description
        self.subject = subject
        self.state = state
    }

    /// Whether it is still what a list says; one that runs has a process, and its status may have been asked for before
    /// that was known.
    func agrees(with entry: Listing.Entry) -> Bool {
        guard subject == entry.subject, state == entry.state else { return false }
        return subject == .pod || description.state != .running || description.processID != nil
    }
}
