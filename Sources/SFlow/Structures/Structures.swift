public import XDR

/// Something to do with a structure whose type is known: what `Structures` hands a format to.
public protocol StructureAction: ~Copyable, ~Escapable {
    /// `ordinal` is the place of the structure in its list.
    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError)
}

/// Every structure that is declared: a line in a list and a line in the switch beside it, which a test holds together.
public enum Structures {
    public static let counterRecords: [any XDRStructure.Type] = [
        InterfaceCounters.self,
        EthernetCounters.self,
        TokenRingCounters.self,
        VGCounters.self,
        VLANCounters.self,
        WirelessCounters.self,
        LAGPortStatistics.self,
        InfiniBandCounters.self,
        OpticalModule.self,
        PFCCounters.self,
        Processor.self,
        RadioUtilization.self,
        OpenFlowPort.self,
        PortName.self,
        HostDescription.self,
        HostAdapters.self,
        HostParent.self,
        HostCPU.self,
        HostMemory.self,
        HostDiskIO.self,
        HostNetIO.self,
        MIB2IP.self,
        MIB2ICMP.self,
        MIB2TCP.self,
        MIB2UDP.self,
        VirtualNode.self,
        VirtualCPU.self,
        VirtualMemory.self,
        VirtualDiskIO.self,
        VirtualNetIO.self,
        JVMRuntime.self,
        JVMStatistics.self,
        OldMemcacheCounters.self,
        HTTPCounters.self,
        AppOperations.self,
        AppResources.self,
        MemcacheCounters.self,
        VDICounters.self,
        AppWorkers.self,
        OpenVSwitchDatapath.self,
        BroadcomDeviceBuffers.self,
        BroadcomPortBuffers.self,
        BroadcomTables.self,
        NvidiaGPU.self,
    ]

    /// Acts on the counter record of a format; false where there is none.
    @inlinable
    public static func withCounterRecord<Action: StructureAction & ~Copyable & ~Escapable>(
        _ format: DataFormat,
        _ action: inout Action
    ) throws(XDRError) -> Bool {
        switch format {
        case InterfaceCounters.format: try action.act(on: InterfaceCounters.self, ordinal: 0)
        case EthernetCounters.format: try action.act(on: EthernetCounters.self, ordinal: 1)
        case TokenRingCounters.format: try action.act(on: TokenRingCounters.self, ordinal: 2)
        case VGCounters.format: try action.act(on: VGCounters.self, ordinal: 3)
        case VLANCounters.format: try action.act(on: VLANCounters.self, ordinal: 4)
        case WirelessCounters.format: try action.act(on: WirelessCounters.self, ordinal: 5)
        case LAGPortStatistics.format: try action.act(on: LAGPortStatistics.self, ordinal: 6)
        case InfiniBandCounters.format: try action.act(on: InfiniBandCounters.self, ordinal: 7)
        case OpticalModule.format: try action.act(on: OpticalModule.self, ordinal: 8)
        case PFCCounters.format: try action.act(on: PFCCounters.self, ordinal: 9)
        case Processor.format: try action.act(on: Processor.self, ordinal: 10)
        case RadioUtilization.format: try action.act(on: RadioUtilization.self, ordinal: 11)
        case OpenFlowPort.format: try action.act(on: OpenFlowPort.self, ordinal: 12)
        case PortName.format: try action.act(on: PortName.self, ordinal: 13)
        case HostDescription.format: try action.act(on: HostDescription.self, ordinal: 14)
        case HostAdapters.format: try action.act(on: HostAdapters.self, ordinal: 15)
        case HostParent.format: try action.act(on: HostParent.self, ordinal: 16)
        case HostCPU.format: try action.act(on: HostCPU.self, ordinal: 17)
        case HostMemory.format: try action.act(on: HostMemory.self, ordinal: 18)
        case HostDiskIO.format: try action.act(on: HostDiskIO.self, ordinal: 19)
        case HostNetIO.format: try action.act(on: HostNetIO.self, ordinal: 20)
        case MIB2IP.format: try action.act(on: MIB2IP.self, ordinal: 21)
        case MIB2ICMP.format: try action.act(on: MIB2ICMP.self, ordinal: 22)
        case MIB2TCP.format: try action.act(on: MIB2TCP.self, ordinal: 23)
        case MIB2UDP.format: try action.act(on: MIB2UDP.self, ordinal: 24)
        case VirtualNode.format: try action.act(on: VirtualNode.self, ordinal: 25)
        case VirtualCPU.format: try action.act(on: VirtualCPU.self, ordinal: 26)
        case VirtualMemory.format: try action.act(on: VirtualMemory.self, ordinal: 27)
        case VirtualDiskIO.format: try action.act(on: VirtualDiskIO.self, ordinal: 28)
        case VirtualNetIO.format: try action.act(on: VirtualNetIO.self, ordinal: 29)
        case JVMRuntime.format: try action.act(on: JVMRuntime.self, ordinal: 30)
        case JVMStatistics.format: try action.act(on: JVMStatistics.self, ordinal: 31)
        case OldMemcacheCounters.format: try action.act(on: OldMemcacheCounters.self, ordinal: 32)
        case HTTPCounters.format: try action.act(on: HTTPCounters.self, ordinal: 33)
        case AppOperations.format: try action.act(on: AppOperations.self, ordinal: 34)
        case AppResources.format: try action.act(on: AppResources.self, ordinal: 35)
        case MemcacheCounters.format: try action.act(on: MemcacheCounters.self, ordinal: 36)
        case VDICounters.format: try action.act(on: VDICounters.self, ordinal: 37)
        case AppWorkers.format: try action.act(on: AppWorkers.self, ordinal: 38)
        case OpenVSwitchDatapath.format: try action.act(on: OpenVSwitchDatapath.self, ordinal: 39)
        case BroadcomDeviceBuffers.format: try action.act(on: BroadcomDeviceBuffers.self, ordinal: 40)
        case BroadcomPortBuffers.format: try action.act(on: BroadcomPortBuffers.self, ordinal: 41)
        case BroadcomTables.format: try action.act(on: BroadcomTables.self, ordinal: 42)
        case NvidiaGPU.format: try action.act(on: NvidiaGPU.self, ordinal: 43)
        default: return false
        }
        return true
    }

    /// The declaration of a counter record's format.
    public static func counterRecord(_ format: DataFormat) -> (any XDRStructure.Type)? {
        counterRecords.first { $0.format == format }
    }
}

/// Does nothing with a structure: the switch alone says whether there is one.
@usableFromInline
struct NoAction: StructureAction {
    @inlinable init() {}
    @inlinable mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {}
}
