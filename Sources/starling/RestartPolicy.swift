/// When a process that ended is started again: at once the first time, then after 1, 2, 4 … 30 seconds. One that lived
/// for a minute starts afresh. After ten short lives in a row it is given up.
struct RestartPolicy {
    /// What to do.
    enum Decision: Equatable {
        case restart(after: Duration)
        case giveUp
    }

    static let longLife = Duration.seconds(60)
    static let longestDelay = Duration.seconds(30)
    static let limit = 10

    private var shortLives = 0

    mutating func ended(after life: Duration) -> Decision {
        shortLives = life >= Self.longLife ? 0 : shortLives + 1
        guard shortLives < Self.limit else { return .giveUp }
        guard shortLives > 1 else { return .restart(after: .zero) }
        return .restart(after: min(.seconds(1 << (shortLives - 2)), Self.longestDelay))
    }
}
