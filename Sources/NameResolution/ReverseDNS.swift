import CLinux
import FlowLanguage
import Glibc
import NetTypes
import Synchronization

/// The names of addresses by DNS: asked for in a thread of its own, answered from memory at once.
package final class ReverseDNS: Sendable {
    private let core: ReverseDNSCore
    private let thread: Mutex<pthread_t?>

    /// Starts the thread. `clock` gives nanoseconds and never runs back; `onAnswer` is called in the thread when it is known
    /// what came of a question.
    package init(
        _ settings: ReverseDNSSettings,
        clock: @escaping @Sendable () -> Int64,
        onAnswer: @escaping @Sendable (IPAddress) -> Void = { _ in }
    ) throws(ReverseDNSError) {
        core = try ReverseDNSCore(settings, clock: clock, onAnswer: onAnswer)
        thread = Mutex(try Self.start(try ResolverThread(core)))
    }

    deinit { stop() }

    /// Ends the thread. What has no answer gets none.
    package func stop() {
        guard
            let thread = thread.withLock({ thread in
                let running = thread; thread = nil; return running
            })
        else {
            return
        }
        core.isStopping.store(true, ordering: .releasing)
        sl_wake(core.wake)
        pthread_join(thread, nil)
    }

    /// Waits for nothing. A name is lower case with a dot at its end.
    package func answer(_ address: IPAddress) -> LookupAnswer {
        switch core.answer(address) {
        case .known(let name, let lifetime): LookupAnswer(name, for: min(lifetime, Self.longestLifetime))
        case .pending(let name): LookupAnswer(name, for: LookupAnswer.pending.lifetime)
        }
    }

    /// Asked again so often, an address that is in use stays in memory.
    private static let longestLifetime = 300.0

    package var status: ReverseDNSStatus { core.status }

    private static func start(_ thread: ResolverThread) throws(ReverseDNSError) -> pthread_t {
        var handle = pthread_t()
        let code = pthread_create(
            &handle,
            nil,
            { argument in
                Unmanaged<ResolverThread>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(thread).toOpaque()
        )
        guard code == 0 else { throw ReverseDNSError(String(cString: strerror(code))) }
        return handle
    }
}

/// Why names cannot be asked for.
package struct ReverseDNSError: Error, CustomStringConvertible {
    package let description: String

    init(_ reason: String) { description = "reverse DNS cannot start: \(reason)" }
}

/// What the thread shares with those who ask.
final class ReverseDNSCore: Sendable {
    let settings: ReverseDNSSettings
    let clock: @Sendable () -> Int64
    let wake: Int32
    let isStopping = Atomic(false)
    private let onAnswer: @Sendable (IPAddress) -> Void
    private let state: Mutex<State>

    private struct State {
        var ledger: NameLedger
        var counts = ReverseDNSStatus()
    }

    init(
        _ settings: ReverseDNSSettings,
        clock: @escaping @Sendable () -> Int64,
        onAnswer: @escaping @Sendable (IPAddress) -> Void
    ) throws(ReverseDNSError) {
        self.settings = settings
        self.clock = clock
        self.onAnswer = onAnswer
        state = Mutex(State(ledger: NameLedger(settings)))
        wake = sl_wake_new()
        guard wake >= 0 else { throw ReverseDNSError(String(cString: strerror(-wake))) }
    }

    deinit { close(wake) }

    var status: ReverseDNSStatus {
        state.withLock { state in
            var status = state.counts
            status.cached = state.ledger.count
            status.evicted = state.ledger.evicted
            status.outstanding = state.ledger.outstanding
            status.waiting = state.ledger.waiting
            status.refused = state.ledger.refused
            return status
        }
    }

    func answer(_ address: IPAddress) -> NameLedger.Answer {
        let now = clock()
        let (answer, isFirst) = state.withLock { state in
            let before = state.ledger.waiting
            let answer = state.ledger.answer(address, now: now)
            return (answer, before == 0 && state.ledger.waiting > 0)
        }
        // Where one waits already, the thread is awake, or wakes when the pace allows.
        if isFirst { sl_wake(wake) }
        return answer
    }

    /// The next address to ask for.
    func next() -> (address: IPAddress, number: Int)? {
        let now = clock()
        return state.withLock { state in
            let next = state.ledger.next(now: now)
            if next != nil { state.counts.queries += 1 }
            return next
        }
    }

    /// Nanoseconds until the pace allows the next question.
    var delay: Int64? {
        let now = clock()
        return state.withLock { $0.ledger.delay(now: now) }
    }

    func settle(_ number: Int, _ outcome: QuestionOutcome) {
        let now = clock()
        let address = state.withLock { state in
            state.counts.count(outcome)
            return state.ledger.settle(number, outcome.ledgerOutcome, now: now)
        }
        onAnswer(address)
    }
}

/// What came of a question.
enum QuestionOutcome {
    case answer(PointerAnswer)
    case timeout, failed, abandoned

    fileprivate var ledgerOutcome: NameLedger.Outcome {
        switch self {
        case .answer(.name(let name, let lifetime)): .name(name, lifetime: lifetime)
        case .answer(.nothing(let lifetime)): .nothing(lifetime: lifetime)
        case .answer(.badName(let lifetime)): .nothing(lifetime: lifetime)
        case .answer(.malformed), .timeout, .failed: .failed
        case .abandoned: .abandoned
        }
    }
}

extension ReverseDNSStatus {
    fileprivate mutating func count(_ outcome: QuestionOutcome) {
        switch outcome {
        case .answer(.name): names += 1
        case .answer(.nothing): withoutName += 1
        case .answer(.badName), .answer(.malformed): badAnswers += 1
        case .timeout: timeouts += 1
        case .failed: failures += 1
        case .abandoned: break
        }
    }
}
