import NetTypes
import SystemFiles

/// The UUID of this host, and what it was made of.
package struct HostIdentity: Hashable, Sendable {
    /// What an identity was made of, the best first.
    package enum Origin: String, Sendable {
        case configured, firmware, machineID = "machine-id", hardwareAddress = "hardware address", nothing
    }

    /// 0 is unknown.
    package var uuid: UInt128
    package var origin: Origin

    package init(configured uuid: UInt128) { (self.uuid, origin) = (uuid, .configured) }

    /// The firmware's UUID where root may read it and it is one that a single machine has; else a name-based UUID of
    /// /etc/machine-id; else one of `hardwareAddress`; else unknown.
    ///
    /// Hashing keeps the machine-id to the machine, as its manual page asks.
    package init(_ roots: SystemRoots, hardwareAddress: MACAddress? = nil) {
        if let text = firstLine(roots.sys + "/class/dmi/id/product_uuid"), let uuid = usableUUID(text) {
            (self.uuid, origin) = (uuid, .firmware)
        } else if let text = firstLine(roots.etc + "/machine-id"), let uuid = usableUUID(text) {
            (self.uuid, origin) = (nameBasedUUID("machine-id:" + plainHex(uuid), in: namespace), .machineID)
        } else if let hardwareAddress, hardwareAddress.bits != 0 {
            (uuid, origin) = (nameBasedUUID("mac:\(hardwareAddress)", in: namespace), .hardwareAddress)
        } else {
            (uuid, origin) = (0, .nothing)
        }
    }
}

/// 32 hex digits, with or without dashes, unless they are among those that many machines share.
func usableUUID(_ text: String) -> UInt128? {
    guard let value = parseUUID(text) else { return nil }
    return sharedUUIDs.contains(value) || isOneByteRepeated(value) ? nil : value
}

/// What mainboard makers leave in their firmware: seen on many machines, and so the identity of none.
private let sharedUUIDs: Set<UInt128> = [
    0x03000200_0400_0500_0006_000700080009, 0x00020003_0004_0005_0006_000700080009,
    0x12345678_1234_5678_90ab_cddeefaabbcc, 0x12345678_1234_1234_1234_123456789abc,
    0x01234567_89ab_cdef_0123_456789abcdef, 0x4c4c4544_0000_2010_8020_80c04f202020,
]

private func isOneByteRepeated(_ value: UInt128) -> Bool { value == value << 8 | value & 0xff }

private func plainHex(_ value: UInt128) -> String {
    hexText(UInt64(truncatingIfNeeded: value >> 64), digits: 16)
        + hexText(UInt64(truncatingIfNeeded: value), digits: 16)
}

/// The namespace of all identities that the agent makes: chosen at random, once and for ever.
private let namespace: UInt128 = 0x6f1d3c0a_58e4_4b7b_9a55_c2d8e07f4b19
