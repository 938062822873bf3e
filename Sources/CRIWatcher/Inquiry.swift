import Agent

/// A question about one workload, until it is answered.
struct Inquiry {
    /// What is asked about, where that is known: all kinds are tried else.
    enum Subject: Hashable, Sendable {
        case container, pod
        /// In a namespace of containerd that is not CRI's.
        case plain(String)
    }

    var subject: Subject?
    /// Somebody waits for it, other than the listing.
    var isAsked: Bool
    /// Calls that are not answered yet.
    var pending = 0
    var attempts = 0
    /// Something happened after it was asked: it is to be asked again.
    var isStale = false
    /// A call failed for another reason than that there is no such workload.
    var hasFailed = false
    /// When it is to be asked again.
    var retry: MonotonicTime?
    /// Namespaces of containerd that are still to be tried.
    var candidates: [String]?
    var answer: KnownWorkload?
    /// The two answers that a plain container takes.
    var container: PlainContainer?
    var task: TaskProcess?

    init(subject: Subject?, isAsked: Bool) {
        self.subject = subject
        self.isAsked = isAsked
    }

    /// Whether it is to be asked for once more: a sandbox is known to its runtime only when it runs, some hundred milliseconds
    /// after its control group is there.
    func mayComeYet(_ id: String) -> Bool {
        guard attempts < 7 else { return false }
        return hasFailed || id.utf8.count == 64
    }

    /// 25 ms to 0.8 s, 1.6 s together.
    var pause: Duration { .milliseconds(25 << min(attempts - 1, 5)) }
}
