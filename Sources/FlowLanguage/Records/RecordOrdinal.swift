import SFlow

/// The ordinals, among `Structures.flowRecords`, of records that are asked for by name in code.
enum RecordOrdinal {
    static var sampledEthernet: Int { 1 }
    static var sampledIPv4: Int { 2 }
    static var sampledIPv6: Int { 3 }
    static var extendedSwitch: Int { 4 }
    static var egressQueue: Int { 36 }
    static var memcacheOperation: Int { 48 }
    static var draftHTTPRequest: Int { 49 }
    static var appOperation: Int { 50 }
    static var httpRequest: Int { 54 }
    static var tcpInfo: Int { 57 }
    static var entities: Int { 58 }
    static var broadcomEgressQueue: Int { 59 }
    /// No record, but the whole of a sample: what an application tells of itself.
    static var realTimeFlow: Int { 63 }

    /// Those that stand for a packet whose header was not sampled.
    static var sampledFields: UInt64 {
        RecordPlaces.bit(sampledEthernet) | RecordPlaces.bit(sampledIPv4) | RecordPlaces.bit(sampledIPv6)
    }

    /// Those of what an application did: such a sample is of no packet.
    static var operations: UInt64 {
        RecordPlaces.bit(memcacheOperation) | RecordPlaces.bit(draftHTTPRequest) | RecordPlaces.bit(appOperation)
            | RecordPlaces.bit(httpRequest)
    }

    static func of<Structure: XDRStructure>(_: Structure.Type) -> Int {
        Structures.flowRecords.firstIndex { $0.format == Structure.format }!
    }
}
