/// InfiniBand's global route header, InfiniBand Architecture 1.4 §8.3: laid out like IPv6.
/// RoCE version 1 has it behind an EtherType, version 2 has IP and UDP in its place.
package enum IBGlobalRouteHeader {
    package static let flow = 0, payloadLength = 4, nextHeader = 6, hopLimit = 7
    package static let source = 8, destination = 24, length = 40
    static let transport: UInt8 = 0x1b
}

/// InfiniBand's base transport header, InfiniBand Architecture 1.4 §9.2.
///
///     | opcode 8 | SE 1, M 1, pad 2, version 4 | partition key 16           |
///     | F 1, B 1, reserved 6 | destination queue pair 24                   |
///     | A 1, reserved 7      | packet sequence number 24                   |
///     | extended headers, which the opcode says …                          |
package enum IBTransportHeader {
    package static let opcode = 0, flags = 1, partitionKey = 2, congestion = 4, destinationQP = 5
    package static let acknowledge = 8, sequence = 9, length = 12
}

/// The extended headers behind the base transport header, InfiniBand Architecture 1.4 §9.3 and table 38.
package enum IBExtendedHeader {
    /// Datagram: | queue key 32 | reserved 8 | source queue pair 24 |
    case datagram
    /// RDMA: | virtual address 64 | remote key 32 | length 32 |
    case rdma
    /// Atomic: | virtual address 64 | remote key 32 | swap or add 64 | compare 64 |
    case atomic
    /// Acknowledge: | syndrome 8 | message sequence number 24 |
    case acknowledge
    /// Immediate data: 32 bits.
    case immediate

    private static let reliableDatagram: UInt8 = 2, unreliableDatagram: UInt8 = 3, extendedConnection: UInt8 = 5
    /// The opcode of a congestion notification (RoCEv2, annex A17).
    package static let congestionNotification: UInt8 = 0x81

    /// Where the header starts behind the start of the base transport header; `nil` where the opcode has no such.
    package func offset(_ opcode: UInt8) -> Int? {
        let transport = opcode >> 5, operation = opcode & 31
        guard transport <= Self.unreliableDatagram || transport == Self.extendedConnection else { return nil }
        if self == .datagram { return Self.datagramOffset(transport, operation) }
        guard has(operation) else { return nil }
        // Of several, immediate data is the last.
        let isBehindRDMA = self == .immediate && Self.rdma.has(operation)
        return Self.operationOffset(transport, operation) + (isBehindRDMA ? 16 : 0)
    }

    /// Whether an operation has the header, whatever the transport.
    private func has(_ operation: UInt8) -> Bool {
        switch self {
        case .datagram: false
        case .rdma: operation == 6 || (10...12).contains(operation)
        case .atomic: operation == 19 || operation == 20
        case .acknowledge: operation == 13 || (15...18).contains(operation)
        case .immediate: operation == 3 || operation == 5 || operation == 9 || operation == 11
        }
    }

    private static func isRequest(_ operation: UInt8) -> Bool { !(13...18).contains(operation) }

    private static func datagramOffset(_ transport: UInt8, _ operation: UInt8) -> Int? {
        switch transport {
        case unreliableDatagram: IBTransportHeader.length
        case reliableDatagram where isRequest(operation): IBTransportHeader.length + 4
        default: nil
        }
    }

    /// Where the headers of the operation start, behind those of the transport.
    private static func operationOffset(_ transport: UInt8, _ operation: UInt8) -> Int {
        switch transport {
        case reliableDatagram: IBTransportHeader.length + (isRequest(operation) ? 12 : 4)
        case unreliableDatagram: IBTransportHeader.length + 8
        case extendedConnection: IBTransportHeader.length + (isRequest(operation) ? 4 : 0)
        default: IBTransportHeader.length
        }
    }
}

extension LayerStack {
    mutating func ibGlobalRoute(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(IBGlobalRouteHeader.length) else { return truncated() }
        guard cursor.byte(0) >> 4 == 6 else { return .none }
        let next = cursor.byte(IBGlobalRouteHeader.nextHeader)
        push(.ibGlobalRoute, at: cursor.position, next: UInt16(next))
        cursor.offset += IBGlobalRouteHeader.length
        return next == IBGlobalRouteHeader.transport ? .ibTransport : .none
    }
}
