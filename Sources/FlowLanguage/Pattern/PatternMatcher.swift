/// Matches values with patterns, in time that grows with the length of the value alone.
///
/// It is a deterministic automaton whose states, sets of positions of the program, are found when a value first needs them.
/// There is room for so many; a value that needs more is matched without keeping them. Once all states are known that the
/// traffic needs, or all room is taken, nothing is allocated.
struct PatternMatcher {
    /// What stands for a state that is not known yet in a row, and for a free place of the index.
    private static let unknown: UInt16 = .max
    /// The state without positions.
    private static let dead: UInt16 = 0
    /// After so many values that needed more states than there is room for, all are forgotten: the traffic may have changed.
    private static let patience = 1024

    private let program: PatternProgram
    /// States that there is room for.
    let limit: Int
    /// The state that a match starts in.
    private var first = dead
    /// For each state, for each class of characters: the next state.
    private var rows: [UInt16] = []
    /// For each state, its positions.
    private var sets: [UInt64] = []
    /// States by the hash of their positions; at most half full.
    private var index: [UInt16]
    /// The positions of a state, and of that which follows it.
    private var current: [UInt64], next: [UInt64]
    /// Values that needed more states than there is room for.
    private var overflows = 0

    /// - Parameter room: bytes that the states may take, about.
    init(_ program: PatternProgram, room: Int) {
        self.program = program
        limit = min(max(room / (2 * program.classCount + 8 * program.words + 8), 2), Int(Self.unknown))
        index = Array(repeating: Self.unknown, count: 1 << (Int.bitWidth - (2 * limit - 1).leadingZeroBitCount))
        current = program.start
        next = program.start
        forget()
    }

    /// States that are known.
    var stateCount: Int { sets.count / program.words }

    private mutating func forget() {
        overflows = 0
        rows.removeAll(keepingCapacity: true)
        sets.removeAll(keepingCapacity: true)
        for place in index.indices { index[place] = Self.unknown }
        for word in next.indices { next[word] = 0 }
        _ = stateOfNext()
        next = program.start
        first = stateOfNext() ?? Self.dead
    }
}

// MARK: Matching

extension PatternMatcher {
    /// Whether the patterns match all of the text. It should be UTF-8; a byte that is not is taken for U+FFFD.
    mutating func matches(_ text: Span<UInt8>) -> Bool {
        var state = first, place = 0
        while let symbol = walk(text, &state, &place) {
            guard let found = follower(of: state, symbol) else { return finish(text, from: place) }
            state = found
        }
        return program.isEnd(sets.span, at: Int(state) &* program.words)
    }

    /// Goes from state to state as far as they are known, and returns the character whose state is not; `nil` at the end
    /// of the text, and where nothing can match any more.
    @inline(__always)
    private func walk(_ text: Span<UInt8>, _ state: inout UInt16, _ place: inout Int) -> Int? {
        let rows = rows.span, ascii = program.classes.ascii.span, classCount = program.classCount
        while place < text.count, state != Self.dead {
            let symbol: Int
            if text[place] < 128 {
                symbol = Int(ascii[Int(text[place])])
                place &+= 1
            } else {
                symbol = Int(program.classes.next(in: text, &place))
            }
            let known = rows[Int(state) &* classCount &+ symbol]
            if known == Self.unknown { return symbol }
            state = known
        }
        return nil
    }

    /// Goes on from the positions in `next` without keeping states.
    @inline(never)
    private mutating func finish(_ text: Span<UInt8>, from start: Int) -> Bool {
        var place = start
        while place < text.count {
            swap(&current, &next)
            step(Int(program.classes.next(in: text, &place)))
        }
        let isMatch = program.isEnd(next.span, at: 0)
        overflows += 1
        if overflows >= Self.patience { forget() }
        return isMatch
    }
}

// MARK: States

extension PatternMatcher {
    /// Finds the state behind a state and keeps it in its row; `nil`: there is no room, its positions are in `next`.
    @inline(never)
    private mutating func follower(of state: UInt16, _ symbol: Int) -> UInt16? {
        for word in current.indices { current[word] = sets[Int(state) * program.words + word] }
        step(symbol)
        let found = stateOfNext()
        if let found { rows[Int(state) * program.classCount + symbol] = found }
        return found
    }

    /// The positions behind those in `current`, into `next`.
    private mutating func step(_ symbol: Int) {
        let words = program.words
        for word in 0..<words { next[word] = 0 }
        for word in 0..<words {
            var accepting = current[word] & program.accepting[symbol &* words &+ word]
            while accepting != 0 {
                let position = word &* 64 &+ accepting.trailingZeroBitCount
                accepting &= accepting &- 1
                for other in 0..<words { next[other] |= program.follow[position &* words &+ other] }
            }
        }
    }

    /// The state with the positions in `next`, a new one if need be; `nil`: there is no room for it.
    private mutating func stateOfNext() -> UInt16? {
        var place = next.reduce(0) { ($0 ^ $1) &* 0x9e37_79b9_7f4a_7c15 ^ ($0 ^ $1) >> 29 } >> 20
        while true {
            let state = index[Int(place) & (index.count - 1)]
            if state == Self.unknown { break }
            if isNext(state) { return state }
            place &+= 1
        }
        guard stateCount < limit else { return nil }
        let fresh = UInt16(stateCount)
        index[Int(place) & (index.count - 1)] = fresh
        sets += next
        rows += repeatElement(Self.unknown, count: program.classCount)
        return fresh
    }

    private func isNext(_ state: UInt16) -> Bool {
        next.indices.allSatisfy { sets[Int(state) * program.words + $0] == next[$0] }
    }
}

extension PatternProgram {
    /// Whether the positions that begin at `place` have the end.
    fileprivate func isEnd(_ sets: Span<UInt64>, at place: Int) -> Bool {
        sets[place &+ end >> 6] >> UInt64(end & 63) & 1 != 0
    }
}
