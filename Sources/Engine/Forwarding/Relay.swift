import NetTypes
import Synchronization

/// Where datagrams, or samples chosen from them, are sent on to.
///
/// Changed from any thread. An ingest thread asks `isActive` once a batch, and takes the list anew when `generation` has
/// changed.
package final class Relay: Sendable {
    /// What is at work.
    package struct Snapshot: Sendable {
        package var forwardings: [String: ForwardingTarget] = [:]
        package var tenants: [String: Tenant] = [:]
    }

    /// Why a target was refused.
    package enum Refusal: Error, Hashable, Sendable {
        case tooMany(String, limit: Int)
        /// It would come back to us.
        case loop(SocketAddress)
    }

    package static let forwardingLimit = 64
    package static let tenantLimit = 1000

    private let state = Mutex(Snapshot())
    private let changes = Atomic<UInt64>(0)
    private let active = Atomic(false)
    private let own = Mutex<@Sendable (SocketAddress) -> Bool>({ _ in false })
    /// For each shard, so that the numbers of a stream of datagrams have one order.
    let selectors: [SelectorCell]

    /// A selector behind its mutex.
    final class SelectorCell: Sendable {
        let selector = Mutex(SampleSelector())
    }

    init(shards: Int) { selectors = (0..<shards).map { _ in SelectorCell() } }

    /// Whether anything is sent on.
    package var isActive: Bool { active.load(ordering: .relaxed) }
    /// Changes with every change of what is at work.
    package var generation: UInt64 { changes.load(ordering: .acquiring) }
    package var snapshot: Snapshot { state.withLock { $0 } }

    /// How our own addresses are told from others: datagrams are not sent on to ourselves.
    package func refuse(_ isOwn: @escaping @Sendable (SocketAddress) -> Bool) { own.withLock { $0 = isOwn } }

    /// Sends on from now; in place of one of the same name. An equal one goes on.
    package func set(_ name: String, _ forwarding: Forwarding) throws(Refusal) {
        try check(forwarding.target)
        try change { (state) throws(Refusal) in
            guard state.forwardings[name]?.forwarding != forwarding else { return }
            try Self.expectRoom(
                state.forwardings.count,
                state.forwardings[name] != nil,
                "forwardings",
                Self.forwardingLimit
            )
            state.forwardings[name] = ForwardingTarget(forwarding)
        }
    }

    /// Chooses samples from now; in place of a tenant of the same name. An equal one goes on.
    func set(_ name: String, _ definition: TenantDefinition, _ knownNames: [Tenant.KnownName]) throws(Refusal) {
        try check(definition.collector)
        try change { (state) throws(Refusal) in
            guard state.tenants[name]?.definition != definition else { return }
            try Self.expectRoom(state.tenants.count, state.tenants[name] != nil, "tenants", Self.tenantLimit)
            state.tenants[name] = Tenant(definition, knownNames: knownNames)
        }
    }

    /// False when there is none of that name.
    package func removeForwarding(_ name: String) -> Bool {
        (try? change { $0.forwardings.removeValue(forKey: name) != nil }) ?? false
    }

    /// False when there is none of that name.
    package func removeTenant(_ name: String) -> Bool {
        (try? change { $0.tenants.removeValue(forKey: name) != nil }) ?? false
    }

    private func change<Result>(
        _ body: (inout Snapshot) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try state.withLock { (state) throws(Refusal) in
            let result = try body(&state)
            changes.add(1, ordering: .releasing)
            active.store(!state.forwardings.isEmpty || !state.tenants.isEmpty, ordering: .relaxed)
            return result
        }
    }

    private static func expectRoom(_ count: Int, _ isKnown: Bool, _ what: String, _ limit: Int) throws(Refusal) {
        guard isKnown || count < limit else { throw .tooMany(what, limit: limit) }
    }

    private func check(_ target: SocketAddress) throws(Refusal) {
        let isOwn = own.withLock { $0 }
        guard !isOwn(target) else { throw .loop(target) }
    }
}

extension Relay {
    /// Runs `body` with the selector of a shard, which has the tenants of now.
    package func select(shard: Int, _ body: (inout SampleSelector) -> Void) {
        selectors[shard].selector.withLock { selector in
            let generation = generation
            if selector.generation != generation {
                selector.replace(tenants: Array(snapshot.tenants.values), generation)
            }
            if !selector.isEmpty { body(&selector) }
        }
    }
}
