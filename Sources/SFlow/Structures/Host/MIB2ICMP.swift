public import XDR

/// The MIB-II icmp group of a host (RFC 1213).
public struct MIB2ICMP: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2008) }
    public static let name: StaticString = "mib2_icmp_group"
    public static let source = Specification.hostTCPIP
    public var inMsgs: UInt32 = 0
    public var inErrors: UInt32 = 0
    public var inDestUnreachs: UInt32 = 0
    public var inTimeExcds: UInt32 = 0
    public var inParamProbs: UInt32 = 0
    public var inSrcQuenchs: UInt32 = 0
    public var inRedirects: UInt32 = 0
    public var inEchos: UInt32 = 0
    public var inEchoReps: UInt32 = 0
    public var inTimestamps: UInt32 = 0
    public var inAddrMasks: UInt32 = 0
    public var inAddrMaskReps: UInt32 = 0
    public var outMsgs: UInt32 = 0
    public var outErrors: UInt32 = 0
    public var outDestUnreachs: UInt32 = 0
    public var outTimeExcds: UInt32 = 0
    public var outParamProbs: UInt32 = 0
    public var outSrcQuenchs: UInt32 = 0
    public var outRedirects: UInt32 = 0
    public var outEchos: UInt32 = 0
    public var outEchoReps: UInt32 = 0
    public var outTimestamps: UInt32 = 0
    public var outTimestampReps: UInt32 = 0
    public var outAddrMasks: UInt32 = 0
    public var outAddrMaskReps: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 100 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&inMsgs, Field("icmpInMsgs", .counter, metric: "icmp_inmsgs", "icmpInMsgs"))
        try v.u32(&inErrors, Field("icmpInErrors", .counter, metric: "icmp_inerrors", "icmpInErrors"))
        try v.u32(
            &inDestUnreachs,
            Field("icmpInDestUnreachs", .counter, metric: "icmp_indestunreachs", "icmpInDestUnreachs")
        )
        try v.u32(&inTimeExcds, Field("icmpInTimeExcds", .counter, metric: "icmp_intimeexcds", "icmpInTimeExcds"))
        try v.u32(&inParamProbs, Field("icmpInParamProbs", .counter, metric: "icmp_inparamprobs", "icmpInParamProbs"))
        try v.u32(&inSrcQuenchs, Field("icmpInSrcQuenchs", .counter, metric: "icmp_insrcquenchs", "icmpInSrcQuenchs"))
        try v.u32(&inRedirects, Field("icmpInRedirects", .counter, metric: "icmp_inredirects", "icmpInRedirects"))
        try v.u32(&inEchos, Field("icmpInEchos", .counter, metric: "icmp_inechos", "icmpInEchos"))
        try v.u32(&inEchoReps, Field("icmpInEchoReps", .counter, metric: "icmp_inechoreps", "icmpInEchoReps"))
        try v.u32(&inTimestamps, Field("icmpInTimestamps", .counter, metric: "icmp_intimestamps", "icmpInTimestamps"))
        try v.u32(&inAddrMasks, Field("icmpInAddrMasks", .counter, metric: "icmp_inaddrmasks", "icmpInAddrMasks"))
        try v.u32(
            &inAddrMaskReps,
            Field("icmpInAddrMaskReps", .counter, metric: "icmp_inaddrmaskreps", "icmpInAddrMaskReps")
        )
        try v.u32(&outMsgs, Field("icmpOutMsgs", .counter, metric: "icmp_outmsgs", "icmpOutMsgs"))
        try v.u32(&outErrors, Field("icmpOutErrors", .counter, metric: "icmp_outerrors", "icmpOutErrors"))
        try v.u32(
            &outDestUnreachs,
            Field("icmpOutDestUnreachs", .counter, metric: "icmp_outdestunreachs", "icmpOutDestUnreachs")
        )
        try v.u32(&outTimeExcds, Field("icmpOutTimeExcds", .counter, metric: "icmp_outtimeexcds", "icmpOutTimeExcds"))
        try v.u32(
            &outParamProbs,
            Field("icmpOutParamProbs", .counter, metric: "icmp_outparamprobs", "icmpOutParamProbs")
        )
        try v.u32(
            &outSrcQuenchs,
            Field("icmpOutSrcQuenchs", .counter, metric: "icmp_outsrcquenchs", "icmpOutSrcQuenchs")
        )
        try v.u32(&outRedirects, Field("icmpOutRedirects", .counter, metric: "icmp_outredirects", "icmpOutRedirects"))
        try v.u32(&outEchos, Field("icmpOutEchos", .counter, metric: "icmp_outechos", "icmpOutEchos"))
        try v.u32(&outEchoReps, Field("icmpOutEchoReps", .counter, metric: "icmp_outechoreps", "icmpOutEchoReps"))
        try v.u32(
            &outTimestamps,
            Field("icmpOutTimestamps", .counter, metric: "icmp_outtimestamps", "icmpOutTimestamps")
        )
        try v.u32(
            &outTimestampReps,
            Field("icmpOutTimestampReps", .counter, metric: "icmp_outtimestampreps", "icmpOutTimestampReps")
        )
        try v.u32(&outAddrMasks, Field("icmpOutAddrMasks", .counter, metric: "icmp_outaddrmasks", "icmpOutAddrMasks"))
        try v.u32(
            &outAddrMaskReps,
            Field("icmpOutAddrMaskReps", .counter, metric: "icmp_outaddrmaskreps", "icmpOutAddrMaskReps")
        )
    }
}
