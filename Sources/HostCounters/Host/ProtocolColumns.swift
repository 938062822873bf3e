import SFlow
import XDR

/// A column of a group of /proc/net/snmp, by the name that the kernel gives it, and the field that it fills.
struct ProtocolColumn<Group> {
    let name: StaticString
    let field: WritableKeyPath<Group, UInt32>
    /// What the field holds where the kernel has no such column.
    let unknown: UInt32

    /// A counter, which is all ones where it is unknown.
    init(_ name: StaticString, _ field: WritableKeyPath<Group, UInt32>) {
        self.init(name, field, unknown: .max)
    }

    private init(_ name: StaticString, _ field: WritableKeyPath<Group, UInt32>, unknown: UInt32) {
        self.name = name
        self.field = field
        self.unknown = unknown
    }

    /// A level or a setting, which is 0 where it is unknown.
    static func level(_ name: StaticString, _ field: WritableKeyPath<Group, UInt32>) -> Self {
        Self(name, field, unknown: 0)
    }
}

/// A group of MIB-II counters that /proc/net/snmp has.
protocol ProtocolGroup: XDRStructure {
    /// The word that both its lines start with: `Ip:`.
    static var label: StaticString { get }
    static var columns: [ProtocolColumn<Self>] { get }
}

// Key paths to stored properties hold nothing that can change, though the compiler cannot know.
extension MIB2IP: ProtocolGroup {
    static var label: StaticString { "Ip:" }
    nonisolated(unsafe) static let columns: [ProtocolColumn<MIB2IP>] = [
        .level("Forwarding", \.forwarding), .level("DefaultTTL", \.defaultTTL), .init("InReceives", \.inReceives),
        .init("InHdrErrors", \.inHdrErrors), .init("InAddrErrors", \.inAddrErrors),
        .init("ForwDatagrams", \.forwDatagrams), .init("InUnknownProtos", \.inUnknownProtos),
        .init("InDiscards", \.inDiscards), .init("InDelivers", \.inDelivers), .init("OutRequests", \.outRequests),
        .init("OutDiscards", \.outDiscards), .init("OutNoRoutes", \.outNoRoutes),
        .level("ReasmTimeout", \.reasmTimeout), .init("ReasmReqds", \.reasmReqds), .init("ReasmOKs", \.reasmOKs),
        .init("ReasmFails", \.reasmFails), .init("FragOKs", \.fragOKs), .init("FragFails", \.fragFails),
        .init("FragCreates", \.fragCreates),
    ]
}

extension MIB2ICMP: ProtocolGroup {
    static var label: StaticString { "Icmp:" }
    nonisolated(unsafe) static let columns: [ProtocolColumn<MIB2ICMP>] = [
        .init("InMsgs", \.inMsgs), .init("InErrors", \.inErrors), .init("InDestUnreachs", \.inDestUnreachs),
        .init("InTimeExcds", \.inTimeExcds), .init("InParmProbs", \.inParamProbs),
        .init("InSrcQuenchs", \.inSrcQuenchs), .init("InRedirects", \.inRedirects), .init("InEchos", \.inEchos),
        .init("InEchoReps", \.inEchoReps), .init("InTimestamps", \.inTimestamps), .init("InAddrMasks", \.inAddrMasks),
        .init("InAddrMaskReps", \.inAddrMaskReps), .init("OutMsgs", \.outMsgs), .init("OutErrors", \.outErrors),
        .init("OutDestUnreachs", \.outDestUnreachs), .init("OutTimeExcds", \.outTimeExcds),
        .init("OutParmProbs", \.outParamProbs), .init("OutSrcQuenchs", \.outSrcQuenchs),
        .init("OutRedirects", \.outRedirects), .init("OutEchos", \.outEchos), .init("OutEchoReps", \.outEchoReps),
        .init("OutTimestamps", \.outTimestamps), .init("OutTimestampReps", \.outTimestampReps),
        .init("OutAddrMasks", \.outAddrMasks), .init("OutAddrMaskReps", \.outAddrMaskReps),
    ]
}

extension MIB2TCP: ProtocolGroup {
    static var label: StaticString { "Tcp:" }
    nonisolated(unsafe) static let columns: [ProtocolColumn<MIB2TCP>] = [
        .level("RtoAlgorithm", \.rtoAlgorithm), .level("RtoMin", \.rtoMin), .level("RtoMax", \.rtoMax),
        .level("MaxConn", \.maxConn), .init("ActiveOpens", \.activeOpens), .init("PassiveOpens", \.passiveOpens),
        .init("AttemptFails", \.attemptFails), .init("EstabResets", \.estabResets), .level("CurrEstab", \.currEstab),
        .init("InSegs", \.inSegs), .init("OutSegs", \.outSegs), .init("RetransSegs", \.retransSegs),
        .init("InErrs", \.inErrs), .init("OutRsts", \.outRsts), .init("InCsumErrors", \.inCsumErrors),
    ]
}

extension MIB2UDP: ProtocolGroup {
    static var label: StaticString { "Udp:" }
    nonisolated(unsafe) static let columns: [ProtocolColumn<MIB2UDP>] = [
        .init("InDatagrams", \.inDatagrams), .init("NoPorts", \.noPorts), .init("InErrors", \.inErrors),
        .init("OutDatagrams", \.outDatagrams), .init("RcvbufErrors", \.rcvbufErrors),
        .init("SndbufErrors", \.sndbufErrors), .init("InCsumErrors", \.inCsumErrors),
    ]
}
