import NetTypes

/// What is known of the names of addresses: a bounded memory of answers, the addresses that wait to be asked for, and the
/// pace of the questions. Pure: times are nanoseconds of any clock that does not run back.
struct NameLedger {
    /// What an address is answered at once.
    enum Answer: Equatable {
        /// For so many seconds.
        case known(String?, lifetime: Double)
        /// To be asked again soon; until then the name that it had before, if any.
        case pending(String?)
    }

    /// What came of a question.
    enum Outcome {
        case name(String, lifetime: UInt32)
        case nothing(lifetime: UInt32?)
        /// A name that was known before is kept.
        case failed
        /// Not answered at all: it may be asked again at once.
        case abandoned
    }

    private struct Entry {
        var address: IPAddress
        var name: String?
        var expires: Int64 = 0
        var state = State.waiting
        /// Asked for again since the hand went past: what comes once, as in a flood, is the first to go.
        var isUsed = false

        enum State { case waiting, asked, settled }
    }

    private let settings: ReverseDNSSettings
    private var entries: [Entry] = []
    private var numbers: [IPAddress: Int] = [:]
    /// Numbers of entries that wait, from `nextWaiting` on.
    private var queue: [Int] = []
    private var nextWaiting = 0
    /// Where the search for an entry to give up goes on.
    private var hand = 0
    private var budget: QuestionBudget
    private(set) var outstanding = 0
    private(set) var evicted = 0
    private(set) var refused = 0

    init(_ settings: ReverseDNSSettings) {
        self.settings = settings
        budget = QuestionBudget(rate: settings.rate)
    }

    /// Addresses that are remembered.
    var count: Int { entries.count }
    var waiting: Int { queue.count - nextWaiting }

    /// Answers from memory; what is not there, or has become old, waits to be asked for.
    mutating func answer(_ address: IPAddress, now: Int64) -> Answer {
        guard let number = numbers[address] else {
            insert(address)
            return .pending(nil)
        }
        entries[number].isUsed = true
        let entry = entries[number]
        guard entry.state == .settled else { return .pending(entry.name) }
        guard entry.expires <= now else {
            return .known(entry.name, lifetime: Double(entry.expires - now) / 1e9)
        }
        if enqueue(number) { entries[number].state = .waiting }
        return .pending(entry.name)
    }

    private mutating func insert(_ address: IPAddress) {
        guard waiting < settings.waiting, let number = freeNumber() else {
            refused += 1
            return
        }
        if number == entries.count {
            entries.append(Entry(address: address))
        } else {
            numbers[entries[number].address] = nil
            entries[number] = Entry(address: address)
        }
        numbers[address] = number
        _ = enqueue(number)
    }

    private mutating func enqueue(_ number: Int) -> Bool {
        guard waiting < settings.waiting else {
            refused += 1
            return false
        }
        if nextWaiting > 1024, nextWaiting * 2 > queue.count {
            queue.removeFirst(nextWaiting)
            nextWaiting = 0
        }
        queue.append(number)
        return true
    }

    /// A new entry, or one that nobody has asked for since the hand last went past. What waits or is being asked for
    /// stays; the search is short, so that it may take one that is in use.
    private mutating func freeNumber() -> Int? {
        guard entries.count >= settings.cache else { return entries.count }
        var best: Int?
        for _ in 0..<64 {
            hand = (hand + 1) % entries.count
            guard entries[hand].state == .settled else { continue }
            best = hand
            guard entries[hand].isUsed else { break }
            entries[hand].isUsed = false
        }
        if best != nil { evicted += 1 }
        return best
    }

    /// The next address to ask for, with its number, as far as the pace allows.
    mutating func next(now: Int64) -> (address: IPAddress, number: Int)? {
        guard waiting > 0, outstanding < settings.outstanding, budget.spend(now: now) else { return nil }
        let number = queue[nextWaiting]
        nextWaiting += 1
        entries[number].state = .asked
        outstanding += 1
        return (entries[number].address, number)
    }

    /// Nanoseconds until the pace allows a question that waits; `nil`: none waits for that.
    func delay(now: Int64) -> Int64? {
        waiting > 0 && outstanding < settings.outstanding ? budget.delay(now: now) : nil
    }

    /// Takes what came of a question. The address that it was about.
    mutating func settle(_ number: Int, _ outcome: Outcome, now: Int64) -> IPAddress {
        outstanding -= 1
        entries[number].state = .settled
        var seconds = 0
        switch outcome {
        case .name(let name, let lifetime):
            entries[number].name = name
            seconds = min(max(Int(lifetime), settings.lifetime.lowerBound), settings.lifetime.upperBound)
        case .nothing(let lifetime):
            entries[number].name = nil
            let limit = settings.negativeLifetime
            seconds = min(max(lifetime.map { Int($0) } ?? limit, min(settings.lifetime.lowerBound, limit)), limit)
        case .failed: seconds = settings.retry
        case .abandoned: break
        }
        entries[number].expires = now + Int64(seconds) * 1_000_000_000
        return entries[number].address
    }
}

/// So many questions in a second, a quarter of them at once.
private struct QuestionBudget {
    private let rate: Double
    private var tokens: Double
    private var filled: Int64?

    init(rate: Int) {
        self.rate = Double(max(rate, 1))
        tokens = max(self.rate / 4, 1)
    }

    private func tokens(_ now: Int64) -> Double {
        min(tokens + Double(now - (filled ?? now)) / 1e9 * rate, max(rate / 4, 1))
    }

    mutating func spend(now: Int64) -> Bool {
        tokens = tokens(now)
        filled = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    func delay(now: Int64) -> Int64 { Int64(max(0, 1 - tokens(now)) / rate * 1e9) + 1 }
}
