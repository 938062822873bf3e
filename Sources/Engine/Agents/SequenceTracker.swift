/// Follows a sequence number: what was lost, what came twice, what came late.
///
/// Remembers which of the last 64 numbers have come, so that a late one is told from a duplicate. A jump further than
/// `resetDistance`, either way, is a sender that began anew: nothing is counted as lost.
struct SequenceTracker {
    enum Verdict: Equatable {
        case first
        case next
        /// Some before it are missing.
        case gap(Int)
        /// Counted as lost before, and come after all.
        case late
        case duplicate
        case reset
    }

    static let resetDistance: Int32 = 4096
    private var last: UInt32 = 0
    /// Bit n: `last - n` has come. 0: nothing has.
    private var seen: UInt64 = 0

    mutating func observe(_ number: UInt32) -> Verdict {
        guard seen != 0 else { return restart(number, .first) }
        let distance = Int32(bitPattern: number &- last)
        if distance > 0, distance < Self.resetDistance {
            seen = distance < 64 ? seen << UInt64(distance) | 1 : 1
            last = number
            return distance == 1 ? .next : .gap(Int(distance) - 1)
        }
        if distance <= 0, distance > -64 {
            let bit: UInt64 = 1 << UInt64(-distance)
            if seen & bit != 0 { return .duplicate }
            seen |= bit
            return .late
        }
        // Older than the window: a straggler if it is near, else a new beginning.
        return distance < 0 && distance > -Self.resetDistance && number > 64 ? .late : restart(number, .reset)
    }

    /// Whether a number is newer than all that have come.
    func isAhead(_ number: UInt32) -> Bool { seen == 0 || Int32(bitPattern: number &- last) > 0 }

    /// Whether a number is one of the last 64 and has come.
    func has(_ number: UInt32) -> Bool {
        let age = last &- number
        return age < 64 && seen & 1 << UInt64(age) != 0
    }

    /// The sender is known to have begun anew.
    mutating func reset() { seen = 0 }

    private mutating func restart(_ number: UInt32, _ verdict: Verdict) -> Verdict {
        last = number
        seen = 1
        return verdict
    }
}

/// What a tracker's verdicts add up to.
package struct SequenceCounts: Sendable {
    package private(set) var lost = 0, duplicates = 0, outOfOrder = 0

    mutating func count(_ verdict: SequenceTracker.Verdict) {
        switch verdict {
        case .first, .next, .reset: break
        case .gap(let missing): lost += missing
        case .late:
            outOfOrder += 1
            lost = max(lost - 1, 0)
        case .duplicate: duplicates += 1
        }
    }
}
