import PacketHeaders

extension HeaderBytes {
    /// What the opcode of a base transport header says that follows it.
    func infiniBand(_ value: HeaderValue) -> UInt64? {
        guard let opcode = byte(IBTransportHeader.opcode) else { return nil }
        switch value {
        case .ibOperation: return opcode == IBExtendedHeader.congestionNotification ? 32 : UInt64(opcode & 31)
        case .ibQueueKey: return IBExtendedHeader.datagram.offset(opcode).flatMap { doubleWord($0) }.map { UInt64($0) }
        case .ibSourceQP:
            return IBExtendedHeader.datagram.offset(opcode).flatMap { doubleWord($0 + 4) }.map {
                UInt64($0 & 0xff_ffff)
            }
        case .ibRDMAAddress: return Self.memory(opcode).flatMap { quadWord($0) }
        case .ibRDMAKey: return Self.memory(opcode).flatMap { doubleWord($0 + 8) }.map { UInt64($0) }
        case .ibRDMALength:
            return IBExtendedHeader.rdma.offset(opcode).flatMap { doubleWord($0 + 12) }.map { UInt64($0) }
        case .ibImmediate:
            return IBExtendedHeader.immediate.offset(opcode).flatMap { doubleWord($0) }.map { UInt64($0) }
        default:
            return IBExtendedHeader.acknowledge.offset(opcode).flatMap { doubleWord($0) }.flatMap { aeth(value, $0) }
        }
    }

    /// Where the address and key of remote memory are: in requests of both kinds that work on it.
    private static func memory(_ opcode: UInt8) -> Int? {
        IBExtendedHeader.rdma.offset(opcode) ?? IBExtendedHeader.atomic.offset(opcode)
    }

    /// InfiniBand Architecture 1.4 §9.7.5.1: the highest three bits of the syndrome are 0 in an acknowledgement, and then
    /// the others are its credits.
    private func aeth(_ value: HeaderValue, _ header: UInt32) -> UInt64? {
        let syndrome = UInt64(header >> 24)
        switch value {
        case .ibSyndrome: return syndrome
        case .ibCredits: return syndrome >> 5 == 0 ? syndrome & 31 : nil
        default: return UInt64(header & 0xff_ffff)
        }
    }
}
