public import XDR

extension Structures {
    /// The records of flow samples and of discarded packets, by their formats.
    public static let flowRecords: [any XDRStructure.Type] = [
        SampledHeader.self,
        SampledEthernet.self,
        SampledIPv4.self,
        SampledIPv6.self,
        ExtendedSwitch.self,
        ExtendedRouter.self,
        ExtendedFunction.self,
        ExtendedHardwareTrap.self,
        ExtendedLinuxDropReason.self,
        ExtendedTimestamp.self,
    ]

    /// Acts on the flow record of a format; false where there is none.
    @inlinable
    public static func withFlowRecord<Action: StructureAction & ~Copyable & ~Escapable>(
        _ format: DataFormat,
        _ action: inout Action
    ) throws(XDRError) -> Bool {
        switch format {
        case SampledHeader.format: try action.act(on: SampledHeader.self, ordinal: 0)
        case SampledEthernet.format: try action.act(on: SampledEthernet.self, ordinal: 1)
        case SampledIPv4.format: try action.act(on: SampledIPv4.self, ordinal: 2)
        case SampledIPv6.format: try action.act(on: SampledIPv6.self, ordinal: 3)
        case ExtendedSwitch.format: try action.act(on: ExtendedSwitch.self, ordinal: 4)
        case ExtendedRouter.format: try action.act(on: ExtendedRouter.self, ordinal: 5)
        case ExtendedFunction.format: try action.act(on: ExtendedFunction.self, ordinal: 6)
        case ExtendedHardwareTrap.format: try action.act(on: ExtendedHardwareTrap.self, ordinal: 7)
        case ExtendedLinuxDropReason.format: try action.act(on: ExtendedLinuxDropReason.self, ordinal: 8)
        case ExtendedTimestamp.format: try action.act(on: ExtendedTimestamp.self, ordinal: 9)
        default: return false
        }
        return true
    }

    /// Whether a flow record's format is declared: asked for every record that nothing is made of.
    @inlinable
    public static func hasFlowRecord(_ format: DataFormat) -> Bool {
        var nothing = NoAction()
        return (try? withFlowRecord(format, &nothing)) ?? false
    }

    /// The declaration of a flow record's format.
    public static func flowRecord(_ format: DataFormat) -> (any XDRStructure.Type)? {
        flowRecords.first { $0.format == format }
    }
}
