import NetTypes
import SFlow

/// A part of a program whose result is remembered: it is computed, or looked up, only for values that the thread has not
/// met lately.
struct FlowOperation: Sendable {
    /// What two operations that give the same results have in common, whatever definitions they are of.
    struct Identity: Hashable, Sendable {
        var function: String
        var literals: [String]
        var inputs: [KeyType]
    }

    enum Answer: Sendable {
        /// A text made of the texts of the inputs.
        case text(@Sendable ([String]) -> String?)
        /// A number made of them.
        case number(@Sendable ([String]) -> UInt64?)
        /// The first answer to questions about the one input, as the agent sees it that saw the packet.
        case lookup(@Sendable (FlowOperand, _ agent: IPAddress) -> [Lookup])
    }

    let identity: Identity
    let answer: Answer
    /// The result depends on the agent that saw the packet.
    let usesAgent: Bool

    var isLookup: Bool {
        if case .lookup = answer { return true }
        return false
    }
}

/// A value that a function looks something up for.
struct FlowOperand {
    /// No union.
    let type: KeyType
    let bits: UInt128
    let texts: TextTable

    var text: String { type.text(bits, texts) }

    var address: IPAddress? {
        switch type {
        case .ipv4: .v4(UInt32(truncatingIfNeeded: bits))
        case .ipv6: IPAddress.v6(bits).unmapped
        default: nil
        }
    }

    var mac: MACAddress? { type == .mac ? MACAddress(UInt64(truncatingIfNeeded: bits)) : nil }

    var station: Lookup.Station? { address.map { .ip($0) } ?? mac.map { .mac($0) } }

    var number: UInt64? { type.isNumber ? UInt64(truncatingIfNeeded: bits) : nil }

    /// The port, where it is one and not several, or none.
    var ifIndex: UInt32? {
        guard type == .interface, bits >> 32 == 0, bits != 0, bits != UInt128(InterfacePort.internal.packed) else {
            return nil
        }
        return UInt32(truncatingIfNeeded: bits)
    }
}
