/// What a DNS message (RFC 1035 §4) says of an address: the name that its pointer records (PTR) give.
package enum PointerAnswer: Equatable, Sendable {
    /// With the time to live of the records that led to it, in seconds.
    case name(String, lifetime: UInt32)
    /// There is no name. For how long that holds (RFC 2308 §5); `nil` where the message does not say.
    case nothing(lifetime: UInt32?)
    /// The name is none that a host may have.
    case badName(lifetime: UInt32)
    /// This is no message.
    case malformed
}

extension PointerAnswer {
    /// Of several names the first in alphabetical order, so that it is the same each time, whatever the servers' order is.
    package init(_ message: [UInt8]) {
        var reader = MessageReader(message)
        guard let counts = reader.counts(), (0..<counts.questions).allSatisfy({ _ in reader.skipQuestion() }) else {
            self = .malformed
            return
        }
        var found = Found()
        for _ in 0..<counts.answers {
            guard let record = reader.record() else { break }
            found.add(record, &reader)
        }
        guard !found.hasPointer else {
            self = found.outcome
            return
        }
        var lifetime: UInt32?
        for _ in 0..<counts.authorities {
            guard let record = reader.record() else { break }
            if record.type == Record.startOfAuthority { lifetime = reader.negativeLifetime(record) }
        }
        self = .nothing(lifetime: lifetime)
    }

    /// The names so far.
    private struct Found {
        var name: String?
        var hasPointer = false
        var lifetime = UInt32.max

        mutating func add(_ record: Record, _ reader: inout MessageReader) {
            // An alias (RFC 2317) leads to the record only as long as it holds.
            if record.type == Record.alias || record.type == Record.pointer {
                lifetime = min(lifetime, record.lifetime)
            }
            guard record.type == Record.pointer else { return }
            hasPointer = true
            guard let name = reader.hostName(at: record.data.lowerBound) else { return }
            if self.name.map({ name < $0 }) ?? true { self.name = name }
        }

        var outcome: PointerAnswer { name.map { .name($0, lifetime: lifetime) } ?? .badName(lifetime: lifetime) }
    }
}

/// A resource record without its owner's name.
private struct Record {
    var type: UInt16
    /// Seconds.
    var lifetime: UInt32
    var data: Range<Int>

    static let alias: UInt16 = 5, startOfAuthority: UInt16 = 6, pointer: UInt16 = 12
}

/// Reads a message from its beginning. `nil` from any of it: the message ends too early, or says what cannot be.
private struct MessageReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func counts() -> (questions: Int, answers: Int, authorities: Int)? {
        position = 4
        guard let questions = word(), let answers = word(), let authorities = word(), word() != nil else { return nil }
        return (Int(questions), Int(answers), Int(authorities))
    }

    mutating func skipQuestion() -> Bool { skipName() && take(4) != nil }

    mutating func record() -> Record? {
        guard skipName(), let type = word(), word() != nil, let high = word(), let low = word(), let count = word(),
            let data = take(Int(count))
        else { return nil }
        let lifetime = UInt32(high) << 16 | UInt32(low)
        // RFC 2181 §8: a negative time is none.
        return Record(type: type, lifetime: lifetime >> 31 == 0 ? lifetime : 0, data: data)
    }

    /// The least of the record's time to live and the last of its five numbers.
    func negativeLifetime(_ record: Record) -> UInt32? {
        guard record.data.count >= 22 else { return nil }
        let minimum = bytes[record.data.suffix(4)].reduce(0) { $0 << 8 | UInt32($1) }
        return min(record.lifetime, minimum)
    }

    private mutating func word() -> UInt16? {
        take(2).map { UInt16(bytes[$0.lowerBound]) << 8 | UInt16(bytes[$0.lowerBound + 1]) }
    }

    private mutating func take(_ count: Int) -> Range<Int>? {
        guard position + count <= bytes.count else { return nil }
        defer { position += count }
        return position..<position + count
    }

    /// A name ends with an empty label or a pointer to the rest of it.
    private mutating func skipName() -> Bool {
        while let place = take(1)?.lowerBound {
            let length = bytes[place]
            if length == 0 { return true }
            if length >= 0xc0 { return take(1) != nil }
            guard length < 0x40, take(Int(length)) != nil else { return false }
        }
        return false
    }

    /// The name there in lower case, with a dot at its end; `nil` for one that is none of a host: letters, digits, hyphens and
    /// underscores, 255 bytes at most. It could be anything, and would be shown and compared as if it were one.
    func hostName(at start: Int) -> String? {
        var name: [UInt8] = [], place = start, floor = start
        while place < bytes.count {
            let length = Int(bytes[place])
            if length == 0 { return name.isEmpty ? nil : String(decoding: name, as: UTF8.self) }
            if length >= 0xc0 {
                guard place + 1 < bytes.count else { return nil }
                place = (length & 0x3f) << 8 | Int(bytes[place + 1])
                // Only ever backwards, so that there is an end.
                guard place < floor else { return nil }
                floor = place
                continue
            }
            guard length < 0x40, name.count + length + 1 <= 255, place + 1 + length <= bytes.count,
                append(bytes[place + 1...place + length], to: &name)
            else { return nil }
            place += 1 + length
        }
        return nil
    }

    private func append(_ label: ArraySlice<UInt8>, to name: inout [UInt8]) -> Bool {
        for byte in label {
            switch byte {
            case 0x41...0x5a: name.append(byte | 0x20)
            case 0x61...0x7a, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "_"): name.append(byte)
            default: return false
            }
        }
        name.append(UInt8(ascii: "."))
        return true
    }
}
