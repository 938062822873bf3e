public import XDR

/// The MIB-II tcp group of a host (RFC 1213).
public struct MIB2TCP: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2009) }
    public static let name: StaticString = "mib2_tcp_group"
    public static let source = Specification.hostTCPIP
    public var rtoAlgorithm: UInt32 = 0
    public var rtoMin: UInt32 = 0
    public var rtoMax: UInt32 = 0
    public var maxConn: UInt32 = 0
    public var activeOpens: UInt32 = 0
    public var passiveOpens: UInt32 = 0
    public var attemptFails: UInt32 = 0
    public var estabResets: UInt32 = 0
    public var currEstab: UInt32 = 0
    public var inSegs: UInt32 = 0
    public var outSegs: UInt32 = 0
    public var retransSegs: UInt32 = 0
    public var inErrs: UInt32 = 0
    public var outRsts: UInt32 = 0
    public var inCsumErrors: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 60 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&rtoAlgorithm, Field("tcpRtoAlgorithm", .gauge, metric: "tcp_rtoalgorithm", "tcpRtoAlgorithm"))
        try v.u32(&rtoMin, Field("tcpRtoMin", .gauge, metric: "tcp_rtomin", "tcpRtoMin"))
        try v.u32(&rtoMax, Field("tcpRtoMax", .gauge, metric: "tcp_rtomax", "tcpRtoMax"))
        try v.u32(&maxConn, Field("tcpMaxConn", .gauge, metric: "tcp_maxconn", "tcpMaxConn"))
        try v.u32(&activeOpens, Field("tcpActiveOpens", .counter, metric: "tcp_activeopens", "tcpActiveOpens"))
        try v.u32(&passiveOpens, Field("tcpPassiveOpens", .counter, metric: "tcp_passiveopens", "tcpPassiveOpens"))
        try v.u32(&attemptFails, Field("tcpAttemptFails", .counter, metric: "tcp_attemptfails", "tcpAttemptFails"))
        try v.u32(&estabResets, Field("tcpEstabResets", .counter, metric: "tcp_estabresets", "tcpEstabResets"))
        try v.u32(&currEstab, Field("tcpCurrEstab", .gauge, metric: "tcp_currestab", "tcpCurrEstab"))
        try v.u32(&inSegs, Field("tcpInSegs", .counter, metric: "tcp_insegs", "tcpInSegs"))
        try v.u32(&outSegs, Field("tcpOutSegs", .counter, metric: "tcp_outsegs", "tcpOutSegs"))
        try v.u32(&retransSegs, Field("tcpRetransSegs", .counter, metric: "tcp_retranssegs", "tcpRetransSegs"))
        try v.u32(&inErrs, Field("tcpInErrs", .counter, metric: "tcp_inerrs", "tcpInErrs"))
        try v.u32(&outRsts, Field("tcpOutRsts", .counter, metric: "tcp_outrsts", "tcpOutRsts"))
        try v.u32(&inCsumErrors, Field("tcpInCsumErrors", .counter, metric: "tcp_incsumerrors", "tcpInCsumErrors"))
    }
}
