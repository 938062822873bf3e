import Engine
import NetTypes
import SFlow

/// What one collector is sent: messages for each observation domain, which is the data source, with templates again and again,
/// since UDP loses some (RFC 7011, section 8.4).
struct IPFIXSession {
    /// A message's bytes at most: it is not to be cut on the way.
    static let messageLimit = 1400
    /// After so many seconds, or records, a template is sent again.
    static let templateInterval = 60.0, templateRecords = 1000
    /// Domains whose numbers are remembered, at most: one more, and all begin anew.
    static let domainLimit = 65_536

    fileprivate struct Domain {
        /// Data records that were sent.
        var sequence: UInt32 = 0
        var templates: [UInt16: (sent: Double, records: Int)] = [:]
    }

    private var domains: [UInt32: Domain] = [:]
    private(set) var messages: [[UInt8]] = []
    /// When it last had records, in seconds.
    private(set) var lastUsed = 0.0

    /// Packs records of one domain.
    /// - Parameters:
    ///   - now: seconds of a clock that never goes back.
    ///   - time: seconds since 1970.
    mutating func add(
        _ records: [(record: FlowRecord, template: IPFIXTemplate)],
        domain number: UInt32,
        now: Double,
        time: Int64
    ) {
        lastUsed = now
        if domains[number] == nil, domains.count >= Self.domainLimit { domains = [:] }
        var domain = domains[number] ?? Domain()
        var message = Message(number, domain.sequence, time)
        for (record, template) in records {
            let needsTemplate = domain.needs(template.id, now: now)
            let size = (needsTemplate ? template.set.count : 0) + 4 + template.recordBytes
            if message.count + size > Self.messageLimit, message.records > 0 {
                messages.append(message.finish())
                message = Message(number, domain.sequence, time)
            }
            if needsTemplate {
                message.add(template)
                domain.templates[template.id] = (now, 0)
            }
            message.add(record, template)
            domain.sequence &+= 1
            domain.templates[template.id]?.records += 1
        }
        if message.records > 0 { messages.append(message.finish()) }
        domains[number] = domain
    }

    mutating func takeMessages() -> [[UInt8]] {
        defer { messages = [] }
        return messages
    }

    /// Forgets templates that no record is made by any more.
    mutating func forget(_ templates: Set<UInt16>) {
        guard !templates.isEmpty else { return }
        for number in domains.keys { for id in templates { domains[number]?.templates[id] = nil } }
    }
}

extension IPFIXSession.Domain {
    fileprivate func needs(_ id: UInt16, now: Double) -> Bool {
        guard let known = templates[id] else { return true }
        return now - known.sent >= IPFIXSession.templateInterval || known.records >= IPFIXSession.templateRecords
    }
}

/// A message that is being written: `version | length | export time | sequence number | observation domain`, then sets (RFC
/// 7011, section 3.1).
private struct Message {
    private var writer = NetworkOrderWriter()
    /// The set that records are added to, by its template and its place.
    private var set: (id: UInt16, at: Int)?
    private(set) var records = 0

    init(_ domain: UInt32, _ sequence: UInt32, _ time: Int64) {
        writer.put(10, bytes: 2)
        writer.put(0, bytes: 2)
        writer.put(UInt128(UInt32(truncatingIfNeeded: time)), bytes: 4)
        writer.put(UInt128(sequence), bytes: 4)
        writer.put(UInt128(domain), bytes: 4)
    }

    var count: Int { writer.bytes.count }

    mutating func add(_ template: IPFIXTemplate) {
        endSet()
        writer.append(template.set)
    }

    mutating func add(_ record: FlowRecord, _ template: IPFIXTemplate) {
        if set?.id != template.id {
            endSet()
            set = (template.id, count)
            writer.put(UInt128(template.id), bytes: 2)
            writer.put(0, bytes: 2)
        }
        template.write(record, to: &writer)
        records += 1
    }

    private mutating func endSet() {
        guard let set else { return }
        writer.patch16(count - set.at, at: set.at + 2)
        self.set = nil
    }

    mutating func finish() -> [UInt8] {
        endSet()
        writer.patch16(count, at: 2)
        return writer.bytes
    }
}

extension DataSource {
    /// Its number as an observation domain: an ifIndex; of other classes the compact form of sFlow, with the class in the upper
    /// byte.
    var observationDomain: UInt32 { sourceClass == 0 ? index : compact }
}
