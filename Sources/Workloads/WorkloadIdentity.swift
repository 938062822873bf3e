import NetTypes

/// The UUIDs of workloads. They follow from the workload and its host alone, not from the agent's address, so that they
/// stay when that changes.
package enum WorkloadIdentity {
    /// The first 16 bytes of a runtime's identifier, as agents have always sent them for Docker's; of an identifier that is not
    /// 32 hexadecimal digits or more, its name-based UUID on this host.
    package static func container(_ id: String, host: UInt128) -> UInt128 {
        hexadecimalStart(id) ?? nameBasedUUID(id, in: host)
    }

    /// The UID of the API server, which for static pods is a hash without dashes; where it is no UUID, a name-based one.
    package static func pod(namespace: String, name: String, uid: String, host: UInt128) -> UInt128 {
        if let uuid = parseUUID(uid), uuid != 0 { return uuid }
        return nameBasedUUID("\(namespace)/\(name)/\(uid)", in: host)
    }

    /// By the name of its unit.
    package static func service(_ unit: String, host: UInt128) -> UInt128 { nameBasedUUID(unit, in: host) }

    /// 0 would mean that the identity is unknown.
    private static func hexadecimalStart(_ id: String) -> UInt128? {
        guard id.utf8.count >= 32, id.utf8.allSatisfy({ hexDigitValue($0) != nil }) else { return nil }
        let value = id.utf8.prefix(32).reduce(UInt128(0)) { $0 << 4 | UInt128(hexDigitValue($1) ?? 0) }
        return value == 0 ? nil : value
    }
}
