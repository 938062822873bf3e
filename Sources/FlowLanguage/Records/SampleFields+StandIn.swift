import PacketHeaders
import SFlow
import XDR

extension SampleFields {
    /// Completes a sample that has no header that could be read. False: there is nothing in it that flows are made of.
    @inline(never)
    mutating func finishWithoutHeader(_ bytes: RawSpan) -> Bool {
        if records.present & RecordOrdinal.sampledFields != 0 {
            standIn(bytes)
            return layers.count > 0
        }
        guard kind == .packet, records.present & RecordOrdinal.operations != 0 else { return false }
        kind = .operation
        return true
    }

    /// Makes a header of what is told of the packet, and dissects it.
    private mutating func standIn(_ bytes: RawSpan) {
        let ethernet = record(SampledEthernet.self, RecordOrdinal.sampledEthernet, bytes)
        let ipv4 = record(SampledIPv4.self, RecordOrdinal.sampledIPv4, bytes)
        let ipv6 = ipv4 == nil ? record(SampledIPv6.self, RecordOrdinal.sampledIPv6, bytes) : nil
        standInHeader.removeAll()
        if let ethernet { standInHeader.append(ethernet, next: ipv4 != nil ? 0x0800 : ipv6 != nil ? 0x86dd : nil) }
        if let ipv4 { standInHeader.append(ipv4) } else if let ipv6 { standInHeader.append(ipv6) }
        guard standInHeader.count > 0 else { return }
        let headerProtocol: UInt32 = ethernet != nil ? 1 : ipv4 != nil ? 11 : 12
        standInHeader.dissect(into: &layers, headerProtocol: headerProtocol)
        frameLength = ethernet?.length ?? ipv4?.length ?? ipv6?.length ?? 0
        (headerStart, headerEnd) = (0, Self.isStandIn)
    }

    private func record<Structure: XDRStructure>(_: Structure.Type, _ ordinal: Int, _ bytes: RawSpan) -> Structure? {
        records[ordinal].flatMap { try? Structure(reading: bytes, $0) }
    }

    /// In place of `headerEnd`: no byte of the header is in the datagram.
    static var isStandIn: Int { -1 }

    /// A field of a header that is missing in the datagram, if another stands in for it. It takes three words, and not a
    /// `FieldLoad`, so that the callers, which are inlined into every program, keep their registers.
    @inline(never)
    func standInBits(_ at: Int, _ shift: UInt64, _ mask: UInt64) -> UInt64? {
        standInHeader.value(at: at, shift: shift, mask: mask)
    }

    @inline(never)
    func standInWide(_ at: Int) -> UInt128? { standInHeader.wide(at: at) }
}
