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
        ExtendedGateway.self,
        ExtendedUser.self,
        ExtendedURL.self,
        ExtendedMPLS.self,
        ExtendedNAT.self,
        ExtendedMPLSTunnel.self,
        ExtendedMPLSVC.self,
        ExtendedMPLSFTN.self,
        ExtendedMPLSLDPFEC.self,
        ExtendedVLANTunnel.self,
        Extended80211Payload.self,
        Extended80211Receive.self,
        Extended80211Transmit.self,
        Extended80211Aggregation.self,
        ExtendedNATPort.self,
        ExtendedL2TunnelEgress.self,
        ExtendedL2TunnelIngress.self,
        ExtendedIPv4TunnelEgress.self,
        ExtendedIPv4TunnelIngress.self,
        ExtendedIPv6TunnelEgress.self,
        ExtendedIPv6TunnelIngress.self,
        ExtendedDecapsulateEgress.self,
        ExtendedDecapsulateIngress.self,
        ExtendedVNIEgress.self,
        ExtendedVNIIngress.self,
        ExtendedInfiniBandLRH.self,
        ExtendedInfiniBandGRH.self,
        ExtendedInfiniBandBTH.self,
        ExtendedVLANIn.self,
        ExtendedVLANOut.self,
        ExtendedEgressQueue.self,
        ExtendedACL.self,
        ExtendedFunction.self,
        ExtendedTransit.self,
        ExtendedQueue.self,
        ExtendedHardwareTrap.self,
        ExtendedLinuxDropReason.self,
        ExtendedTimestamp.self,
        ExtendedSocketIPv4.self,
        ExtendedSocketIPv6.self,
        ExtendedProxySocketIPv4.self,
        ExtendedProxySocketIPv6.self,
        MemcacheOperation.self,
        DraftHTTPRequest.self,
        AppOperation.self,
        AppParentContext.self,
        AppInitiator.self,
        AppTarget.self,
        HTTPRequest.self,
        ExtendedProxyRequest.self,
        NavigationTiming.self,
        ExtendedTCPInfo.self,
        ExtendedEntities.self,
        BroadcomEgressQueue.self,
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
        case ExtendedGateway.format: try action.act(on: ExtendedGateway.self, ordinal: 6)
        case ExtendedUser.format: try action.act(on: ExtendedUser.self, ordinal: 7)
        case ExtendedURL.format: try action.act(on: ExtendedURL.self, ordinal: 8)
        case ExtendedMPLS.format: try action.act(on: ExtendedMPLS.self, ordinal: 9)
        case ExtendedNAT.format: try action.act(on: ExtendedNAT.self, ordinal: 10)
        case ExtendedMPLSTunnel.format: try action.act(on: ExtendedMPLSTunnel.self, ordinal: 11)
        case ExtendedMPLSVC.format: try action.act(on: ExtendedMPLSVC.self, ordinal: 12)
        case ExtendedMPLSFTN.format: try action.act(on: ExtendedMPLSFTN.self, ordinal: 13)
        case ExtendedMPLSLDPFEC.format: try action.act(on: ExtendedMPLSLDPFEC.self, ordinal: 14)
        case ExtendedVLANTunnel.format: try action.act(on: ExtendedVLANTunnel.self, ordinal: 15)
        case Extended80211Payload.format: try action.act(on: Extended80211Payload.self, ordinal: 16)
        case Extended80211Receive.format: try action.act(on: Extended80211Receive.self, ordinal: 17)
        case Extended80211Transmit.format: try action.act(on: Extended80211Transmit.self, ordinal: 18)
        case Extended80211Aggregation.format: try action.act(on: Extended80211Aggregation.self, ordinal: 19)
        case ExtendedNATPort.format: try action.act(on: ExtendedNATPort.self, ordinal: 20)
        case ExtendedL2TunnelEgress.format: try action.act(on: ExtendedL2TunnelEgress.self, ordinal: 21)
        case ExtendedL2TunnelIngress.format: try action.act(on: ExtendedL2TunnelIngress.self, ordinal: 22)
        case ExtendedIPv4TunnelEgress.format: try action.act(on: ExtendedIPv4TunnelEgress.self, ordinal: 23)
        case ExtendedIPv4TunnelIngress.format: try action.act(on: ExtendedIPv4TunnelIngress.self, ordinal: 24)
        case ExtendedIPv6TunnelEgress.format: try action.act(on: ExtendedIPv6TunnelEgress.self, ordinal: 25)
        case ExtendedIPv6TunnelIngress.format: try action.act(on: ExtendedIPv6TunnelIngress.self, ordinal: 26)
        case ExtendedDecapsulateEgress.format: try action.act(on: ExtendedDecapsulateEgress.self, ordinal: 27)
        case ExtendedDecapsulateIngress.format: try action.act(on: ExtendedDecapsulateIngress.self, ordinal: 28)
        case ExtendedVNIEgress.format: try action.act(on: ExtendedVNIEgress.self, ordinal: 29)
        case ExtendedVNIIngress.format: try action.act(on: ExtendedVNIIngress.self, ordinal: 30)
        case ExtendedInfiniBandLRH.format: try action.act(on: ExtendedInfiniBandLRH.self, ordinal: 31)
        case ExtendedInfiniBandGRH.format: try action.act(on: ExtendedInfiniBandGRH.self, ordinal: 32)
        case ExtendedInfiniBandBTH.format: try action.act(on: ExtendedInfiniBandBTH.self, ordinal: 33)
        case ExtendedVLANIn.format: try action.act(on: ExtendedVLANIn.self, ordinal: 34)
        case ExtendedVLANOut.format: try action.act(on: ExtendedVLANOut.self, ordinal: 35)
        case ExtendedEgressQueue.format: try action.act(on: ExtendedEgressQueue.self, ordinal: 36)
        case ExtendedACL.format: try action.act(on: ExtendedACL.self, ordinal: 37)
        case ExtendedFunction.format: try action.act(on: ExtendedFunction.self, ordinal: 38)
        case ExtendedTransit.format: try action.act(on: ExtendedTransit.self, ordinal: 39)
        case ExtendedQueue.format: try action.act(on: ExtendedQueue.self, ordinal: 40)
        case ExtendedHardwareTrap.format: try action.act(on: ExtendedHardwareTrap.self, ordinal: 41)
        case ExtendedLinuxDropReason.format: try action.act(on: ExtendedLinuxDropReason.self, ordinal: 42)
        case ExtendedTimestamp.format: try action.act(on: ExtendedTimestamp.self, ordinal: 43)
        case ExtendedSocketIPv4.format: try action.act(on: ExtendedSocketIPv4.self, ordinal: 44)
        case ExtendedSocketIPv6.format: try action.act(on: ExtendedSocketIPv6.self, ordinal: 45)
        case ExtendedProxySocketIPv4.format: try action.act(on: ExtendedProxySocketIPv4.self, ordinal: 46)
        case ExtendedProxySocketIPv6.format: try action.act(on: ExtendedProxySocketIPv6.self, ordinal: 47)
        case MemcacheOperation.format: try action.act(on: MemcacheOperation.self, ordinal: 48)
        case DraftHTTPRequest.format: try action.act(on: DraftHTTPRequest.self, ordinal: 49)
        case AppOperation.format: try action.act(on: AppOperation.self, ordinal: 50)
        case AppParentContext.format: try action.act(on: AppParentContext.self, ordinal: 51)
        case AppInitiator.format: try action.act(on: AppInitiator.self, ordinal: 52)
        case AppTarget.format: try action.act(on: AppTarget.self, ordinal: 53)
        case HTTPRequest.format: try action.act(on: HTTPRequest.self, ordinal: 54)
        case ExtendedProxyRequest.format: try action.act(on: ExtendedProxyRequest.self, ordinal: 55)
        case NavigationTiming.format: try action.act(on: NavigationTiming.self, ordinal: 56)
        case ExtendedTCPInfo.format: try action.act(on: ExtendedTCPInfo.self, ordinal: 57)
        case ExtendedEntities.format: try action.act(on: ExtendedEntities.self, ordinal: 58)
        case BroadcomEgressQueue.format: try action.act(on: BroadcomEgressQueue.self, ordinal: 59)
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
