import PacketHeaders

extension HeaderBytes {
    /// What the flags of a GRE header say that it has.
    func gre(_ value: HeaderValue) -> UInt64? {
        guard let flags = word(GREHeader.flags), let type = word(GREHeader.protocol) else { return nil }
        let isFirstVersion = flags & GREHeader.version == 0
        switch value {
        case .greKey where isFirstVersion: return greKey(flags)
        case .greSegment where isFirstVersion && type == GREHeader.transparentEthernet:
            return greKey(flags).map { $0 >> 8 }
        case .greFlow where isFirstVersion && type == GREHeader.transparentEthernet:
            return greKey(flags).map { $0 & 255 }
        case .greSequence: return GREHeader.sequenceOffset(flags).flatMap { doubleWord($0) }.map { UInt64($0) }
        case .greCall where flags & GREHeader.version == 1: return word(GREHeader.call).map { UInt64($0) }
        default: return nil
        }
    }

    private func greKey(_ flags: UInt16) -> UInt64? {
        GREHeader.keyOffset(flags).flatMap { doubleWord($0) }.map { UInt64($0) }
    }
}
