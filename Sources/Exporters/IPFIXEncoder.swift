import Engine
import FlowLanguage
import NetTypes
import SFlow

/// Makes messages for collectors of flow records.
struct IPFIXEncoder {
    /// A definition's layout with its templates, by the family of the agent's address.
    private struct Known {
        let definition: LoggedDefinition
        let layout: IPFIXLayout
        var templates: [Int32: IPFIXTemplate] = [:]
        var lastUsed = 0.0
    }

    /// Seconds after which templates and collectors that no record was for are forgotten.
    static let keptUnused = 600.0

    private var known: [ObjectIdentifier: Known] = [:]
    private var sessions: [SocketAddress: IPFIXSession] = [:]
    private var usedIDs: Set<UInt16> = []
    private var nextID: UInt16 = 256
    private var tidied = 0.0

    /// The messages that records make, with whom they are for.
    /// - Parameters:
    ///   - now: seconds of a clock that never goes back.
    ///   - time: seconds since 1970.
    mutating func encode(
        _ records: [FlowRecord],
        now: Double,
        time: Int64
    ) -> [(collector: SocketAddress, bytes: [UInt8])] {
        var domains: [UInt32: [FlowRecord]] = [:]
        for record in records { domains[record.dataSource.observationDomain, default: []].append(record) }
        for (domain, records) in domains { add(records, domain, now, time) }
        tidy(now)
        return sessions.keys.flatMap { collector in
            sessions[collector]!.takeMessages().map { (collector, $0) }
        }
    }

    private mutating func add(_ records: [FlowRecord], _ domain: UInt32, _ now: Double, _ time: Int64) {
        var byCollector: [SocketAddress: [(record: FlowRecord, template: IPFIXTemplate)]] = [:]
        for record in records {
            guard let template = template(record, now) else { continue }
            for collector in template.layout.collectors {
                byCollector[collector, default: []].append((record, template))
            }
        }
        for (collector, records) in byCollector {
            sessions[collector, default: IPFIXSession()].add(records, domain: domain, now: now, time: time)
        }
    }

    /// The template of a record; `nil` where its definition cannot be exported, or there are too many.
    private mutating func template(_ record: FlowRecord, _ now: Double) -> IPFIXTemplate? {
        let place = ObjectIdentifier(record.definition), family = record.agent.family
        if known[place] == nil {
            guard let layout = try? IPFIXLayout(record.definition.definition) else { return nil }
            known[place] = Known(definition: record.definition, layout: layout)
        }
        known[place]!.lastUsed = now
        if let template = known[place]!.templates[family] { return template }
        guard let id = freeID() else { return nil }
        let template = IPFIXTemplate(id: id, known[place]!.layout, family: family)
        known[place]!.templates[family] = template
        return template
    }

    /// Numbers below 256 are of sets (RFC 7011, section 3.3.2).
    private mutating func freeID() -> UInt16? {
        guard usedIDs.count < 65_536 - 256 else { return nil }
        repeat {
            nextID = nextID == .max ? 256 : nextID + 1
        } while usedIDs.contains(nextID)
        usedIDs.insert(nextID)
        return nextID
    }

    private mutating func tidy(_ now: Double) {
        guard now - tidied >= Self.keptUnused else { return }
        tidied = now
        var gone: Set<UInt16> = []
        for (place, definition) in known where now - definition.lastUsed >= Self.keptUnused {
            gone.formUnion(definition.templates.values.map(\.id))
            known[place] = nil
        }
        usedIDs.subtract(gone)
        sessions = sessions.filter { now - $0.value.lastUsed < Self.keptUnused || !$0.value.messages.isEmpty }
        for collector in sessions.keys { sessions[collector]!.forget(gone) }
    }
}
